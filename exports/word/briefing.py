"""Which records there are briefs of, and what each says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.http import Http404

from interviews.models import Answer
from practices.models import Collection, Measure, Practice, Problem, ProblemStatement

from .briefs import Brief, Item, fitted
from .citing import Citing, speaker_of
from .compiling import Piece
from .drafting import Paper
from .loading import Loaded, load, statements_of
from .practices import outcome_of
from .records import at, collected, selected, term

_STATEMENTS = 2
_ENDS = ("。", "！", "？", "；", "”")


def brief(kind: str, name: str, root: str) -> Paper:
    """Return the brief of a record; `Http404` for what is not published, or has none."""
    if kind not in KINDS:
        raise Http404
    return KINDS[kind](name, root)


def brief_of_pieces(pieces: Iterable[Piece], *, title: str, url: str, root: str) -> Paper:
    """Return the brief of what somebody collected: the problems that most of it answers first."""
    pieces = list(pieces)
    keys = [thing.pk for thing, _ in pieces if isinstance(thing, Practice)]
    found = {row.practice.pk: row for row in load(keys)}
    shared = Counter(link.problem for row in found.values() for link in row.links)
    problems = [
        Item(f"{problem.name}：", _sentences([problem.scope_note or problem.plain_question]))
        for problem, _ in shared.most_common()
    ]
    said = [item for thing, _ in pieces for item in _item(thing, found)]
    brief = Brief(title, tuple(problems), tuple(said), url)
    return fitted(brief, Citing(_sources(said), root))


def _item(thing, found: dict[int, Loaded]) -> Iterator[Item]:
    if isinstance(thing, Practice):
        if row := found.get(thing.pk):
            yield _told(row, "")
    elif isinstance(thing, Answer):
        rows = Answer.objects.visible_to(None).select_related("interview", "appearance__guest")
        if answer := rows.filter(pk=thing.pk).first():
            speaker = speaker_of(answer.appearance)
            yield Item(f"{speaker}：", f"“{answer.text}”", (answer.interview.source_id,))
    elif type(thing.source).objects.published().filter(pk=thing.source.pk).exists():
        yield Item(f"《{thing.source.title}》：", f"“{thing.quote}”", (thing.source.pk,))


def _problem(code: str, root: str) -> Paper:
    problem = term(Problem, code)
    said = list(_stated(statements_of(problem)))[:_STATEMENTS]
    meaning = _sentences([problem.scope_note or problem.plain_question])
    pieces = selected("problem", problem.code)
    practices = [_told(row, problem.code) for row in load(thing.pk for thing, _ in pieces)]
    brief = Brief(
        problem.plain_question or problem.name,
        (Item(f"{problem.name}：", meaning), *said),
        tuple(practices),
        root + problem.get_absolute_url(),
    )
    return fitted(brief, Citing(_sources([*said, *practices]), root))


def _stated(rows: Iterable[ProblemStatement]) -> Iterator[Item]:
    """Yield what different people say of their problem, one thing each."""
    heard = set()
    for row in rows:
        speaker = speaker_of(row.answer.appearance) if row.answer else "访谈提问"
        name, _, post = speaker.partition("，")
        if speaker not in heard:
            heard.add(speaker)
            words = f"“{row.quote}”" + (f"（{post}）" if post else "")
            yield Item(f"{name}：", words, (row.source_id,))


def _practice(slug: str, root: str) -> Paper:
    practice = at(Practice.objects.visible_to(None), slug)
    row = next(iter(load([practice.pk])), None)
    if row is None:
        raise Http404
    citing = Citing(row.sources, root)
    problems = [
        Item(f"{link.problem.name}：", link.how or link.problem.scope_note) for link in row.links
    ]
    sources = tuple(row.sources)
    parts = [
        Item(f"{part.label}：", _sentences([part.content, _under(row, part)]), sources)
        for part in row.measures.get(None, ())
    ]
    outcomes = [
        Item(
            "成效：", outcome_of(outcome, citing).text.removeprefix("成效："), (outcome.source_id,)
        )
        for outcome in row.outcomes
    ]
    told = (Item("做什么：", practice.gist, sources), *outcomes, *parts)
    url = root + practice.get_absolute_url()
    brief = Brief(practice.name, tuple(problems), told, url, ("针对什么问题", "怎么做"))
    return fitted(brief, citing)


def _under(row: Loaded, part: Measure) -> str:
    """Return what a part means: its explanation, else the parts under it."""
    below = "、".join(map(str, row.measures.get(part.pk, ())))
    return part.detail.replace("\n", "") or below


def _collection(slug: str, root: str) -> Paper:
    collection = at(Collection.objects.visible_to(None), slug)
    url = root + collection.get_absolute_url()
    return brief_of_pieces(collected(collection), title=collection.title, url=url, root=root)


KINDS = {"practice": _practice, "problem": _problem, "collection": _collection}


def _told(row: Loaded, code: str) -> Item:
    """Return a practice in a few words: how it answers the problem, what it is, its parts."""
    hows = [
        link.how
        for link in row.links
        if link.how and code and (link.problem.code + ".").startswith(code + ".")
    ]
    parts = "、".join(part.label for part in row.measures.get(None, ()))
    where = "、".join(zone.short_name for zone in row.zones)
    lead = f"{row.practice.name}（{where}）：" if where else f"{row.practice.name}："
    text = _sentences([row.practice.gist, *hows, f"包括：{parts}" if parts else ""])
    return Item(lead, text, tuple(row.sources))


def _sentences(parts: Sequence[str]) -> str:
    """Join sentences that may lack their full stop."""
    return "".join(part if part.endswith(_ENDS) else f"{part}。" for part in parts if part)


def _sources(items: Iterable[Item]) -> set[int]:
    return {source for item in items for source in item.sources}
