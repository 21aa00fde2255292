"""A practice with its parts, evidence, problems and relations on one page."""

import pytest

from practices.models import Evidence, Practice, ProblemStatement
from tests.editorial.desk import add_row, address, choices_of, fields_of, save
from tests.factories import (
    AnswerFactory,
    CollectionFactory,
    EvidenceFactory,
    MeasureFactory,
    OutcomeFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    ProblemGroupFactory,
    ProblemStatementFactory,
    QuestionFactory,
    SourceFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/practices/practice/"


def page_with(client, practice, prefix, **values):
    data = add_row(fields_of(client.get(address(practice))), prefix, **values)
    return client.post(address(practice), data)


def test_a_new_practice_comes_with_its_first_rows(admin_client):
    source, problem = SourceFactory(text="以“一心三亮”筑基。"), ProblemFactory()
    data = fields_of(admin_client.get(f"{LIST}add/"))
    data |= {"name": "一心三亮", "gist": "党员在岗位上带头。", "tags": "党员，示范"}
    data = add_row(data, "measures", label="一心", content="不忘初心", position=1)
    data = add_row(data, "problem_links", problem=problem.pk, how="设示范岗")
    row = {"source": source.pk, "quote": "“一心三亮”", "position": 0}
    assert admin_client.post(f"{LIST}add/", add_row(data, "evidence", **row)).status_code == 302
    practice = Practice.objects.get()
    assert practice.measures.get().content == "不忘初心"
    assert practice.problem_links.get().how == "设示范岗"
    assert practice.evidence.get().start == 1


def test_a_quote_that_is_not_in_the_source_is_an_error_on_its_row(admin_client):
    practice = PracticeFactory()
    row = {"source": SourceFactory(text="说甲。").pk, "quote": "说乙。", "position": 0}
    answer = page_with(admin_client, practice, "evidence", **row)
    rows = answer.context["inline_admin_formsets"][2].formset
    assert "出处的全文里没有这句话" in rows.errors[0]["quote"][0]
    assert fields_of(answer)["evidence-0-quote"] == ["说乙。"]
    assert not Evidence.objects.exists()


def test_an_answer_from_another_source_is_an_error_on_its_row(admin_client):
    source, answer = SourceFactory(), AnswerFactory()
    row = {"source": source.pk, "quote": source.text[:5], "answer": answer.pk, "position": 0}
    reply = page_with(admin_client, PracticeFactory(), "evidence", **row)
    assert "这个回答不在所选的出处里" in reply.content.decode()
    row = {"source": answer.interview.source.pk, "answer": answer.pk, "position": 0}
    row["quote"] = answer.interview.source.text[:8]
    reply = page_with(admin_client, PracticeFactory(), "outcomes", **row, indicator="受众", value=1)
    assert "所选的回答里没有这句话" in reply.content.decode()


def test_rows_choose_among_the_parts_of_their_own_practice(admin_client):
    own, foreign = MeasureFactory(), MeasureFactory()
    evidence = EvidenceFactory(practice=own.practice)
    page = admin_client.get(address(own.practice))
    assert choices_of(page, "evidence", "measure") == {own.pk}
    assert choices_of(page, "measures", "parent") == {own.pk}
    for name in ("evidence-0-measure", "measures-0-parent"):
        assert save(admin_client, own.practice, **{name: foreign.pk}).status_code == 200
    reply = save(admin_client, evidence, measure=foreign.pk)
    assert "这个构成属于另一个做法" in reply.content.decode()
    link = PracticeProblemFactory()
    reply = save(admin_client, evidence, problem_link=link.pk)
    assert "这个问题不是本做法回应的问题" in reply.content.decode()


def test_a_circle_among_the_parts_is_an_error_on_the_row(admin_client):
    top = MeasureFactory()
    below = MeasureFactory(parent=top)
    reply = save(admin_client, top.practice, **{"measures-0-parent": below.pk})
    assert "不能是自己的下级" in reply.content.decode()


def test_evidence_is_for_a_part_or_for_a_problem(admin_client):
    measure = MeasureFactory()
    link = PracticeProblemFactory(practice=measure.practice)
    EvidenceFactory(practice=measure.practice)
    data = {"evidence-0-measure": measure.pk, "evidence-0-problem_link": link.pk}
    reply = save(admin_client, measure.practice, **data)
    assert "一条佐证只能对应一个构成或一个问题" in reply.content.decode()


def test_parts_are_listed_as_a_tree(admin_client):
    second = MeasureFactory(label="三亮", position=2)
    practice = second.practice
    first = MeasureFactory(practice=practice, label="一心", position=1)
    child = MeasureFactory(parent=second, label="亮身份", position=1)
    page = fields_of(admin_client.get(address(practice)))
    listed = [page[f"measures-{row}-id"][0] for row in range(3)]
    assert listed == [str(first.pk), str(second.pk), str(child.pk)]


def test_parts_cannot_swap_names_at_once(admin_client):
    one = MeasureFactory(label="一心")
    two = MeasureFactory(practice=one.practice, label="三亮")
    data = {"measures-0-label": "三亮", "measures-1-label": "一心"}
    assert "与另一行改动前相同" in save(admin_client, one.practice, **data).content.decode()
    data = {"measures-0-label": "三亮"}
    assert "与本页另一行重复" in save(admin_client, one.practice, **data).content.decode()
    two.refresh_from_db()
    assert two.label == "三亮"


def test_a_practice_is_not_related_to_itself(admin_client):
    practice = PracticeFactory()
    row = {"kind": "includes", "related": practice.pk}
    reply = page_with(admin_client, practice, "relations", **row)
    assert "做法不能与自己相关" in reply.content.decode()


def test_the_list_says_what_is_missing(admin_client):
    bare = PracticeFactory(name="一心三亮")
    full = PracticeFactory(name="三亮", themes=[ThemeFactory()])
    EvidenceFactory(practice=full)
    PracticeProblemFactory(practice=full)
    for label in ("亮身份", "亮标准"):
        MeasureFactory(practice=full, label=label)
    listed = admin_client.get(LIST)
    assert admin_client.get(address(bare)).context["to_mend"] == [
        "没有佐证",
        "没有回应的问题",
        "没有主题",
    ]
    short = "三亮：列出的构成比名称里的数目少"
    assert admin_client.get(address(full)).context["to_mend"] == [short]
    assert short in listed.content.decode()
    found = admin_client.get(LIST, {"missing": "evidence"})
    assert list(found.context["cl"].queryset) == [bare]


def test_a_statement_of_a_problem_is_made_once(admin_client):
    statement = ProblemStatementFactory()
    data = {"problem": statement.problem_id, "source": statement.source_id}
    data["quote"] = statement.quote
    reply = admin_client.post("/admin/practices/problemstatement/add/", data | {"answer": ""})
    place = ProblemStatement.objects.get().start
    assert statement.source.text.find(statement.quote) == place
    assert reply.status_code == 200
    assert ProblemStatement.objects.count() == 1


def test_a_statement_stands_in_the_question_chosen(admin_client):
    statement = ProblemStatementFactory()
    question = QuestionFactory()
    reply = save(admin_client, statement, answer="", question=question.pk)
    assert "这个提问不在所选的出处里" in reply.content.decode()
    own = statement.answer.question
    reply = save(admin_client, statement, answer="", question=own.pk)
    assert "所选的提问里没有这句话" in reply.content.decode()
    reply = save(admin_client, statement, question=own.pk)
    assert reply.status_code == 200


def test_codes_and_levels_of_terms_are_errors_of_the_form(admin_client):
    problem = ProblemFactory()
    group = problem.parent
    data = fields_of(admin_client.get("/admin/practices/problem/add/"))
    data |= {"code": "P9.1", "name": "新词", "parent": group.pk}
    reply = admin_client.post("/admin/practices/problem/add/", data)
    assert "二级词如 P1.1" in reply.content.decode()
    reply = save(admin_client, ProblemGroupFactory(), parent=problem.pk)
    assert "词表只有两级" in reply.content.decode()


def test_a_collection_lists_practices_once(admin_client):
    collection, practice = CollectionFactory(), PracticeFactory()
    for status in (302, 200):
        data = fields_of(admin_client.get(address(collection)))
        data = add_row(data, "items", practice=practice.pk, position=1, remark="")
        assert admin_client.post(address(collection), data).status_code == status
    assert collection.items.get().practice == practice


def test_a_figure_of_an_outcome_is_shown_as_it_was_said(admin_client):
    outcome = OutcomeFactory(value=10, unit="万人次", exactness="over")
    assert "超过10万人次" in admin_client.get("/admin/practices/outcome/").content.decode()
    page = fields_of(admin_client.get(address(outcome.practice)))
    assert page["outcomes-0-value"] == ["10"]
