"""Guests, the organizations they hold posts in, and their appearance in the interview."""

from __future__ import annotations

from itertools import count

from editorial.loading import Tally, add_row, changed_by_person, is_frozen, put
from imports.applying.account import Choices, NotApplied
from imports.applying.talk import Speakers
from imports.draft import Draft, GuestDraft
from imports.matching import posts_as_given, zone_for
from interviews.models import Appearance, Appointment, Guest, GuestKind, Interview
from sources.models import Source
from zones.models import HostUnit, PartyOrganization

Places = dict[str, PartyOrganization | HostUnit]

_MODELS = {"organization": PartyOrganization, "unit": HostUnit}
_LONGEST_POSTS, _LONGEST_DISTINCTION = 300, 45


def put_organizations(draft: Draft, source: Source, choices: Choices, tally: Tally) -> Places:
    """The organizations of the guests' posts that were chosen, by their names in the posts."""
    names = {post.organization for guest in draft.guests for post in guest.posts}
    places: Places = {}
    for name in sorted(names):
        chosen = choices.organizations.get(name, "")
        if chosen.startswith("new:"):
            _, kind, value = chosen.split(":")
            places[name] = _new_place(name, kind, value, source, tally)
        elif chosen:
            kind, _, key = chosen.partition(":")
            is_reference = kind in _MODELS and key.isdecimal()
            row = _MODELS[kind].objects.filter(pk=key).first() if is_reference else None
            if row is None:
                raise NotApplied([f"为“{name}”选的机构已经不在了，请重新选择。"])
            places[name] = row
    return places


def places_of(draft: Draft, places: Places) -> dict[str, list[PartyOrganization | HostUnit]]:
    """The organizations and units that each guest speaks for."""
    return {
        guest.name: [
            places[post.organization] for post in guest.posts if post.organization in places
        ]
        for guest in draft.guests
    }


def _new_place(
    name: str, kind: str, value: str, source: Source, tally: Tally
) -> PartyOrganization | HostUnit:
    model = _MODELS[kind]
    known = model.objects.filter(name=name).first()
    if known is not None:
        tally.leave(known)
        return known
    quote = name if name in source.text else ""
    row = model(name=name, kind=value, zone=zone_for(name), source=source, quote=quote)
    add_row(row, tally)
    return row


def put_guests(
    draft: Draft, interview: Interview, places: Places, choices: Choices, tally: Tally
) -> Speakers:
    """The appearance of each guest, by name, with the posts that can be quoted."""
    speakers: Speakers = {}
    for position, guest in enumerate(draft.guests, start=1):
        chosen = choices.persons.get(guest.name)
        appearance = _put_appearance(interview, guest, position, chosen, tally)
        for name, other in speakers.items():
            if appearance is not None and appearance == other:
                raise NotApplied([f"“{name}”和“{guest.name}”成了同一个人，请重新选择。"])
        speakers[guest.name] = appearance
        if appearance is not None:
            _put_appointments(draft, guest, appearance.guest, places, interview.source, tally)
    return speakers


def _put_appearance(
    interview: Interview, guest: GuestDraft, position: int, chosen: int | None, tally: Tally
) -> Appearance | None:
    existing = _appearance_as(interview, guest.name)
    if existing is None and chosen is None and _was_removed(interview, guest.name):
        tally.keep_deleted(Appearance, guest.name)
        return None
    if existing is None and is_frozen(interview):
        tally.freeze(Appearance, None, guest.name)
        return None
    person = existing.guest if existing and not chosen else _person(guest, chosen, tally)
    key = {"pk": existing.pk} if existing else {"interview": interview, "guest": person}
    values = {
        "guest": person,
        "kind": _kind(guest),
        "posts_as_given": posts_as_given(guest)[:_LONGEST_POSTS],
        "zone": zone_for(guest.zone),
        "position": position,
    }
    values = {name: value for name, value in values.items() if name not in key}
    return put(Appearance, key=key, values=values, tally=tally)


def _appearance_as(interview: Interview, name: str) -> Appearance | None:
    """The appearance of somebody who has this name, or had it before an editor changed it."""
    appearances = interview.appearances.select_related("guest")
    for appearance in appearances:
        if name in (appearance.guest.name, *appearance.guest.other_names):
            return appearance
    return appearances.filter(pk__in=_once_appeared(interview, name)).first()


def _once_appeared(interview: Interview, name: str) -> set[int]:
    guests = Guest.history.filter(name=name).values("id")
    once = Appearance.history.filter(interview_id=interview.pk, guest_id__in=guests)
    return set(once.values_list("id", flat=True))


def _was_removed(interview: Interview, name: str) -> bool:
    """Whether an editor took out this guest, who is perhaps the host or nobody at all."""
    return any(changed_by_person(Appearance, pk) for pk in _once_appeared(interview, name))


def _person(guest: GuestDraft, chosen: int | None, tally: Tally) -> Guest:
    """Return the person meant: the one chosen, else one of that name and posts, else a new one."""
    if chosen:
        person = Guest.objects.filter(pk=chosen).first()
        if person is None:
            raise NotApplied([f"为“{guest.name}”选的人已经不在了，请重新选择。"])
        tally.leave(person)
        return person
    namesakes = Guest.objects.filter(name=guest.name)
    posts = posts_as_given(guest)[:_LONGEST_POSTS]
    if chosen is None and posts:
        same = namesakes.filter(appearances__posts_as_given=posts).first()
        if same is not None:
            tally.leave(same)
            return same
    person = Guest(name=guest.name, distinction=_distinction(guest))
    add_row(person, tally)
    return person


def _distinction(guest: GuestDraft) -> str:
    """What tells a person from namesakes: the zone or body, with a number if need be."""
    taken = set(Guest.objects.filter(name=guest.name).values_list("distinction", flat=True))
    if not taken:
        return ""
    words = guest.zone or (guest.posts[0].organization if guest.posts else "")
    words = words[:_LONGEST_DISTINCTION]
    if words and words not in taken:
        return words
    return next(word for number in count(2) if (word := f"{words}{number}") not in taken)


def _put_appointments(
    draft: Draft, guest: GuestDraft, person: Guest, places: Places, source: Source, tally: Tally
) -> None:
    for post in guest.posts:
        place = places.get(post.organization)
        quote = _quote(draft, guest, f"{post.organization}{post.title}")
        if place is None or not quote or not post.title or quote not in source.text:
            continue
        is_unit = isinstance(place, HostUnit)
        held = {
            "guest": person,
            "title": post.title,
            "organization": None if is_unit else place,
            "host_unit": place if is_unit else None,
        }
        known = Appointment.objects.filter(**held, as_of=source.published).exclude(source=source)
        if known.exists():
            tally.leave(known.first())
            continue
        put(
            Appointment,
            key={**held, "source": source},
            values={"as_of": source.published, "quote": quote},
            tally=tally,
        )


def _quote(draft: Draft, guest: GuestDraft, post: str) -> str:
    """The words that say so: the line that introduces the guest, else the post where it stands."""
    line = draft.text[guest.start : guest.end].split("\n")[0].strip()
    if guest.name in line:
        return line
    return post if post in draft.text else ""


def _kind(guest: GuestDraft) -> GuestKind:
    titles = posts_as_given(guest)
    if guest.zone:
        return GuestKind.ZONE_OFFICIAL
    if "书记" in titles:
        return GuestKind.ENTERPRISE_SECRETARY
    if any(word in titles for word in ("董事长", "总经理", "总裁", "创始人")):
        return GuestKind.ENTERPRISE_HEAD
    return GuestKind.SCHOLAR if "教授" in titles or "研究员" in titles else GuestKind.OTHER
