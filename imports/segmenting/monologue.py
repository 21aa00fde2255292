"""One guest speaking unasked: the whole text in the first person is the answer to no question."""

from __future__ import annotations

import re

from imports.draft import AnswerDraft, QuestionDraft
from imports.segmenting.cast import Cast
from imports.segmenting.kinds import has_case_headings
from imports.segmenting.turns import Turns, is_editorial

_FIRST_PERSON = re.compile(r"我(?!国|省|市|区|县|党|军)")
_LEAST_SHARE = 0.4  # of the paragraphs must be in the first person
_CONFIDENCE = 0.6


def as_monologue(turns: Turns, cast: Cast) -> Turns:
    """The turns of a text in which the only guest speaks throughout; else as they were."""
    paragraphs = [one for one in turns.introduction if not is_editorial(one.text)]
    personal = [bool(_FIRST_PERSON.search(one.text)) for one in paragraphs]
    text = "\n".join(one.text for one in paragraphs)
    if (
        len(cast.guests) != 1
        or turns.questions
        or not any(personal)
        or sum(personal) < _LEAST_SHARE * len(paragraphs)
        or has_case_headings(text)
    ):
        return turns
    first = personal.index(True)
    spoken = paragraphs[first:]
    answer = AnswerDraft(
        guest=cast.guests[0].name,
        paragraphs=tuple(one.text for one in spoken),
        starts=tuple(one.start for one in spoken),
        confidence=_CONFIDENCE,
    )
    question = QuestionDraft("", (answer,), confidence=_CONFIDENCE)
    return Turns(tuple(paragraphs[:first]), (question,))
