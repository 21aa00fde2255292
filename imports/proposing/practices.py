"""Practices proposed from the answers: name, words, parts, and whether the parts are complete."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from imports.draft import MeasureDraft, PracticeDraft
from imports.proposing.measures import find_gathered, gathered_measure, measures_for, named_group
from imports.proposing.naming import Naming, asked_about, namings_in, titled, unquoted_in
from imports.proposing.passages import Passage
from imports.segmenting.paragraphs import Paragraph, sentences_of
from practices.slogans import count_check, promises

_GATHERING_PLACE = re.compile(r"[^，。；、“”——]{3,20}")
# How sure a name is: with parts that the text defines, and by its words alone.
_DEFINED, _NAMED = 0.9, 0.6
_REACH = 30  # paragraphs in which the parts of a practice are looked for
_ADJACENT = re.compile(r"“([^“”]{2,16})”、?$")


def propose_practices(
    passages: Sequence[Passage], questions: Sequence[Passage] = (), title: str = ""
) -> list[PracticeDraft]:
    """The practices in the order of the text, each once, where it is named first.

    `questions` and the `title` of a write-up tell names that the text is about.
    """
    asked = {
        name
        for question in questions
        for paragraph in question.paragraphs
        for name in asked_about(paragraph.text)
    }
    found: dict[str, list[PracticeDraft]] = {}
    for passage in passages:
        for practice in _in_passage(passage, asked | titled(title)):
            _add(practice, found.setdefault(practice.name, []))
    once = [practice for namesakes in found.values() for practice in namesakes]
    once += [_only_asked(name, questions, passages) for name in sorted(asked - set(found))]
    return sorted(once, key=lambda practice: practice.start)


def _add(practice: PracticeDraft, namesakes: list[PracticeDraft]) -> None:
    """Keep a practice once, unless its namesake is another zone's: each has its own 1+N."""
    for place, other in enumerate(namesakes):
        if not practice.zone or not other.zone or practice.zone == other.zone:
            if not other.measures:
                namesakes[place] = _explained(other, practice)
            return
    namesakes.append(practice)


def _explained(practice: PracticeDraft, later: PracticeDraft) -> PracticeDraft:
    """A practice that is named first, with the parts that it is given later."""
    return replace(
        practice,
        measures=later.measures,
        count_check=later.count_check,
        confidence=max(practice.confidence, later.confidence),
    )


def _only_asked(
    name: str, questions: Sequence[Passage], passages: Sequence[Passage]
) -> PracticeDraft:
    """A practice that nobody but the question names: told by whoever answers first."""
    place, sentence = next(
        (paragraph.start + sentence.start, sentence.text)
        for question in questions
        for paragraph in question.paragraphs
        for sentence in sentences_of(paragraph.text)
        if f"“{name}”" in sentence.text
    )
    nobody = Passage("", "", "", ())
    answer = next((p for p in passages if p.paragraphs and p.paragraphs[0].start > place), nobody)
    return _practice(name, Paragraph(sentence, place), (), answer)


def _in_passage(passage: Passage, asked: Collection[str]) -> list[PracticeDraft]:
    practices: list[PracticeDraft] = []
    for index, paragraph in enumerate(passage.paragraphs):
        following = passage.paragraphs[index : index + _REACH]
        for naming in namings_in(paragraph, asked):
            practices += _practices_at(naming, following, passage)
        practices += _gathering_places(paragraph, passage)
    practices = _without_parts(practices)
    quoted = [practice.name for practice in practices]
    for index, paragraph in enumerate(passage.paragraphs):
        following = passage.paragraphs[index : index + _REACH]
        for naming in unquoted_in(paragraph):
            if not any(name in naming.name for name in quoted):
                practices += _practices_at(naming, following, passage)
    return practices


def _practices_at(
    naming: Naming, following: tuple[Paragraph, ...], passage: Passage
) -> Iterator[PracticeDraft]:
    """The practice named here, with those named right before it in one breath."""
    sentence = naming.sentence.text
    quote = Paragraph(sentence, following[0].start + naming.sentence.start)
    group = named_group(sentence)
    if group and f"“{naming.name}”" in group[0]:
        if naming.name in group[1].items[-1] and not _names_another(sentence, group[0]):
            yield _practice(group[1].label, quote, _each(group[1]), passage)
        return
    measures = measures_for(naming, following)
    if group and not any(measure.label == group[1].label for measure in measures):
        measures = (*measures, group[1])
    if naming.kind.startswith("等") or not measures:
        for name in _named_before(sentence[: naming.start]):
            yield _practice(name, quote, (), passage)
    yield _practice(naming.name, quote, measures, passage)


def _names_another(sentence: str, items: str) -> bool:
    """Whether the sentence names a practice that the group belongs to."""
    whole = Paragraph(sentence.replace(items, ""), 0)
    return any(True for _ in namings_in(whole))


def _each(group: MeasureDraft) -> tuple[MeasureDraft, ...]:
    return tuple(MeasureDraft(item) for item in group.items)


def _named_before(before: str) -> list[str]:
    """Names in quotation marks that stand right before another: “联合会议”“双向例会”等制度."""
    names: list[str] = []
    while match := _ADJACENT.search(before):
        if "、" in match[1]:
            break
        names.insert(0, match[1])
        before = before[: match.start()]
    return names


def _gathering_places(paragraph: Paragraph, passage: Passage) -> Iterator[PracticeDraft]:
    """Centres without quotation marks: 打造集…于一体的非公党群服务中心."""
    for sentence in sentences_of(paragraph.text):
        gathered = find_gathered(sentence.text)
        place = _GATHERING_PLACE.match(sentence.text, gathered.end()) if gathered else None
        if place and not sentence.text.startswith(("——“", "“"), place.end()):
            measure = gathered_measure(gathered)
            quote = Paragraph(sentence.text, paragraph.start + sentence.start)
            yield _practice(place[0], quote, (measure,), passage)


def _practice(
    name: str, sentence: Paragraph, measures: tuple[MeasureDraft, ...], passage: Passage
) -> PracticeDraft:
    """A practice with its sentence; `sentence.start` is counted in the clean text."""
    parts = [(measure.label, measure.items) for measure in measures]
    quote = sentence.text.strip()
    start = sentence.start + sentence.text.index(quote)
    return PracticeDraft(
        name=name,
        guest=passage.guest,
        zone=passage.zone,
        quote=quote,
        measures=measures,
        count_check=count_check(name, parts),
        start=start,
        end=start + len(quote),
        confidence=_DEFINED if measures else _NAMED,
    )


def _without_parts(practices: list[PracticeDraft]) -> list[PracticeDraft]:
    """What is only a part of another practice is no practice: 三亮 of 一心三亮."""
    parts = {
        part
        for practice in practices
        for measure in practice.measures
        for part in (measure.label, *measure.items)
        if part != practice.name
    }
    parts |= {
        promise.words
        for practice in practices
        for promise in promises(practice.name)
        if len(promises(practice.name)) > 1
    }
    names = "\n".join({practice.name for practice in practices})
    parts |= {practice.name for practice in practices if names.count(practice.name) > 1}
    return [practice for practice in practices if practice.name not in parts]
