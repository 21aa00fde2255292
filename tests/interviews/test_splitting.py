"""Guests and answers are taken apart, and answers joined; words keep their addresses."""

import pytest
from django.core.exceptions import ValidationError

from editorial.models import AuditEntry, PendingChange
from editorial.services import pass_review, submit
from editorial.versions import pending
from interviews.models import Answer, Guest, Interview
from interviews.services import join_answers, split_answer, split_guest
from tests.editorial.desk import address, fields_of, staff
from tests.factories import (
    AnswerFactory,
    AppearanceFactory,
    AppointmentFactory,
    EditorFactory,
    EvidenceFactory,
    GuestFactory,
    OutcomeFactory,
    ProblemStatementFactory,
)
from tests.support.pages import html

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def answer():
    return AnswerFactory()


def spoken(answer):
    """Return evidence for the first paragraph, and three quotes of the last one."""
    first, last = answer.paragraphs[0].text, answer.paragraphs[-1].text
    return EvidenceFactory(answer=answer, quote=first), [
        EvidenceFactory(answer=answer, quote=last),
        OutcomeFactory(answer=answer, quote=last),
        ProblemStatementFactory(answer=answer, quote=last),
    ]


def split(answer, editor, *, after=1, speaker=None):
    return split_answer(
        answer.interview,
        answer.number,
        after=after,
        appearance=(speaker or answer.appearance).pk,
        question=answer.question_id,
        actor=editor,
    )


def publish(record):
    """Take the pending change of a record through all reviews."""
    submit(record=record, actor=EditorFactory())
    for _ in range(3):
        record.refresh_from_db()
        pass_review(record=record, actor=EditorFactory())


def test_an_answer_is_taken_apart_with_what_quotes_it(answer, editor):
    stays, go = spoken(answer)
    speaker = AppearanceFactory(interview=answer.interview)
    words = [part.text for part in answer.paragraphs]
    new = Answer.objects.get(number=split(answer, editor, speaker=speaker))
    answer.refresh_from_db()
    assert [part.text for part in answer.paragraphs] == words[:1]
    assert [part.text for part in new.paragraphs] == words[1:]
    assert new.appearance == speaker
    assert new.former_anchors == {"1": ["a1-p2"], "2": ["a1-p3"]}
    stays.refresh_from_db()
    assert stays.answer == answer
    for row in go:
        row.refresh_from_db()
        assert row.answer == new
        assert row.history.first().history_user == editor
    assert answer.interview.history.first().history_user == editor


def test_a_number_that_was_used_is_not_used_again(answer, editor):
    new = split(answer, editor)
    join_answers(answer.interview, answer.number, actor=editor)
    answer.refresh_from_db()
    assert split(answer, editor, after=1) > new


def test_what_follows_stays_behind(answer, editor):
    later = AnswerFactory(question=answer.question, appearance=answer.appearance)
    new = split(answer, editor)
    order = answer.interview.answers.order_by("question__position", "position")
    assert [row.number for row in order] == [answer.number, new, later.number]


@pytest.mark.parametrize("after", [0, 3, 99])
def test_both_halves_have_words(answer, editor, after):
    with pytest.raises(ValidationError, match="前后都至少要留一段"):
        split(answer, editor, after=after)
    assert Answer.objects.count() == 1


def test_speaker_and_question_are_those_of_the_interview(answer, editor):
    with pytest.raises(ValidationError, match="在本访谈的嘉宾和提问中选择"):
        split(answer, editor, speaker=AppearanceFactory())


def test_answers_are_joined_and_all_addresses_lead_on(answer, editor):
    spoken(answer)
    before = answer.text
    split(answer, editor)
    join_answers(answer.interview, answer.number, actor=editor)
    answer = Answer.objects.get()
    assert answer.text == before
    assert [part.anchor for part in answer.paragraphs] == ["a1-p1", "a1-p4", "a1-p5"]
    assert answer.paragraphs[1].former == ("a2", "a2-p1", "a1-p2")
    assert answer.paragraphs[2].former == ("a2-p2", "a1-p3")
    assert answer.practices_evidence_set.count() == 2
    assert answer.practices_outcome_set.count() == 1
    assert answer.practices_problemstatement_set.count() == 1


