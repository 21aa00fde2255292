"""Interviews and guests on the editors' pages."""

import pytest

from tests.editorial.desk import add_row, address, choices_of, fields_of, save
from tests.factories import (
    AnswerFactory,
    AppearanceFactory,
    AppointmentFactory,
    InterviewFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db


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


def test_suggestions_tell_answers_apart(admin_client):
    answer = AnswerFactory()
    query = {"app_label": "practices", "model_name": "evidence", "field_name": "answer"}
    found = admin_client.get("/admin/autocomplete/", {**query, "term": answer.text[:6]}).json()
    assert found["results"][0]["text"].endswith(f"《{answer.interview}》")
