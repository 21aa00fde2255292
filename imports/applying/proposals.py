"""What an editor accepted of the proposals: practices, figures, statements of problems."""

from __future__ import annotations

from decimal import Decimal

from editorial.loading import CONFLICT, Entry, Tally, put
from imports.applying.account import NotApplied
from imports.applying.talk import Placed
from imports.draft import Draft, PracticeDraft
from imports.matching import zone_for
from interviews.models import Answer, Question
from practices.models import (
    Evidence,
    Measure,
    Practice,
    PracticeProblem,
    Problem,
    ProblemStatement,
    Theme,
)
from sources.models import Source
from zones.models import ZoneFact

_LONGEST_GIST = 200


def put_practices(draft: Draft, source: Source, answers: list[Placed], tally: Tally) -> None:
    for proposed in draft.practices:
        practice, is_own = _put_practice(proposed, source, tally)
        if practice is None:
            continue
        if is_own:
            _put_measures(practice, proposed, tally)
            _put_problems(practice, proposed, tally)
        spans = ((proposed.start, proposed.end), *proposed.further)
        for position, (start, end) in enumerate(spans, start=1):
            _put_evidence(practice, source, draft.text, start, end, position, answers, tally)


def _put_practice(
    proposed: PracticeDraft, source: Source, tally: Tally
) -> tuple[Practice | None, bool]:
    """The practice meant, and whether it came from this document, so that it may follow it.

    A practice of the same name in the same zone is the same; another document only adds evidence.
    """
    zone = zone_for(proposed.zone)
    named = Practice.objects.filter(name=proposed.name)
    known = named.filter(zones=zone) if zone else named.filter(zones=None)
    own = known.filter(evidence__source=source).first()
    known = own or known.first()
    if known is None and _was_deleted(proposed, source):
        tally.keep(proposed.name)
        tally.entries.append(Entry(CONFLICT, None, Practice, f"{proposed.name}（编辑已删除）"))
        return None, False
    if known is None:
        practice = Practice(name=proposed.name, gist=_gist(proposed.quote))
        practice._change_reason = tally.reason
        practice.full_clean(exclude=["slug"])
        practice.save()
        tally.add(practice)
        _set_about(practice, proposed, zone)
        return practice, True
    tally.leave(known)
    is_only_source = not known.evidence.exclude(source=source).exists()
    return known, own is not None and is_only_source


def _was_deleted(proposed: PracticeDraft, source: Source) -> bool:
    """Whether a practice that came from this document was deleted since."""
    gone = Practice.history.filter(name=proposed.name, history_type="-").values("id")
    return Evidence.history.filter(practice_id__in=gone, source=source).exists()


def _set_about(practice: Practice, proposed: PracticeDraft, zone) -> None:
    if zone is not None:
        practice.zones.set([zone])
    practice.themes.set(_terms(Theme, [term.code for term in proposed.themes]))


def _gist(quote: str) -> str:
    """The words themselves for the one sentence, until an editor writes a better one."""
    return quote if len(quote) <= _LONGEST_GIST else quote[: _LONGEST_GIST - 1] + "…"


def _terms(model, codes: list[str]) -> list:
    found = {term.code: term for term in model.objects.filter(code__in=codes)}
    if missing := [code for code in codes if code not in found]:
        raise NotApplied([f"词表里没有“{missing[0]}”，请重新选择。"])
    return [found[code] for code in codes]


def _put_measures(practice: Practice, proposed: PracticeDraft, tally: Tally) -> None:
    for position, part in enumerate(proposed.measures, start=1):
        row = _put_measure(practice, None, part.label, position, tally)
        for place, item in enumerate(part.items if row is not None else (), start=1):
            _put_measure(practice, row, item, place, tally)


def _put_measure(practice, parent, label: str, position: int, tally: Tally) -> Measure | None:
    return put(
        Measure,
        key={"practice": practice, "parent": parent, "label": label[:100]},
        values={"position": position},
        tally=tally,
    )


def _put_problems(practice: Practice, proposed: PracticeDraft, tally: Tally) -> None:
    for problem in _terms(Problem, [term.code for term in proposed.problems]):
        put(PracticeProblem, key={"practice": practice, "problem": problem}, values={}, tally=tally)


def _put_evidence(practice, source, text, start, end, position, answers, tally: Tally) -> None:
    quote = text[start:end].strip()
    if not quote:
        raise NotApplied([f"做法“{practice.name}”没有原话作佐证，请在原文里为它选取一句。"])
    put(
        Evidence,
        key={
            "practice": practice,
            "source": source,
            "quote": quote,
            "measure": None,
            "problem_link": None,
        },
        values={"answer": _answer_at(answers, start, end), "position": position},
        tally=tally,
    )


def _answer_at(answers: list[Placed], start: int, end: int) -> Answer | None:
    """The answer in one of whose paragraphs the words stand."""
    for placed in answers:
        for words, place in zip(placed.draft.paragraphs, placed.draft.starts, strict=True):
            if place <= start and end <= place + len(words):
                return placed.row
    return None


def put_facts(draft: Draft, source: Source, tally: Tally) -> None:
    rows: dict[str, ZoneFact] = {}
    for position, fact in enumerate(draft.facts, start=1):
        zone = zone_for(fact.subject)
        if zone is None:
            whose = f"库里没有“{fact.subject}”" if fact.subject else "没有注明属于哪个高新区"
            note = f"{fact.indicator}（{whose}，没有写入）"
            tally.entries.append(Entry(CONFLICT, None, ZoneFact, note))
            continue
        row = put(
            ZoneFact,
            key={
                "zone": zone,
                "source": source,
                "indicator": fact.indicator,
                "quote": fact.quote,
                "value": Decimal(str(fact.value)),
            },
            values={
                "unit": fact.unit,
                "exactness": fact.exactness,
                "as_of": fact.as_of,
                "as_of_words": fact.as_of_words,
                "part_of": rows.get(fact.part_of),
                "position": position,
            },
            tally=tally,
        )
        if row is not None:
            rows[fact.text] = row


def put_statements(draft: Draft, source: Source, answers: list[Placed], tally: Tally) -> None:
    for statement in draft.statements:
        (problem,) = _terms(Problem, [statement.code])
        answer = _answer_at(answers, statement.start, statement.end)
        asked = None if answer else _question_with(source, statement.quote)
        put(
            ProblemStatement,
            key={"problem": problem, "source": source, "quote": statement.quote},
            values={"answer": answer, "question": asked},
            tally=tally,
        )


def _question_with(source: Source, quote: str) -> Question | None:
    return Question.objects.filter(interview__source=source, text__contains=quote).first()
