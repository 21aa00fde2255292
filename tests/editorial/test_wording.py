"""The forms that the office writes: wrong ones are marked, and nothing is changed."""

import time

import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from editorial.findings import refresh
from editorial.models import Finding, PreferredForm
from editorial.wording import Rule, checked_columns, in_use, marks, sentences
from practices.models import Evidence, Practice
from tests.factories import (
    EditorFactory,
    EvidenceFactory,
    MeasureFactory,
    PracticeFactory,
    SourceFactory,
)

from .desk import address, fields_of, save, staff


def found(text, *rules):
    return [(text[mark.start : mark.end], mark.right) for mark in marks(text, rules)]


def test_a_wrong_form_is_marked_wherever_it_stands():
    rule = Rule("积极份子", "积极分子")
    text = "入党积极份子。\n积极分子与积极份子"
    assert found(text, rule) == [("积极份子", "积极分子")] * 2
    assert [mark.start for mark in marks(text, [rule])] == [2, 13]


def test_the_longest_of_several_forms_counts():
    rules = Rule("党委", "党组"), Rule("党委会", "党委")
    assert found("党委会与党委", *rules) == [("党委会", "党委"), ("党委", "党组")]


def test_a_wrong_form_within_the_right_one_is_no_error():
    rule = Rule("新时代思想", "习近平新时代思想")
    assert found("学习习近平新时代思想，新时代思想", rule) == [("新时代思想", "习近平新时代思想")]


def test_a_form_is_no_error_within_its_exceptions_only():
    rule = Rule("习总书记", "习近平总书记", unless_in=("学习总书记",))
    assert found("学习总书记讲话", rule) == []
    assert found("习总书记讲话", rule) == [("习总书记", "习近平总书记")]


def test_where_the_longest_is_excepted_a_shorter_one_may_hold():
    rules = Rule("党委会", "党委", unless_in=("党委会议",)), Rule("党委", "党组")
    assert found("党委会议", *rules) == [("党委", "党组")]


def test_a_form_may_be_an_error_in_some_company_only():
    rule = Rule("初心，使命", "初心、使命", only_with=("主题教育", "教育活动"))
    assert found("开展初心，使命主题教育", rule) == [("初心，使命", "初心、使命")]
    assert found("初心，使命\n主题教育", rule) == []


def test_signs_of_patterns_are_plain_signs():
    assert found("A.B与AxB（甲）", Rule("A.B", "A·B"), Rule("（甲）", "（乙）")) == [
        ("A.B", "A·B"),
        ("（甲）", "（乙）"),
    ]
    assert marks("党建", []) == []


@given(
    st.text("党委会员支部", max_size=60),
    st.lists(
        st.tuples(st.text("党委会员支部", min_size=1, max_size=4), st.text("组建", min_size=1)),
        max_size=8,
        unique_by=lambda pair: pair[0],
    ),
)
def test_marks_stand_in_order_where_they_say(text, pairs):
    rules = [Rule(wrong, right) for wrong, right in pairs]
    end = 0
    for mark in marks(text, rules):
        assert end <= mark.start < mark.end
        assert text[mark.start : mark.end] == mark.wrong
        end = mark.end
    if not marks(text, rules):
        assert not any(rule.wrong in text for rule in rules)


def test_hundreds_of_forms_take_no_longer_for_a_long_text():
    rules = [Rule(f"错误写法{number}号", f"正确写法{number}号") for number in range(500)]
    text = ("党建工作要做实，错误写法没有编号。" * 4000) + "错误写法499号"
    began = time.perf_counter()
    assert len(marks(text, rules)) == 1
    assert time.perf_counter() - began < 2


def test_words_of_others_are_not_checked():
    assert "quote" not in {field.name for field in checked_columns(Evidence)}
    assert {field.name for field in checked_columns(SourceFactory._meta.model)} >= {"note"}
    assert "text" not in {field.name for field in checked_columns(SourceFactory._meta.model)}
    names = {field.name for field in checked_columns(Practice)}
    assert names == {"name", "other_names", "gist", "background", "body"}


@pytest.fixture
def rule():
    return PreferredForm.objects.create(wrong="积极份子", right="积极分子", note="规范写法")


