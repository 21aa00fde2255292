"""Who said what: the paragraphs that practices and figures are looked for in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from imports.draft import GuestDraft, QuestionDraft, Segmented
from imports.segmenting.paragraphs import Paragraph
from imports.segmenting.posts import zone_in

_OPENING = 4  # paragraphs


@dataclass(frozen=True, slots=True)
class Passage:
    """Everything one guest says to one question; all names are "" in a case.

    `body` is the organization of the guest's first post, for those who speak for no zone.
    """

    guest: str
    zone: str
    body: str
    paragraphs: tuple[Paragraph, ...]


class Paragraphs:
    """The paragraphs of passages, to be found by a place in the clean text."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        every = (paragraph for passage in passages for paragraph in passage.paragraphs)
        self._ordered = sorted(every, key=lambda paragraph: paragraph.start)

    def at(self, place: int) -> Paragraph:
        """The last paragraph that begins at or before a place."""
        following = bisect_right(self._ordered, place, key=lambda paragraph: paragraph.start)
        return self._ordered[following - 1]


def passages_of(segmented: Segmented, known_zones: Sequence[str] = ()) -> list[Passage]:
    """The answers in order; for a case, its narrative."""
    if segmented.kind == "case":
        lines = segmented.introduction.split("\n")
        narrative = map(Paragraph, lines, segmented.introduction_starts)
        # A write-up is about the zone that it names first, in its title or where it begins.
        opening = "\n".join([segmented.title, *lines[:_OPENING]])
        return [Passage("", zone_in(opening, known_zones), "", tuple(narrative))]
    return _answers(segmented.questions, {guest.name: guest for guest in segmented.guests})


def asked_in(segmented: Segmented) -> list[Passage]:
    """The questions as passages of nobody's: whoever asks may name a problem, too."""
    return [
        Passage("", "", "", tuple(map(Paragraph, question.text.split("\n"), question.starts)))
        for question in segmented.questions
        if question.text
    ]


def _answers(questions: Sequence[QuestionDraft], guests: dict[str, GuestDraft]) -> list[Passage]:
    return [
        Passage(
            guest=answer.guest,
            zone=guests[answer.guest].zone,
            body=_body_of(guests[answer.guest]),
            paragraphs=tuple(map(Paragraph, answer.paragraphs, answer.starts)),
        )
        for question in questions
        for answer in question.answers
    ]


def _body_of(guest: GuestDraft) -> str:
    return guest.posts[0].organization if guest.posts else ""
