"""A compilation of pieces: practices, answers and passages, each with a remark.

    compile_pieces([(practice, "可以借鉴"), (answer, "")], title="…", by="problem", root=…)

What is not published is left out, whoever asks: the pieces may come from an editor's basket.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from interviews.models import Answer
from practices.models import Practice, Problem
from sources.models import Source
from zones.models import Zone

from .citing import Citing, closing, paragraphs_of, speaker_of
from .drafting import Compilation, Entry, Quotation, Section, plain
from .loading import Loaded, load
from .practices import entry_of, remarks

# So many pieces are a document; more are data, and the archive or a table serves better.
MOST = 100
BY = {"problem": "问题", "zone": "高新区", "order": "原来的次序"}
_OTHERS = "其他"
_LONGEST_TITLE = 40


class Passage(Protocol):
    """Words of a source that somebody marked."""

    source: Source
    quote: str
    start: int | None


Piece = tuple[Practice | Answer | Passage, str]


@dataclass(frozen=True)
class _Placed:
    """An entry, with the problems and the zone under which it may stand."""

    entry: Entry
    problems: Sequence[Problem]
    zone: Zone | None


def compile_pieces(
    pieces: Iterable[Piece], *, title: str, by: str, root: str, before: Sequence[Section] = ()
) -> Compilation:
    """Return the compilation, its sections `by` problem, zone or order (one without a title).

    `before` are sections that stand before those of the pieces.
    """
    pieces = list(pieces)
    practices = {one.practice.pk: one for one in load(_keys(pieces, Practice))}
    answers = {one.pk: one for one in _answers(_keys(pieces, Answer))}
    citing = Citing(_sources(pieces, practices.values(), answers.values()), root)
    placed = [
        one
        for thing, remark in pieces
        if (one := _placed(thing, remark, practices, answers, citing)) is not None
    ]
    counted = sum(1 for thing, _ in pieces if isinstance(thing, Practice) and thing.pk in practices)
    contains = _contains(practices, counted, len(placed) - counted)
    return Compilation(title, contains, (*before, *_sections(placed, by)), closing(f"{root}/"))


def _keys(pieces: Iterable[Piece], model: type) -> list[int]:
    return [thing.pk for thing, _ in pieces if isinstance(thing, model)]


def _answers(pks: Sequence[int]) -> Iterable[Answer]:
    rows = Answer.objects.visible_to(None).filter(pk__in=pks) if pks else Answer.objects.none()
    return rows.select_related(
        "interview", "question", "appearance__guest", "appearance__zone"
    ).prefetch_related("practices_problemstatement_set__problem")


def _sources(
    pieces: Iterable[Piece], practices: Iterable[Loaded], answers: Iterable[Answer]
) -> list[int]:
    found = [pk for one in practices for pk in one.sources]
    found += [answer.interview.source_id for answer in answers]
    return found + [
        thing.source.pk for thing, _ in pieces if not isinstance(thing, Practice | Answer)
    ]


def _placed(thing, remark: str, practices: dict, answers: dict, citing: Citing) -> _Placed | None:
    """Return a piece as an entry; None for what is not published."""
    if isinstance(thing, Practice):
        loaded = practices.get(thing.pk)
        if loaded is None:
            return None
        zone = loaded.zones[0] if loaded.zones else None
        problems = [link.problem for link in loaded.links]
        return _Placed(entry_of(loaded, citing, remark), problems, zone)
    if isinstance(thing, Answer):
        answer = answers.get(thing.pk)
        return None if answer is None else _answer(answer, remark, citing)
    if not citing.knows(thing.source.pk):
        return None
    cite = citing.passage(thing.source.pk, thing.start, thing.quote)
    title = citing.title(thing.source.pk)
    words = Quotation(paragraphs_of(thing.quote), title, cite)
    return _Placed(Entry(f"{title}摘录", (*remarks(remark), words)), (), None)


def _answer(answer: Answer, remark: str, citing: Citing) -> _Placed:
    said, question = answer.appearance, answer.question.text
    name = said.guest.name if said.guest.is_published else "嘉宾"
    cite = citing.source(answer.interview.source_id)
    asked = [plain(f"问：{line}") for line in paragraphs_of(question)]
    words = Quotation(paragraphs_of(answer.text), speaker_of(said), cite)
    title = f"{name}谈“{_short(question or answer.interview.title)}”"
    zone = said.zone if said.zone and said.zone.is_published else None
    problems = [row.problem for row in answer.practices_problemstatement_set.all()]
    return _Placed(Entry(title, (*remarks(remark), *asked, words)), problems, zone)


def _short(text: str) -> str:
    text = text.replace("\n", "")
    return text if len(text) <= _LONGEST_TITLE else f"{text[: _LONGEST_TITLE - 2]}……"


def _sections(placed: Sequence[_Placed], by: str) -> list[Section]:
    """Put the entries together; each stands once, what belongs nowhere at the end."""
    if not placed:
        return [Section("", (), (plain("还没有收录做法。"),))]
    if by == "order":
        return [Section("", tuple(one.entry for one in placed))]
    groups: dict[Problem | Zone | None, list[Entry]] = {}
    shared = Counter(problem for one in placed for problem in set(one.problems))
    for one in placed:
        # Under the problem that most of them have: what answers the same stands together.
        most = max(one.problems, key=lambda problem: shared[problem], default=None)
        groups.setdefault(one.zone if by == "zone" else most, []).append(one.entry)
    keys = [key for key in groups if key is not None]
    if by == "problem":
        keys.sort(key=lambda problem: [int(part) for part in problem.code[1:].split(".")])
    sections = [
        Section(key.short_name if by == "zone" else key.name, tuple(groups[key])) for key in keys
    ]
    if None in groups:
        sections.append(Section(_OTHERS if sections else "", tuple(groups[None])))
    return sections


def _contains(practices: dict[int, Loaded], counted: int, others: int) -> str:
    """Say how much it holds."""
    zones = {zone.pk for one in practices.values() for zone in one.zones}
    said = []
    if counted:
        said.append(f"收录{counted}个做法")
    if zones:
        said.append(f"来自{len(zones)}个高新区")
    if others:
        said.append(f"{'另有' if counted else '收录'}原话{others}段")
    return "，".join(said)