def test_only_neighbours_of_one_speaker_are_joined(answer, editor):
    with pytest.raises(ValidationError, match="没有别的回答"):
        join_answers(answer.interview, answer.number, actor=editor)
    AnswerFactory(question=answer.question)
    with pytest.raises(ValidationError, match="另一位嘉宾"):
        join_answers(answer.interview, answer.number, actor=editor)
    with pytest.raises(ValidationError, match="已经不在"):
        join_answers(answer.interview, 99, actor=editor)


def test_readers_see_a_published_interview_taken_apart_when_that_is_published(client, editor):
    answer = AnswerFactory(published=True)
    evidence = EvidenceFactory(answer=answer, quote=answer.paragraphs[-1].text, published=True)
    page = answer.interview.get_absolute_url()
    before = html(client, page)
    new = split(answer, editor)
    assert html(client, page) == before
    assert Answer.objects.count() == 1
    assert PendingChange.objects.get().created_by == editor
    publish(answer.interview)
    after = html(client, page)
    for anchor in (f"a{new}-p1", "a1-p1", "a1-p2", "a1-p3"):
        assert after.count(f'id="{anchor}"') == 1
    evidence.refresh_from_db()
    assert evidence.answer.number == new
    join_answers(Interview.objects.get(), answer.number, actor=editor)
    assert Answer.objects.count() == 2
    publish(answer.interview)
    evidence.refresh_from_db()
    assert evidence.answer == Answer.objects.get()
    after = html(client, page)
    for anchor in (f"a{new}", f"a{new}-p1", f"a{new}-p2", "a1-p1", "a1-p2", "a1-p3"):
        assert after.count(f'id="{anchor}"') == 1


def test_a_change_that_is_not_published_is_taken_apart_further(editor):
    answer = AnswerFactory(published=True)
    new = split(answer, editor)
    newer = split_answer(
        answer.interview,
        new,
        after=1,
        appearance=answer.appearance_id,
        question=answer.question_id,
        actor=editor,
    )
    publish(answer.interview)
    assert {row.number for row in Answer.objects.all()} == {1, new, newer}


def test_what_is_under_review_is_not_taken_apart(answer, editor):
    Interview.objects.update(state="first")
    with pytest.raises(ValidationError, match="不能改"):
        split(answer, editor)


# Guests


def test_a_guest_is_taken_apart(editor):
    guest = GuestFactory(name="王刚")
    posts = [AppointmentFactory(guest=guest) for _ in range(2)]
    stays, goes = (AppearanceFactory(guest=guest) for _ in range(2))
    new = split_guest(
        guest,
        name="王刚",
        distinction="临江",
        appointments=[posts[0].pk],
        appearances=[goes.pk],
        actor=editor,
    )
    assert (str(new), new.state, new.created_by) == ("王刚（临江）", "draft", editor)
    assert new.slug != guest.slug
    assert list(new.appointments.all()) == posts[:1]
    assert list(new.appearances.all()) == [goes]
    assert list(guest.appointments.all()) == posts[1:]
    assert list(guest.appearances.all()) == [stays]
    assert AuditEntry.objects.get(action="merge").detail == "拆分出“王刚（临江）”"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"appointments": []}, "至少选一个"),
        ({"distinction": ""}, "请填“区别”"),
        ({"distinction": "有了"}, "已有同名嘉宾"),
        ({"name": ""}, "不能为空"),
    ],
)
def test_a_guest_is_taken_apart_only_into_two_that_are_told_apart(editor, values, sentence):
    post = AppointmentFactory(guest__name="王刚")
    GuestFactory(name="王刚", distinction="有了")
    asked = {"name": "王刚", "distinction": "临江", "appointments": [post.pk], "appearances": []}
    with pytest.raises(ValidationError) as refused:
        split_guest(post.guest, actor=editor, **{**asked, **values})
    assert sentence in "".join(refused.value.messages)
    assert Guest.objects.count() == 2


