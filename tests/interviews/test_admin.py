"""Interviews and guests on the editors' pages."""

import pytest

from editorial.models import FormerAddress
from interviews.models import Guest
from tests.editorial.desk import add_row, address, choices_of, fields_of, save, staff
from tests.factories import (
    AnswerFactory,
    AppearanceFactory,
    AppointmentFactory,
    GuestFactory,
    InterviewFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/interviews/guest/"


def merge(client, *guests, **data):
    chosen = [guest.pk for guest in guests]
    return client.post(LIST, {"action": "merge", "_selected_action": chosen, **data})


def messages(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_answers_choose_among_what_the_interview_has(admin_client):
    answer, foreign = AnswerFactory(), AnswerFactory()
    page = admin_client.get(address(answer.interview))
    assert choices_of(page, "answers", "question") == {answer.question.pk}
    assert choices_of(page, "answers", "appearance") == {answer.appearance.pk}
    data = {"answers-0-question": foreign.question.pk}
    assert save(admin_client, answer.interview, **data).status_code == 200
    # On its own page, where every question can be searched for, the model says it.
    wrong = save(admin_client, answer, question=foreign.question.pk)
    assert "这个提问不属于本访谈" in wrong.content.decode()
    wrong = save(admin_client, answer, appearance=foreign.appearance.pk)
    assert "没有在本访谈中出场" in wrong.content.decode()


def test_answers_are_given_once_questions_are_saved(admin_client):
    blank = fields_of(admin_client.get("/admin/interviews/interview/add/"))
    assert "questions-TOTAL_FORMS" in blank
    assert "answers-TOTAL_FORMS" not in blank
    interview = InterviewFactory()
    question = QuestionFactory(interview=interview)
    appearance = AppearanceFactory(interview=interview)
    data = fields_of(admin_client.get(address(interview)))
    row = {"question": question.pk, "appearance": appearance.pk, "number": 1, "position": 1}
    data = add_row(data, "answers", **row, text="第一段\r\n第二段")
    assert admin_client.post(address(interview), data).status_code == 302
    assert [part.anchor for part in interview.answers.get().paragraphs] == ["a1-p1", "a1-p2"]


def test_a_question_with_answers_is_not_deleted(admin_client):
    answer = AnswerFactory()
    reply = save(admin_client, answer.interview, **{"questions-0-DELETE": "on"})
    assert reply.status_code == 200
    answer.refresh_from_db()


def test_the_interview_page_asks_no_more_for_more_answers(
    admin_client, django_assert_max_num_queries
):
    question = QuestionFactory()
    AnswerFactory(question=question)
    admin_client.get(address(question.interview))
    with django_assert_max_num_queries(30) as few:
        admin_client.get(address(question.interview))
    for _ in range(7):
        AnswerFactory(question=question)
    with django_assert_max_num_queries(len(few)):
        admin_client.get(address(question.interview))


def test_a_post_is_in_one_place(admin_client):
    post = AppointmentFactory()
    answer = save(admin_client, post.guest, **{"appointments-0-organization": ""})
    assert "请选且只选一个" in answer.content.decode()


def test_two_guests_become_one(admin_client):
    keep, duplicate = GuestFactory(name="傅岗"), GuestFactory(name="付岗")
    appearance = AppearanceFactory(guest=duplicate)
    page = merge(admin_client, keep, duplicate)
    assert page.status_code == 200
    assert Guest.objects.count() == 2
    assert "请选择保留哪一条" in merge(admin_client, keep, duplicate, confirm="1").content.decode()
    assert merge(admin_client, keep, duplicate, keep=keep.pk).status_code == 302
    assert list(Guest.objects.all()) == [keep]
    appearance.refresh_from_db()
    assert appearance.guest == keep
    assert FormerAddress.objects.get(slug=duplicate.slug).object_id == keep.pk


def test_what_cannot_be_merged_is_said(admin_client):
    guests = [GuestFactory() for _ in range(3)]
    merge(admin_client, *guests)
    assert "请正好选两位嘉宾" in messages(admin_client.get(LIST))
    interview = InterviewFactory()
    for guest in guests[:2]:
        AppearanceFactory(guest=guest, interview=interview)
    merge(admin_client, *guests[:2], keep=guests[0].pk)
    assert "两人同时出现在访谈" in messages(admin_client.get(LIST))
    assert Guest.objects.count() == 3


def test_merging_needs_the_rights_to_delete_and_to_change_both(client):
    rights = [f"interviews.{what}_guest" for what in ("view", "change", "delete")]
    draft, published = GuestFactory(), GuestFactory(published=True)
    staff(client, "zhang", *rights[:2])
    merge(client, draft, published, keep=draft.pk)
    staff(client, "li", *rights)
    merge(client, draft, published, keep=draft.pk)
    assert "您没有改动它的权限" in messages(client.get(LIST))
    assert Guest.objects.count() == 2
    staff(client, "wang", *rights, "editorial.archive_record")
    merge(client, draft, published, keep=draft.pk)
    assert Guest.objects.count() == 1


def test_suggestions_tell_answers_apart(admin_client):
    answer = AnswerFactory()
    query = {"app_label": "practices", "model_name": "evidence", "field_name": "answer"}
    found = admin_client.get("/admin/autocomplete/", {**query, "term": answer.text[:6]}).json()
    assert found["results"][0]["text"].endswith(f"《{answer.interview}》")
