"""Practices that an editor accepted: made as drafts, or found again and given more evidence."""

from __future__ import annotations

from editorial.loading import CONFLICT, Entry, Tally, add_row, is_frozen, put
from imports.applying.account import NotApplied
from imports.applying.quoting import chosen_terms, put_quoted
from imports.applying.talk import GONE, Talk
from imports.draft import Draft, PracticeDraft
from imports.matching import practices_named, same_practice, zone_for
from practices.models import Evidence, Measure, Practice, PracticeProblem, Problem, Theme
from sources.models import Source
from zones.models import HostUnit, PartyOrganization, Zone

_LONGEST_GIST, _LONGEST_LABEL = 200, 100


def put_practices(draft: Draft, source: Source, talk: Talk, tally: Tally) -> None:
    for proposed in draft.practices:
        practice, follows = _put_practice(proposed, source, talk, tally)
        if practice is None:
            continue
        if follows:
            _put_measures(practice, proposed, tally)
            _put_problems(practice, proposed, tally)
        _put_evidence(practice, proposed, source, draft.text, talk, tally)


def _put_practice(
    proposed: PracticeDraft, source: Source, talk: Talk, tally: Tally
) -> tuple[Practice | None, bool]:
    """The practice meant, and whether it rests on this document alone, so that it follows it.

    A practice of the same name in the same zone is the same; another document only adds evidence.
    """
    zone = zone_for(proposed.zone)
    own = _own(proposed, source, zone)
    if own is not None and not is_frozen(own) and not _has_other_sources(own, source):
        values = {"gist": _gist(proposed.quote)}
        many = _about(proposed, zone, talk)
        put(Practice, key={"pk": own.pk}, values=values, many=many, tally=tally)
        return own, True
    known = own or next(iter(practices_named(proposed.name, zone) if zone else ()), None)
    if known is not None:
        tally.leave(known)
        return known, False
    if _was_deleted(proposed, source):
        tally.keep_deleted(Practice, proposed.name)
        return None, False
    practice = Practice(name=proposed.name, gist=_gist(proposed.quote))
    add_row(practice, tally)
    for name, rows in _about(proposed, zone, talk).items():
        getattr(practice, name).set(rows)
    return practice, True


def _own(proposed: PracticeDraft, source: Source, zone: Zone | None) -> Practice | None:
    """The practice that came from this document under this name, whatever it is called now."""
    once = set(Practice.history.filter(name=proposed.name).values_list("id", flat=True))
    for practice in Practice.objects.filter(evidence__source=source).distinct():
        zones = practice.zones.all()
        is_there = zone is None or not zones or zone in zones
        if is_there and (practice.pk in once or same_practice(practice, proposed.name)):
            return practice
    return None


def _has_other_sources(practice: Practice, source: Source) -> bool:
    return practice.evidence.exclude(source=source).exists()


def _was_deleted(proposed: PracticeDraft, source: Source) -> bool:
    """Whether a practice that came from this document was deleted since."""
    gone = Practice.history.filter(name=proposed.name, history_type="-").values("id")
    return Evidence.history.filter(practice_id__in=gone, source=source).exists()


def _about(proposed: PracticeDraft, zone: Zone | None, talk: Talk) -> dict[str, list]:
    """The sets of a practice: where, whose, on what."""
    places = talk.places.get(proposed.guest, ())
    return {
        "zones": [zone] if zone else [],
        "organizations": [row for row in places if isinstance(row, PartyOrganization)],
        "host_units": [row for row in places if isinstance(row, HostUnit)],
        "themes": chosen_terms(Theme, [term.code for term in proposed.themes]),
    }


def _gist(quote: str) -> str:
    """The words themselves for the one sentence, until an editor writes a better one."""
    quote = quote.replace("\n", "")
    return quote if len(quote) <= _LONGEST_GIST else quote[: _LONGEST_GIST - 1] + "…"


def _put_measures(practice: Practice, proposed: PracticeDraft, tally: Tally) -> None:
    parts: dict[str, dict[str, None]] = {}
    for part in proposed.measures:
        items = (item[:_LONGEST_LABEL] for item in part.items)
        parts.setdefault(part.label[:_LONGEST_LABEL], {}).update(dict.fromkeys(items))
    written = set()
    for position, (label, items) in enumerate(parts.items(), start=1):
        row = _put_measure(practice, None, label, position, tally)
        if row is not None:
            below = [_put_measure(practice, row, *pair, tally) for pair in _numbered(items)]
            written |= {measure.pk for measure in (row, *below) if measure is not None}
    for measure in practice.measures.exclude(pk__in=written):
        tally.entries.append(Entry(CONFLICT, measure, Measure, f"{measure}（{GONE}，保留不动）"))


def _numbered(items: dict[str, None]) -> list[tuple[str, int]]:
    return [(item, position) for position, item in enumerate(items, start=1)]


def _put_measure(practice, parent, label: str, position: int, tally: Tally) -> Measure | None:
    return put(
        Measure,
        key={"practice": practice, "parent": parent, "label": label},
        values={"position": position},
        tally=tally,
    )


def _put_problems(practice: Practice, proposed: PracticeDraft, tally: Tally) -> None:
    for problem in chosen_terms(Problem, [term.code for term in proposed.problems]):
        put(PracticeProblem, key={"practice": practice, "problem": problem}, values={}, tally=tally)


def _put_evidence(
    practice: Practice,
    proposed: PracticeDraft,
    source: Source,
    text: str,
    talk: Talk,
    tally: Tally,
) -> None:
    seen: set[int] = set()
    of_whole = practice.evidence.filter(source=source, measure=None, problem_link=None)
    spans = ((proposed.start, proposed.end), *proposed.further)
    for position, (start, end) in enumerate(spans, start=1):
        quote = text[start:end].strip()
        if not quote:
            raise NotApplied([f"做法“{practice}”没有原话作佐证，请在原文里为它选取一句。"])
        key = {"practice": practice, "source": source, "quote": quote}
        put_quoted(
            Evidence,
            key={**key, "measure": None, "problem_link": None},
            values={"answer": talk.answer_with(quote, start, end), "position": position},
            rivals=of_whole,
            seen=seen,
            tally=tally,
        )
