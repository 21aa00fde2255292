"""Guests, the organizations they hold posts in, and their appearance in the interview."""

from __future__ import annotations

from editorial.loading import Tally, put
from imports.applying.account import Choices, NotApplied
from imports.draft import Draft, GuestDraft
from imports.matching import posts_as_given, zone_for
from interviews.models import Appearance, Appointment, Guest, GuestKind
from sources.models import Source
from zones.models import HostUnit, PartyOrganization

Places = dict[str, PartyOrganization | HostUnit]

_MODELS = {"organization": PartyOrganization, "unit": HostUnit}


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
            row = _MODELS[kind].objects.filter(pk=key).first() if kind in _MODELS else None
            if row is None:
                raise NotApplied([f"为“{name}”选的机构已经不在了，请重新选择。"])
            places[name] = row
    return places


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
    _save_new(row, tally)
    return row


def put_guests(
    draft: Draft, interview, places: Places, choices: Choices, tally: Tally
) -> dict[str, Appearance]:
    """The appearance of each guest, by name, with the posts that can be quoted."""
    speakers = {}
    for position, guest in enumerate(draft.guests, start=1):
        speakers[guest.name] = _put_appearance(
            interview, guest, position, choices.persons.get(guest.name), tally
        )
        if speakers[guest.name] is not None:
            person = speakers[guest.name].guest
            _put_appointments(draft, guest, person, places, interview.source, tally)
    return speakers


def _put_appearance(interview, guest: GuestDraft, position: int, chosen: int | None, tally: Tally):
    existing = interview.appearances.filter(guest__name=guest.name).first()
    person = existing.guest if existing and chosen is None else _person(guest, chosen, tally)
    return put(
        Appearance,
        key={"interview": interview, "guest": person},
        values={
            "kind": _kind(guest),
            "posts_as_given": posts_as_given(guest)[:300],
            "zone": zone_for(guest.zone),
            "position": position,
        },
        tally=tally,
    )


def _person(guest: GuestDraft, chosen: int | None, tally: Tally) -> Guest:
    """Return the person meant: the one chosen, else one of that name and posts, else a new one."""
    if chosen:
        person = Guest.objects.filter(pk=chosen).first()
        if person is None:
            raise NotApplied([f"为“{guest.name}”选的人已经不在了，请重新选择。"])
        tally.leave(person)
        return person
    namesakes = Guest.objects.filter(name=guest.name)
    posts = posts_as_given(guest)[:300]
    same = namesakes.filter(appearances__posts_as_given=posts).first() if chosen is None else None
    if same is not None:
        tally.leave(same)
        return same
    distinction = ""
    if namesakes.exists():
        distinction = (guest.zone or (guest.posts[0].organization if guest.posts else ""))[:50]
        if namesakes.filter(distinction=distinction).exists():
            distinction = f"{distinction[:45]}（{namesakes.count() + 1}）"
    person = Guest(name=guest.name, distinction=distinction)
    _save_new(person, tally)
    return person


def _put_appointments(
    draft: Draft, guest: GuestDraft, person: Guest, places: Places, source: Source, tally: Tally
) -> None:
    for post in guest.posts:
        place = places.get(post.organization)
        quote = _quote(draft, guest, f"{post.organization}{post.title}")
        if place is None or not quote or not post.title:
            continue
        is_unit = isinstance(place, HostUnit)
        put(
            Appointment,
            key={
                "guest": person,
                "title": post.title,
                "organization": None if is_unit else place,
                "host_unit": place if is_unit else None,
                "as_of": draft.published_on,
            },
            values={"source": source, "quote": quote},
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


def _save_new(row, tally: Tally) -> None:
    row._change_reason = tally.reason
    row.full_clean(exclude=["slug"])
    row.save()
    tally.add(row)