@pytest.mark.django_db
def test_a_record_is_told_its_wrong_forms_with_those_of_its_parts(rule):
    practice = PracticeFactory(body="入党积极份子，积极份子", other_names=["积极份子工程"])
    MeasureFactory(practice=practice, content="培养积极份子")
    sentence = "“积极份子”宜写作“积极分子”（规范写法）"
    assert sentences(practice) == [
        f"其他名称：{sentence}",
        f"正文：{sentence}",
        f"构成的内容：{sentence}",
    ]
    rule.in_use = False
    rule.save()
    assert sentences(practice) == []


@pytest.mark.django_db
def test_the_desk_lists_wrong_forms_until_they_are_mended(rule, django_assert_max_num_queries):
    practice = PracticeFactory(body="入党积极份子")
    refresh(practice)
    row = Finding.objects.get(check_name="wording")
    assert row.object_id == practice.pk
    assert "正文：“积极份子”宜写作“积极分子”" in row.sentence
    practice.body = "入党积极分子"
    practice.save()
    refresh(practice)
    assert not Finding.objects.filter(check_name="wording").exists()


@pytest.mark.django_db
def test_a_form_tells_wrong_forms_without_a_script_and_changes_nothing(client, rule):
    client.force_login(EditorFactory())
    practice = PracticeFactory(body="入党积极份子")
    measure = MeasureFactory(practice=practice, detail="教育积极份子")
    EvidenceFactory(practice=practice, source=SourceFactory(text="积极份子"), quote="积极份子")
    page = client.get(address(practice)).content.decode()
    assert '<a href="#id_body">正文</a>：“积极份子”宜写作“积极分子”（规范写法）' in page
    assert '<a href="#id_measures-0-detail">说明</a>' in page
    assert page.count("宜写作") == 2
    assert save(client, practice, gist="积极份子").status_code == 302
    practice.refresh_from_db()
    assert (practice.body, practice.gist) == ("入党积极份子", "积极份子")
    assert measure.detail == "教育积极份子"


@pytest.mark.django_db
def test_the_rules_are_there_for_whoever_works_at_the_desk(client, rule):
    rules = reverse("admin:editorial_preferredform_rules")
    assert client.get(rules).status_code == 302
    staff(client)
    assert client.get(rules).json() == {
        "rules": [
            {
                "wrong": "积极份子",
                "shelters": [],
                "only_with": [],
                "sentence": "“积极份子”宜写作“积极分子”（规范写法）",
            }
        ]
    }


@pytest.mark.django_db
def test_a_text_can_be_tried_and_its_signs_stay_signs(client, rule):
    trial = reverse("admin:editorial_preferredform_try")
    staff(client)
    assert client.get(trial).status_code == 403
    client.force_login(EditorFactory())
    page = client.post(trial, {"text": "<script>积极份子</script>"}).content.decode()
    assert "标出 1 处" in page
    assert "&lt;script&gt;<mark title=" in page
    assert "没有要改的写法" in client.post(trial, {"text": "积极分子"}).content.decode()
    assert client.post(trial, {"text": "长" * 50_001}).status_code == 200


@pytest.mark.django_db
def test_two_equal_forms_are_an_error_of_the_form(client):
    client.force_login(EditorFactory())
    add = reverse("admin:editorial_preferredform_add")
    data = fields_of(client.get(add))
    answer = client.post(add, {**data, "wrong": "党建", "right": "党建", "kind": "name"})
    assert "两种写法相同" in answer.content.decode()


@pytest.mark.django_db
def test_the_starting_list_is_loaded_once_and_editors_have_the_last_word(client):
    call_command("load_wording", verbosity=0)
    count = PreferredForm.objects.count()
    assert count >= 30
    row = PreferredForm.objects.get(wrong="缴纳党费")
    client.force_login(EditorFactory())
    assert save(client, row, right="按期交纳党费").status_code == 302
    call_command("load_wording", verbosity=0)
    row.refresh_from_db()
    assert row.right == "按期交纳党费"
    assert PreferredForm.objects.count() == count
    for form in in_use():
        assert marks(form.right, [form]) == []