def test_readers_see_a_published_guest_taken_apart_when_that_is_published(client, editor):
    answer = AnswerFactory(published=True)
    guest = answer.appearance.guest
    post = AppointmentFactory(guest=guest, published=True)
    pages = [guest.get_absolute_url(), answer.interview.get_absolute_url()]
    before = [html(client, page) for page in pages]
    new = split_guest(
        guest,
        name="李明",
        distinction="",
        appointments=[post.pk],
        appearances=[answer.appearance_id],
        actor=editor,
    )
    assert [html(client, page) for page in pages] == before
    assert new.appointments.get().title == post.title
    publish(new)
    publish(guest)
    publish(answer.interview)
    answer.appearance.refresh_from_db()
    assert answer.appearance.guest == new
    assert not guest.appointments.exists()
    assert "李明" in html(client, pages[1])


# Pages


def messages(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_the_pages_take_an_answer_apart_and_join_it_again(client, answer):
    staff(client, "bian", "interviews.view_interview", "interviews.change_interview")
    listed = client.get(address(answer.interview, "answers"))
    assert "拆分答1" in listed.content.decode()
    assert "合并…" not in listed.content.decode().replace("拆分、合并回答…", "")
    page = client.get(address(answer.interview, "split", 1))
    data = {**fields_of(page), "after": "2"}
    done = client.post(address(answer.interview, "split", 1), data, follow=True)
    assert "后一部分成为答2" in messages(done)
    assert "答1与下面的回答合并" in done.content.decode()
    assert "成为一个回答" in client.get(address(answer.interview, "join", 1)).content.decode()
    done = client.post(address(answer.interview, "join", 1), follow=True)
    assert "已与其后的回答合并" in messages(done)
    assert Answer.objects.count() == 1


def test_a_page_says_what_is_missing(client, answer):
    staff(client, "bian", "interviews.view_interview", "interviews.change_interview")
    reply = client.post(address(answer.interview, "split", 1), {"after": "x"})
    assert reply.status_code == 409
    assert "请选从哪一段之后拆开" in reply.content.decode()
    reply = client.post(address(answer.interview, "join", 1))
    assert "后面没有别的回答" in reply.content.decode()
    for page in ("split", "join"):
        assert client.get(address(answer.interview, page, 99)).status_code == 404


def test_the_pages_show_a_published_interview_as_it_will_be(client, editor):
    answer = AnswerFactory(published=True)
    new = split(answer, editor)
    client.force_login(editor)
    listed = client.get(address(answer.interview, "answers")).content.decode()
    assert f"拆分答{new}" in listed
    assert client.get(address(answer.interview, "split", new)).status_code == 200
    assert pending.change_of(answer.interview) is not None


def test_the_page_takes_a_guest_apart(client, editor):
    client.force_login(editor)
    post = AppointmentFactory()
    page = client.get(address(post.guest, "split"))
    data = {**fields_of(page), "appointments": [post.pk]}
    reply = client.post(address(post.guest, "split"), data)
    assert reply.status_code == 409
    assert "两人同名" in reply.content.decode()
    done = client.post(address(post.guest, "split"), {**data, "name": "李明"}, follow=True)
    assert "拆分出“李明”" in messages(done)
    assert Guest.objects.get(name="李明").appointments.get() == post


def test_taking_apart_needs_the_rights(client, answer):
    guest = answer.appearance.guest
    staff(client, "kan", "interviews.view_interview", "interviews.view_guest")
    for record, page, *numbers in (
        (answer.interview, "answers"),
        (answer.interview, "split", 1),
        (answer.interview, "join", 1),
        (guest, "split"),
    ):
        assert client.get(address(record, page, *numbers)).status_code == 403
        assert client.post(address(record, page, *numbers)).status_code == 403
    staff(client, "gai", "interviews.view_guest", "interviews.change_guest")
    assert client.get(address(guest, "split")).status_code == 403
