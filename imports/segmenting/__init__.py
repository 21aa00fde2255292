"""Step three, first half: the clean text taken apart into guests, questions and answers.

Pure functions over the text: what is found is a draft for an editor, and whatever cannot be
told apart stays where it was read, in the introduction or with the last speaker.
"""

from __future__ import annotations

from collections.abc import Sequence

from imports.draft import GuestDraft, Segmented
from imports.segmenting.guests import find_guest_list
from imports.segmenting.heading import read_heading
from imports.segmenting.kinds import INTERVIEW, REFUSED, kind_of
from imports.segmenting.labels import Speakers, unlisted_names
from imports.segmenting.paragraphs import paragraphs_of
from imports.segmenting.posts import posts_of, zone_in
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
    guests = list(listed.guests) if listed else []
    speakers = Speakers(
        names=[guest.name for guest in guests],
        aliases=dict(listed.aliases) if listed else {},
        hosts=list(listed.hosts) if listed else [],
    )
    before = head[heading.length :] if listed else []
    body = paragraphs[listed.last :] if listed else paragraphs[heading.length :]
    for name, post in unlisted_names(body, speakers):
        guests.append(_unlisted(name, post, known_zones))
        speakers.names.append(name)
    turns = read_turns(body, speakers)
    kind, reason = kind_of(paragraphs, turns.questions)
    introduction = "\n".join(paragraph.text for paragraph in [*before, *turns.introduction])
    return Segmented(
        kind=kind,
        reason=reason,
        title=heading.title,
        publication=heading.publication,
        author=heading.author,
        published_on=heading.published_on,
        introduction="" if kind == REFUSED else introduction,
        hosts=tuple(speakers.hosts),
        guests=tuple(guests) if kind == INTERVIEW else (),
        questions=turns.questions if kind == INTERVIEW else (),
    )


def _unlisted(name: str, post: str, known_zones: Sequence[str]) -> GuestDraft:
    """A guest whom only a label names."""
    return GuestDraft(name, posts_of(post), zone_in(post, known_zones))
