"""An interview laid out for reading: who speaks, then every question with its answers."""

from __future__ import annotations

from collections.abc import Iterator

from editorial.fields import display_partial_date
from interviews.models import Interview
from interviews.reading import ReadAnswer, questions_of, speakers_of

from .citing import Citing, closing, paragraphs_of, speaker_of
from .drafting import Block, Heading, Paper, Paragraph, Words, led, plain


def paper_of(interview: Interview, root: str) -> Paper:
    """Return an interview that everybody may see."""
    citing = Citing([interview.source_id], root)
    source = interview.source
    where = "　".join(filter(None, (source.publication, display_partial_date(source.published))))
    body = tuple(_blocks(interview, citing))
    return Paper(interview.title, where, body, closing(root + interview.get_absolute_url()))


def _blocks(interview: Interview, citing: Citing) -> Iterator[Block]:
    yield from map(plain, paragraphs_of(interview.introduction))
    appearances = speakers_of(interview, None)
    people = [speaker_of(appearance) for appearance in appearances]
    cite = citing.source(interview.source_id)
    said = led("嘉宾：" if people else "", "；".join(people) or "出处见文末", cite)
    yield Paragraph((*said.runs, Words("。")))
    for read in questions_of(interview, appearances, None):
        first, *others = paragraphs_of(read.question.text) or ("",)
        if first:
            yield Heading(first, 1)
        yield from map(plain, others)
        for answer in read.answers:
            yield from _answer(answer)


def _answer(read: ReadAnswer) -> Iterator[Block]:
    """Yield what one guest said; their name stands before the first words."""
    first, *others = paragraphs_of(read.answer.text)
    name = read.speaker.guest.name if read.speaker else "嘉宾"
    yield Paragraph((Words(f"{name}：", is_strong=True), Words(first)))
    yield from map(plain, others)
