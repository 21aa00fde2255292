"""Who takes part: guests from a list, from labels, from lines of their own, from running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from imports.draft import GuestDraft, Post
from imports.segmenting.guests import GuestList, guest_from, host_in
from imports.segmenting.labels import Speakers, label_of, unlisted_names
from imports.segmenting.names import is_name
from imports.segmenting.paragraphs import Paragraph
from imports.segmenting.posts import OFFICE, has_office, posts_of, zone_in
from imports.segmenting.prose import Introduced, introduced_in

NOBODY = "受访者"  # who answers where the document names nobody

_FROM_LABEL, _FROM_LINE, _FROM_PROSE, _NAME_ONLY, _UNNAMED = 0.9, 0.9, 0.7, 0.5, 0.3
_SHORTEST_SPEECH = 20  # characters of the paragraph below a speaker's line
_LONGEST_LINE = 60


@dataclass(slots=True)
class Cast:
    """The guests found, and the names and marks that their speeches go by.

    `expected` are guests who count only if they speak: those that running text mentions.
    """

    guests: list[GuestDraft]
    speakers: Speakers
    expected: set[str] = field(default_factory=set)


def gather(
    head: Sequence[Paragraph],
    body: Sequence[Paragraph],
    listed: GuestList | None,
    known_zones: Sequence[str],
) -> Cast:
    """Everybody who takes part. `head` is what stands before the conversation, title included."""
    guests = list(listed.guests) if listed else []
    cast = Cast(
        guests,
        Speakers(
            names=[guest.name for guest in guests],
            aliases=dict(listed.aliases) if listed else {},
            hosts=list(listed.hosts) if listed else [],
        ),
    )
    _add_hosts(cast, [*head, *body])
    opening = _opening(body, cast.speakers)
    zone = zone_in("\n".join(paragraph.text for paragraph in [*head, *opening]), known_zones)
    people = [_with_zone(person, zone) for person in introduced_in([*head, *opening])]
    if not guests:
        _add_lines(cast, body, known_zones)
        _add_introduced(cast, [one for one in people if one.is_asked], known_zones)
    _expect_named(cast, body, [*head, *opening])
    _add_labelled(cast, body, known_zones)
    if any(not guest.posts for guest in cast.guests):
        everywhere = (
            _with_zone(person, zone)
            for person in introduced_in([*head, *body], cast.speakers.names)
        )
        _give_posts(cast, [*everywhere, *people], known_zones)
    if not cast.guests and _has_anonymous_answers(body, cast.speakers):
        _add(cast, GuestDraft(NOBODY, confidence=_UNNAMED))
    return cast


def _add_hosts(cast: Cast, paragraphs: Sequence[Paragraph]) -> None:
    for paragraph in paragraphs:
        host = host_in(paragraph.text)
        if is_name(host) and host not in cast.speakers.hosts:
            cast.speakers.hosts.append(host)


def _with_zone(person: Introduced, zone: str) -> Introduced:
    """区党工委组织部 means that of the zone that the text is about."""
    if zone and re.match(r"区(?:党工委|管委会|委)", person.posts):
        return replace(person, posts=zone + person.posts[1:])
    return person


def _opening(body: Sequence[Paragraph], speakers: Speakers) -> list[Paragraph]:
    """What stands before the first answer: the introduction and the host's first words."""
    for place, paragraph in enumerate(body):
        label = label_of(paragraph)
        if label and (speakers.is_anonymous_answer(label) or speakers.named(label)):
            return list(body[:place])
        if label and speakers.is_question(label):
            return list(body[: place + 1])
    return list(body[:3])


def _add(cast: Cast, guest: GuestDraft) -> None:
    cast.guests.append(guest)
    cast.speakers.names.append(guest.name)


def _add_introduced(cast: Cast, people: Sequence[Introduced], known_zones: Sequence[str]) -> None:
    for person in people:
        if person.name not in cast.speakers.names:
            _add(cast, _from_prose(person, known_zones))
            cast.expected.add(person.name)


def _from_prose(person: Introduced, known_zones: Sequence[str]) -> GuestDraft:
    return GuestDraft(
        person.name,
        _telling(posts_of(person.posts)),
        zone_in(person.posts, known_zones),
        person.start,
        person.end,
        _FROM_PROSE,
    )


def _telling(posts: tuple[Post, ...]) -> tuple[Post, ...]:
    """The posts that name an office, if any does: 榕江高新区民营企业、… leads up to one."""
    return tuple(post for post in posts if post.title) or posts


def _add_lines(cast: Cast, body: Sequence[Paragraph], known_zones: Sequence[str]) -> None:
    """Lines that name a speaker with the post, each above what that speaker says."""
    labels = (label_of(paragraph) for paragraph in body)
    if any(label and cast.speakers.is_question(label) for label in labels):
        return
    for place, paragraph in enumerate(body[:-1]):
        text = paragraph.text
        if len(text) > _LONGEST_LINE or label_of(paragraph) or not has_office_inside(text):
            continue
        found = guest_from(text, known_zones)
        below = body[place + 1].text
        if found and len(below) >= _SHORTEST_SPEECH and not guest_from(below, known_zones):
            end = paragraph.start + len(text)
            guest = replace(found[0], start=paragraph.start, end=end, confidence=_FROM_LINE)
            cast.speakers.lines[paragraph.start] = guest.name
            if guest.name not in cast.speakers.names:
                _add(cast, guest)


def has_office_inside(text: str) -> bool:
    """Whether a line can name somebody with a post: one of its parts ends in an office."""
    return any(has_office(part) for part in re.split(r"[\s　（）()，]", text) if part) or any(
        has_office(text[:end]) for end in range(max(2, len(text) - 4), len(text))
    )


def _expect_named(cast: Cast, body: Sequence[Paragraph], before: Sequence[Paragraph]) -> None:
    """Labels that the text before them sets right behind an office are names, like any or not."""
    text = "\n".join(paragraph.text for paragraph in before)
    for paragraph in body:
        label = label_of(paragraph)
        if label is None or label.boxed or cast.speakers.is_question(label):
            continue
        known = cast.speakers.named(label) or is_name(label.words)
        if not known and re.search(rf"{OFFICE}{re.escape(label.words)}", text):
            _add(cast, GuestDraft(label.words, confidence=_FROM_PROSE))


def _add_labelled(cast: Cast, body: Sequence[Paragraph], known_zones: Sequence[str]) -> None:
    for name, post, start, length in unlisted_names(body, cast.speakers):
        confidence = _FROM_LABEL if post else _NAME_ONLY
        end = start + length
        _add(
            cast,
            GuestDraft(name, posts_of(post), zone_in(post, known_zones), start, end, confidence),
        )


def _give_posts(cast: Cast, people: Sequence[Introduced], known_zones: Sequence[str]) -> None:
    """Guests whom only a label names get the posts that the running text gives them."""
    known = {person.name: person for person in people}
    for place, guest in enumerate(cast.guests):
        if not guest.posts and guest.name in known:
            cast.guests[place] = _from_prose(known[guest.name], known_zones)


def _has_anonymous_answers(body: Sequence[Paragraph], speakers: Speakers) -> bool:
    labels = (label_of(paragraph) for paragraph in body)
    return any(label and speakers.is_anonymous_answer(label) for label in labels)
