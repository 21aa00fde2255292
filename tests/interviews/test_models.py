"""Interviews, the people in them, and what they were asked and said."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from editorial.merging import merge
from editorial.models import FormerAddress
from interviews.models import Answer, Appointment, Guest
from tests.factories import (
    AnswerFactory,
    AppearanceFactory,
    AppointmentFactory,
    EditorFactory,
    EvidenceFactory,
    GuestFactory,
    HostUnitFactory,
    InterviewFactory,
    PartyOrganizationFactory,
    QuestionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

TEXT = "先说为什么抓党建。\n再说抓什么，党员数量少。\n最后说怎么抓，支部共联。"


@pytest.fixture
def answer():
    return AnswerFactory(text=TEXT)


def anchors(answer):
    return {part.anchor: part.text for part in Answer.objects.get(pk=answer.pk).paragraphs}


def test_each_paragraph_has_an_address(answer):
    lines = TEXT.split("\n")
    assert anchors(answer) == {f"a1-p{number}": lines[number - 1] for number in (1, 2, 3)}
    assert answer.get_absolute_url() == f"{answer.interview.get_absolute_url()}#a1"
    assert answer.question.get_absolute_url() == f"{answer.interview.get_absolute_url()}#q1"


@pytest.mark.parametrize("opened_anew", [True, False])
def test_addresses_stay_with_their_paragraphs_over_edits(answer, opened_anew):
    def edit(text):
        record = Answer.objects.get(pk=answer.pk) if opened_anew else answer
        record.text = text
        record.save()
        return anchors(answer)

    first, second, third = TEXT.split("\n")
    assert edit(f"大家好。\n{TEXT}")["a1-p1"] == first
    reworded = second.replace("少", "不多")
    assert edit(f"大家好。\n{first}\n{reworded}\n{third}")["a1-p2"] == reworded
    assert edit(f"{third}\n大家好。\n{reworded}") == {
        "a1-p3": third,
        "a1-p4": "大家好。",
        "a1-p2": reworded,
    }
    assert edit(f"{third}\n{reworded}\n资源也要共享到位。") == {
        "a1-p3": third,
        "a1-p2": reworded,
        "a1-p5": "资源也要共享到位。",
    }
    edit(f"{third}\n{reworded}")
    assert edit(f"{third}\n{reworded}\n活动还要共办起来。")["a1-p6"] == "活动还要共办起来。"


def test_an_answer_that_was_read_before_somebody_added_to_it_gives_no_number_twice(answer):
    stale = Answer.objects.get(pk=answer.pk)
    answer.text += "\n资源也要共享到位。"
    answer.save()
    stale.refresh_from_db()
    stale.text = stale.text.replace("大家好。", "") + "\n还有活动共办这一条。"
    stale.save()
    assert list(anchors(answer)) == ["a1-p1", "a1-p2", "a1-p3", "a1-p4", "a1-p5"]


def test_blank_lines_are_no_paragraphs():
    answer = AnswerFactory(text="\r\n 一段话。 \r\n\r\n又一段话。\r\n")
    assert answer.text == "一段话。\n又一段话。"
    assert [part.number for part in answer.paragraphs] == [1, 2]


def test_an_answer_says_something(answer):
    for text in ("", " \n "):
        with pytest.raises(IntegrityError), transaction.atomic():
            AnswerFactory(text=text)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(text="")


def test_a_quote_leads_to_its_paragraph(answer):
    source = answer.interview.source
    source.text += f"\n{TEXT}"
    source.save()
    evidence = EvidenceFactory(answer=answer, quote="支部共联")
    assert evidence.spoken_url == f"{answer.interview.get_absolute_url()}#a1-p3"
    unspoken = EvidenceFactory(source=source, quote="支部共联")
    assert unspoken.spoken_url == unspoken.passage_url


def test_question_and_speaker_are_of_the_same_interview(answer):
    elsewhere = AnswerFactory()
    for name in ("question", "appearance"):
        wrong = Answer.objects.get(pk=answer.pk)
        setattr(wrong, name, getattr(elsewhere, name))
        for check in (wrong.clean, wrong.save):
            with pytest.raises(ValidationError) as refusal:
                check()
            assert set(refusal.value.message_dict) == {name}


@pytest.mark.parametrize("factory", [QuestionFactory, AnswerFactory])
def test_numbers_are_given_once_in_an_interview(factory, answer):
    interview = {QuestionFactory: "interview", AnswerFactory: "question__interview"}[factory]
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(number=1, **{interview: answer.interview})
    assert factory(number=1).number == 1


@pytest.mark.parametrize("factory", [QuestionFactory, AnswerFactory])
def test_a_number_that_makes_addresses_does_not_change(factory):
    record = factory()
    record.number = 9
    for check in (record.clean, record.save):
        with pytest.raises(ValidationError, match="编号定后不改") as refusal:
            check()
        assert set(refusal.value.message_dict) == {"number"}


def test_a_source_is_one_interview_and_a_guest_stands_in_it_once():
    appearance = AppearanceFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        InterviewFactory(source=appearance.interview.source)
    with pytest.raises(IntegrityError), transaction.atomic():
        AppearanceFactory(interview=appearance.interview, guest=appearance.guest)


def test_a_guest_who_has_answered_stays(answer):
    with pytest.raises(IntegrityError), transaction.atomic():
        answer.appearance.guest.delete()


def test_people_of_one_name_are_told_apart():
    first = GuestFactory(name="刘洋")
    again = Guest(name="刘洋")
    with pytest.raises(ValidationError, match="已有同名嘉宾"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        GuestFactory(name="刘洋")
    other = GuestFactory(name="刘洋", distinction="成都")
    assert (str(first), str(other)) == ("刘洋", "刘洋（成都）")
    assert first.slug != other.slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [("曾庆", "zeng-qing"), ("单明", "shan-ming"), ("沙凯", "sha-kai"), ("张曾", "zhang-ceng")],
)
def test_a_surname_is_read_as_a_surname(name, slug):
    assert GuestFactory(name=name).slug == slug
    assert GuestFactory(name=name, distinction="成都").slug == f"{slug}-cheng-du"


def test_a_post_is_in_one_place():
    post = AppointmentFactory()
    unit = HostUnitFactory()
    for places in ({"host_unit": unit}, {"organization": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AppointmentFactory(**places)
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.filter(pk=post.pk).update(**places)
    post.host_unit = unit
    with pytest.raises(ValidationError, match="请选且只选一个"):
        post.full_clean()
    head = AppointmentFactory(organization=None, host_unit=unit, title="董事长")
    assert str(head) == f"{unit}董事长"


def test_a_post_is_noted_once():
    post = AppointmentFactory()
    same = {"guest": post.guest, "title": post.title, "source": post.source}
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentFactory(organization=post.organization, **same)
    AppointmentFactory(organization=post.organization, as_of="2021", **same)
    unit = HostUnitFactory()
    AppointmentFactory(organization=None, host_unit=unit, **same)
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentFactory(organization=None, host_unit=unit, **same)


def test_a_post_does_not_end_before_it_begins():
    AppointmentFactory(start_date="2018-05", end_date="2018")
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentFactory(start_date="2018-05", end_date="2017-12")


@pytest.fixture
def one_person_twice():
    keep = GuestFactory(name="刘洋", published=True, other_names=["刘阳"], note="见名录。")
    duplicate = GuestFactory(
        name="劉洋", slug="liu-yang-2", published=True, other_names=["刘扬"], note="繁体写法。"
    )
    return keep, duplicate


def test_merging_moves_everything_to_the_one_who_stays(one_person_twice):
    keep, duplicate = one_person_twice
    answer = AnswerFactory(appearance__guest=duplicate)
    own = AppointmentFactory(guest=keep)
    held_by_both = AppointmentFactory(
        guest=duplicate, title=own.title, organization=own.organization, source=own.source
    )
    moved = AppointmentFactory(guest=duplicate)
    merge(keep, duplicate, actor=EditorFactory())
    keep.refresh_from_db()
    assert not Guest.objects.filter(pk=duplicate.pk).exists()
    assert set(keep.appointments.all()) == {own, moved}
    assert not Appointment.objects.filter(pk=held_by_both.pk).exists()
    assert keep.interviews.get() == answer.interview
    answer.refresh_from_db()
    assert answer.appearance.guest == keep
    assert keep.other_names == ["刘阳", "劉洋", "刘扬"]
    assert keep.note == "见名录。\n繁体写法。"


def test_the_addresses_of_both_lead_to_the_one_who_stays(one_person_twice):
    keep, duplicate = one_person_twice
    duplicate.slug = "liu-yang-xin"
    duplicate.save()
    merge(keep, duplicate, actor=EditorFactory())
    for former in ("liu-yang-2", "liu-yang-xin"):
        address = FormerAddress.objects.get(slug=former)
        assert address.object_id == keep.pk
        response = Client().get(reverse("interviews:guest", args=[former]))
        assert (response.status_code, response.url) == (301, keep.get_absolute_url())
    assert GuestFactory(name="刘洋", distinction="新").slug not in ("liu-yang-2", "liu-yang-xin")


def test_two_people_in_one_interview_are_not_one(one_person_twice):
    keep, duplicate = one_person_twice
    interview = InterviewFactory()
    for guest in one_person_twice:
        AppearanceFactory(interview=interview, guest=guest)
    with pytest.raises(ValidationError, match="同时出现在访谈"):
        merge(keep, duplicate, actor=EditorFactory())
    with pytest.raises(ValidationError, match="两条不同的"):
        merge(keep, keep, actor=EditorFactory())
    assert Guest.objects.count() == 2


def test_an_appointment_quotes_its_source():
    source = SourceFactory(text="西安高新区党工委组织部副部长 沙凯")
    organization = PartyOrganizationFactory()
    post = AppointmentFactory(
        source=source, quote="组织部副部长", title="副部长", organization=organization
    )
    assert post.start == 8
    assert post.place == organization
    with pytest.raises(ValidationError, match="出处的全文里没有这句话"):
        AppointmentFactory(source=source, quote="组织部部长")
