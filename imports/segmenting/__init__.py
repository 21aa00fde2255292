"""Step three, first half: the clean text taken apart into guests, questions and answers.

Pure functions over the text: what is found is a draft for an editor, and whatever cannot be
told apart stays where it was read, in the introduction or with the last speaker.
"""

from __future__ import annotations

from collections.abc import Sequence

from imports.draft import Segmented
from imports.segmenting.cast import gather
from imports.segmenting.guests import find_guest_list
from imports.segmenting.heading import read_heading
from imports.segmenting.kinds import INTERVIEW, REFUSED, kind_of
from imports.segmenting.monologue import as_monologue
from imports.segmenting.paragraphs import paragraphs_of
from imports.segmenting.turns import read_turns

__all__ = ["segment"]


def segment(text: str, known_zones: Sequence[str] = ()) -> Segmented:
    """The draft of a document from its clean text.

    `known_zones` are names of high-tech zones as the catalogue writes them; a zone that the text
    names and that is not among them is given as the text writes it.
    """
    paragraphs = paragraphs_of(text)
    listed = find_guest_list(paragraphs, known_zones)
    head = paragraphs[: listed.first] if listed else paragraphs
    heading = read_heading(head)
    before = head[heading.length :] if listed else []
    body = paragraphs[listed.last :] if listed else paragraphs[heading.length :]
    cast = gather(head if listed else head[: heading.length], body, listed, known_zones)
    turns = read_turns(body, cast.speakers)
    if not turns.has_answers:
        turns = as_monologue(turns, cast)
    kind, reason = kind_of(paragraphs, turns.questions)
    introduction = [] if kind == REFUSED else [*before, *turns.introduction]
    speaking = {answer.guest for question in turns.questions for answer in question.answers}
    silent = cast.expected - speaking
    return Segmented(
        kind=kind,
        reason=reason,
        title=heading.title,
        publication=heading.publication,
        author=heading.author,
        published_on=heading.published_on,
        introduction="\n".join(paragraph.text for paragraph in introduction),
        introduction_starts=tuple(paragraph.start for paragraph in introduction),
        hosts=tuple(cast.speakers.hosts),
        guests=tuple(guest for guest in cast.guests if guest.name not in silent)
        if kind == INTERVIEW
        else (),
        questions=turns.questions if kind == INTERVIEW else (),
    )
