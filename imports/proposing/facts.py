"""Figures as facts: whose they are, as of when, and whether parts make their total."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from imports.draft import FactDraft
from imports.proposing.dates import Dated, dates_in, is_spread, now_in
from imports.proposing.figures import Figure, figures_in
from imports.proposing.passages import Passage
from imports.segmenting.paragraphs import sentences_of

# The kind of alliance is part of its name; 联盟 alone, or 筹划联盟, is none.
_ALLIANCE = re.compile(
    r"(?:首届|召开|加入|成立|组建|建立)?(?P<name>[\u4e00-\u9fff]{2,12}(?:党建|产业|发展|合作|创新)联盟)"
)
_HAS_PARTS = re.compile(r"^[，：（]?(?P<word>包括|其中|分为|分别为|由|含|下设)")
_JOIN = re.compile(r"^(?:、|和|及|以及|与|，)?$")
_SURE, _LIKELY = 0.8, 0.6  # whose figure it is, is said; or has to be guessed
# 截至2023年底，…: holds for all that the sentence counts.
_UNTIL = re.compile(r"\s*(?:截至|截止到?|到)(?:(?:19|20)\d{2}年|[今去前]年|上年)[^，。；]{0,8}，")
_ENDS_A_FIGURE = re.compile(r"的\d")
_WORDS_BEFORE = 400  # characters in which whose figure it is, and as of when, is looked for


def propose_facts(
    passages: Sequence[Passage], *, published_on: str, known_zones: Sequence[str]
) -> tuple[list[FactDraft], list[str]]:
    """The figures said, in the order of the text, and a Chinese warning for each wrong total."""
    zones = sorted({p.zone for p in passages if p.zone} | set(known_zones), key=len, reverse=True)
    facts: list[FactDraft] = []
    warnings: list[str] = []
    for passage in passages:
        alliance = _alliance_in(passage)
        for paragraph in passage.paragraphs:
            for sentence in sentences_of(paragraph.text):
                figures = figures_in(sentence.text)
                place = paragraph.start + sentence.start
                drafts = [
                    _fact(figure, sentence.text, place, passage, zones, alliance, published_on)
                    for figure in figures
                ]
                drafts, wrong = _with_parts(sentence.text, figures, drafts)
                facts += drafts
                warnings += wrong
    return facts, warnings


def _fact(
    figure: Figure,
    sentence: str,
    place: int,
    passage: Passage,
    zones: Sequence[str],
    alliance: str,
    published_on: str,
) -> FactDraft:
    """The figure as a fact; `place` is where its sentence begins in the clean text."""
    as_of, as_of_words = _as_of(sentence, figure, published_on)
    subject = _subject(
        sentence[max(0, figure.start - _WORDS_BEFORE) : figure.start],
        sentence,
        passage,
        zones,
        alliance,
    )
    quote = sentence.strip()
    start = place + sentence.index(quote)
    return FactDraft(
        subject=subject,
        indicator=figure.indicator,
        value=figure.value,
        unit=figure.unit,
        text=sentence[figure.start : figure.end],
        as_of=as_of,
        quote=quote,
        exactness=figure.exactness,
        as_of_words=as_of_words,
        start=start,
        end=start + len(quote),
        confidence=_SURE if figure.indicator and subject else _LIKELY,
    )


def _subject(
    before: str, sentence: str, passage: Passage, zones: Sequence[str], alliance: str
) -> str:
    """The zone named last before the figure; the alliance spoken of; else who is speaking."""
    named = [(before.rfind(zone), zone) for zone in zones if zone in before]
    if named:
        return max(named, key=lambda place: (place[0], len(place[1])))[1]
    if alliance and "联盟" in sentence:
        return alliance
    return passage.zone or passage.body


def _alliance_in(passage: Passage) -> str:
    """The full name of the alliance that an answer is about: the one it uses most often."""
    text = "\n".join(paragraph.text for paragraph in passage.paragraphs)
    names = Counter(match["name"] for match in _ALLIANCE.finditer(text))
    return max(names, key=lambda name: (names[name], len(name)), default="")


def _as_of(sentence: str, figure: Figure, published_on: str) -> tuple[str, str]:
    """The date of a figure and the words for it; the year of the document if none is said."""
    dated = _date_of(sentence, figure, published_on)
    if dated and dated.words.endswith("以来"):
        return published_on[:4] or dated.iso, dated.words
    if dated:
        return dated.iso, dated.words
    before = sentence[max(0, figure.start - _WORDS_BEFORE) : figure.start]
    if is_spread(before):
        return "", ""
    return published_on[:4], now_in(before)


def _date_of(sentence: str, figure: Figure, published_on: str) -> Dated | None:
    """The date in the clause of a figure, or in the clause before it if it holds little else.

    In 由2018年的61%提高到93% the date is that of the first figure alone.
    """
    clause = _clause_start(sentence, figure.start)
    earlier = _clause_start(sentence, max(0, clause - 1))
    dates = [
        date
        for date in dates_in(sentence[earlier : figure.start], published_on)
        if not _ENDS_A_FIGURE.search(sentence, earlier + date.end, figure.start)
        or not sentence.endswith(("由", "从"), 0, earlier + date.start)
    ]
    if not dates:
        until = _UNTIL.match(sentence)
        return dates_in(until[0], published_on)[0] if until else None
    last = dates[-1]
    only_a_date = last.start <= 3 and clause - earlier - last.end <= 2
    return last if earlier + last.start >= clause or only_a_date else None


def _clause_start(sentence: str, end: int) -> int:
    return max(sentence.rfind(mark, 0, end) for mark in "，；。") + 1


def _with_parts(
    sentence: str, figures: Sequence[Figure], facts: list[FactDraft]
) -> tuple[list[FactDraft], list[str]]:
    """The facts with each part tied to its total, and a warning where they do not add up."""
    warnings = []
    for index, total in enumerate(figures):
        parts = _parts_of(sentence, figures, index)
        if not parts:
            continue
        word = _HAS_PARTS.match(sentence[total.end : total.end + 6])["word"]
        for part in parts:
            facts[part] = replace(facts[part], part_of=facts[index].text)
        added = sum(figures[part].value for part in parts)
        if added > total.value or (added < total.value and word != "其中"):
            warnings.append(
                f"“{facts[index].text}”的各部分相加是 {added:g}，与总数 {total.value:g} 不符。"
            )
    return facts, warnings


def _parts_of(sentence: str, figures: Sequence[Figure], index: int) -> list[int]:
    """The figures right after a total and 包括, of the same unit, joined by 、 and 和."""
    total = figures[index]
    opening = _HAS_PARTS.match(sentence[total.end : total.end + 6])
    parts: list[int] = []
    place = total.end + opening.end() if opening else -1
    for following in range(index + 1, len(figures)) if opening else ():
        figure = figures[following]
        if figure.unit != total.unit or not _JOIN.match(sentence[place : figure.start]):
            break
        parts.append(following)
        place = figure.end
    return parts if len(parts) > 1 else []
