"""Guests of a draft become people with their posts: known ones, chosen ones, new ones."""

from dataclasses import replace

import pytest

from editorial.merging import merge
from imports.applying import Choices, NotApplied
from imports.draft import GuestDraft, Post
from interviews.models import Appearance, Appointment, Guest
from sources.models import Source
from tests.factories import (
    EditorFactory,
    GuestFactory,
    HostUnitFactory,
    PartyOrganizationFactory,
    ZoneFactory,
)
from tests.imports.accepted import GUEST_LINE, TALK, apply, delete, edit
from zones.models import HostUnit, PartyOrganization

pytestmark = pytest.mark.django_db

BODY = "临江高新区党工委组织部"


def choose(**persons) -> Choices:
    return Choices(persons=persons)


def place(reference: str) -> Choices:
    return Choices(organizations={BODY: reference})


def names() -> list[str]:
    return sorted(map(str, Guest.objects.all()))


def test_a_chosen_person_speaks_though_the_posts_differ():
    known = GuestFactory(name="王岗", distinction="江城")
    interview = apply(choices=choose(王岗=known.pk)).interview
    assert interview.answers.first().appearance.guest == known
    assert names() == ["李凯", "王岗（江城）"]


def test_a_person_is_new_when_the_editor_says_so():
    apply()
    apply(content=b"another", choices=choose(王岗=0))
    assert names() == ["李凯", "李凯（2）", "王岗", "王岗（临江高新区）"]


def test_whoever_has_no_post_is_not_taken_for_a_namesake():
    apply()
    apply(content=b"another")
    assert Guest.objects.filter(name="李凯").count() == 2
    assert Guest.objects.filter(name="王岗").count() == 1


def test_another_choice_later_moves_the_answers_to_the_other_person():
    apply()
    other = GuestFactory(name="王岗", distinction="江城")
    interview = apply(choices=choose(王岗=other.pk)).interview
    assert interview.appearances.count() == 2
    assert interview.answers.get(number=1).appearance.guest == other


@pytest.mark.parametrize("how", ["renamed", "merged", "given to another"])
def test_a_guest_whom_an_editor_named_otherwise_is_found_again(how):
    interview = apply().interview
    guest = Guest.objects.get(name="王岗")
    if how == "renamed":
        edit(guest, name="王刚")
    elif how == "merged":
        merge(GuestFactory(name="王刚"), guest, actor=EditorFactory())
    else:
        edit(Appearance.objects.get(guest=guest), guest=GuestFactory(name="王刚"))
    tally = apply().tally
    assert interview.appearances.first().guest.name == "王刚"
    assert (interview.appearances.count(), interview.answers.count()) == (2, 2)
    assert tally.added == 0


def test_a_guest_whom_an_editor_took_out_does_not_come_back():
    interview = apply().interview
    appearance = interview.appearances.get(guest__name="李凯")
    delete(interview.answers.get(appearance=appearance))
    delete(appearance)
    delete(Guest.objects.get(name="李凯"))
    tally = apply().tally
    assert names() == ["王岗"]
    assert (interview.appearances.count(), interview.answers.count()) == (1, 1)
    assert "李凯" in tally.kept_names


def test_a_post_in_a_known_organization_is_kept_with_the_line_that_says_so():
    organization = PartyOrganizationFactory()
    apply(choices=place(f"organization:{organization.pk}"))
    post = Appointment.objects.get()
    assert (post.guest.name, post.title, post.organization) == ("王岗", "部长", organization)
    assert (post.quote, post.as_of) == (GUEST_LINE, "2023-05")


def test_a_new_organization_is_a_draft_with_its_source_and_zone():
    zone = ZoneFactory(short_name="临江高新区")
    for _ in range(2):
        apply(choices=place("new:organization:agency"))
    made = PartyOrganization.objects.get()
    assert (made.name, made.kind, made.state, made.zone) == (BODY, "agency", "draft", zone)
    assert (made.source, made.quote) == (Source.objects.get(), BODY)
    assert Appointment.objects.get().organization == made


def test_a_new_unit_is_a_draft_and_the_post_is_held_there():
    apply(choices=place("new:unit:institution"))
    unit = HostUnit.objects.get()
    assert (unit.kind, unit.state, Appointment.objects.get().host_unit) == (
        "institution",
        "draft",
        unit,
    )


@pytest.mark.parametrize("choices", [Choices(), place("")], ids=["not asked", "none"])
def test_no_organization_is_made_that_nobody_chose(choices):
    apply(choices=choices)
    assert not PartyOrganization.objects.exists()
    assert not Appointment.objects.exists()


def test_a_post_that_another_document_proves_is_left_to_it():
    unit = HostUnitFactory()
    apply(choices=place(f"unit:{unit.pk}"))
    first = Appointment.objects.get()
    apply(content=b"another", choices=place(f"unit:{unit.pk}"))
    assert Appointment.objects.get().source == first.source


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (choose(王岗=9999), "为“王岗”选的人已经不在了"),
        (place("organization:9999"), "选的机构已经不在了"),
        (place("unit:abc"), "选的机构已经不在了"),
        (place("zone:1"), "选的机构已经不在了"),
        (place("new:organization:club"), "类别"),
        (Choices(source=9999), "所选的出处已经不在了"),
    ],
)
def test_a_choice_that_does_not_hold_is_said_and_nothing_is_written(choices, sentence):
    with pytest.raises(NotApplied) as error:
        apply(choices=choices)
    assert sentence in str(error.value)
    assert not Source.objects.exists()
    assert not Guest.objects.exists()


def test_one_person_cannot_be_two_guests_of_one_interview():
    known = GuestFactory(name="王岗")
    with pytest.raises(NotApplied, match="成了同一个人"):
        apply(choices=choose(王岗=known.pk, 李凯=known.pk))
    assert not Source.objects.exists()


def test_a_name_that_is_too_long_is_said_with_the_record_and_the_field():
    long = GuestDraft("王" * 51, (Post("学院", "教授"),))
    with pytest.raises(NotApplied, match=r"嘉宾“王+”的姓名"):
        apply(replace(TALK, guests=(*TALK.guests, long)))
    assert not Source.objects.exists()
