"""The lists and pickers of the admin find what the site's search finds, and drafts besides."""

import pytest
from django.urls import reverse

from interviews.models import Appearance
from practices.models import Practice, PracticeProblem, PracticeRelation, Problem
from tests.factories import (
    AnswerFactory,
    EditorFactory,
    EvidenceFactory,
    GuestFactory,
    HostUnitFactory,
    InterviewFactory,
    MeasureFactory,
    PracticeFactory,
    ProblemFactory,
    ProblemGroupFactory,
    SourceFactory,
    ZoneFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(EditorFactory())
    return client


@pytest.fixture
def listed(desk):
    """`listed(model, typed)` returns the records that the model's list shows."""

    def listed(model, typed, **parameters):
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        response = desk.get(address, {"q": typed, **parameters})
        assert response.status_code == 200
        return list(response.context["cl"].result_list)

    return listed


@pytest.fixture
def offered(desk):
    """`offered(model, field, typed)` returns what the picker of a field suggests."""

    def offered(model, field, typed):
        asked = {
            "app_label": model._meta.app_label,
            "model_name": model._meta.model_name,
            "field_name": field,
            "term": typed,
        }
        answer = desk.get(reverse("admin:autocomplete"), asked)
        assert answer.status_code == 200
        return [result["text"] for result in answer.json()["results"]]

    return offered


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("typed", ["党建APP", "黨建app", "党建ＡＰＰ", "“党建app”", "党建 app"])
def test_a_list_finds_words_however_they_are_written(listed, published, typed):
    meant = PracticeFactory(name="智慧党建APP平台", published=published)
    PracticeFactory(name="红领沙龙", published=published)
    assert listed(Practice, typed) == [meant]


@pytest.mark.parametrize("written", ["黨建聯盟", "ＡＰＰ平台"])
def test_a_draft_is_found_in_whichever_letters_it_is_written(listed, written):
    meant = PracticeFactory(name=f"大江{written}")
    assert listed(Practice, {"黨建聯盟": "党建联盟", "ＡＰＰ平台": "app平台"}[written]) == [meant]


@pytest.mark.parametrize("published", [True, False])
def test_a_phrase_must_stand_in_one_piece_and_a_minus_leaves_out(listed, published):
    together = PracticeFactory(name="一心三亮工程", published=published)
    apart = PracticeFactory(name="三亮一心向党", published=published)
    assert set(listed(Practice, "一心 三亮")) == {together, apart}
    assert listed(Practice, "“一心三亮”") == [together]
    assert listed(Practice, "一心 -工程") == [apart]
    assert listed(Practice, "-工程") == [apart]


def test_readers_and_editors_find_the_same_where_a_text_is_published(listed):
    practice = PracticeFactory(published=True)
    MeasureFactory(practice=practice, label="党员服务积分")
    assert listed(Practice, "服务积分") == [practice]
    answer = AnswerFactory(published=True)
    assert listed(type(answer.interview), answer.text[:8]) == [answer.interview]


def test_a_change_of_state_moves_a_record_from_one_way_of_finding_to_the_other(listed):
    practice = PracticeFactory(name="红色引擎", published=True)
    Practice.objects.filter(pk=practice.pk).update(name="红色引擎旧名")
    practice.refresh_from_db()
    practice.state = "archived"
    practice.save()
    assert listed(Practice, "引擎旧名") == [practice]


def test_the_words_of_many_rows_give_a_record_once(listed):
    practice = PracticeFactory(tags=["党建引领", "党建品牌"])
    assert listed(Practice, "党建") == [practice]


def test_what_no_index_holds_is_found_by_its_letters(listed):
    unit = HostUnitFactory(name="临江智联科技有限公司", published=True)
    HostUnitFactory(name="大江物流集团", published=True)
    assert listed(type(unit), "智聯") == [unit]
    assert listed(type(unit), "-智联 临江") == []
    evidence = EvidenceFactory()
    assert listed(type(evidence), evidence.quote[:8]) == [evidence]


def test_words_as_typed_come_before_words_taken_apart(listed):
    for number in range(5):
        HostUnitFactory(name=f"科技智联第{number}公司")
    typed = [HostUnitFactory(name=f"智联科技第{number}公司") for number in range(5)]
    assert set(listed(type(typed[0]), "智联科技")) == set(typed)


@pytest.mark.parametrize(
    "typed", ["，。", "“”", "-", "％_", "\x01", "' OR 1=1", "(((", "党" * 3000]
)
def test_odd_input_finds_nothing_and_breaks_nothing(listed, typed):
    PracticeFactory(published=True), PracticeFactory(), HostUnitFactory()
    assert listed(Practice, typed) == []
    assert listed(type(HostUnitFactory()), typed) == []


def test_a_pasted_address_finds_its_record(listed):
    practice = PracticeFactory(slug="yi-xin-san-liang", published=True)
    assert listed(Practice, "yi-xin-san-liang") == [practice]
    source = SourceFactory(url="https://example.org/2020/1117.html", published=True)
    assert listed(type(source), "example.org/2020/1117") == [source]


def test_what_was_found_can_be_narrowed_further(listed):
    draft = PracticeFactory(name="红领沙龙一期")
    PracticeFactory(name="红领沙龙二期", published=True)
    assert listed(Practice, "红领沙龙", state__exact="draft") == [draft]


def test_a_list_finds_a_name_by_pinyin_where_nothing_has_these_letters(listed):
    guest = GuestFactory(name="王建国", published=True)
    GuestFactory(name="李海燕", published=True)
    assert listed(type(guest), "wangjianguo") == [guest]


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("typed", ["suzhou", "SuZhou", "sz", "su zhou", "苏州", "蘇州"])
def test_a_picker_finds_names_by_pinyin_and_initials(offered, published, typed):
    ZoneFactory(short_name="苏州高新区", name="苏州国家高新技术产业开发区", published=published)
    ZoneFactory(short_name="武汉东湖", name="东湖新技术开发区", published=published)
    assert offered(Practice, "zones", typed) == ["苏州高新区"]


def test_a_picker_finds_other_names(offered):
    GuestFactory(name="王建国", other_names=["单文华"])
    assert offered(Appearance, "guest", "shan") == ["王建国"]
    assert offered(Appearance, "guest", "单文华") == ["王建国"]


@pytest.mark.parametrize("published", [True, False])
def test_a_picker_offers_first_what_is_called_so(offered, published):
    for name in ("推进三亮工程", "三亮", "三亮行动"):
        PracticeFactory(name=name, published=published)
    PracticeFactory(name="一心向党", gist="以三亮筑基。", published=published)
    names = offered(PracticeRelation, "related", "三亮")
    assert names == ["三亮", "三亮行动", "推进三亮工程", "一心向党"]


def test_a_picker_finds_a_term_by_code_name_other_name_and_pinyin(offered):
    group = ProblemGroupFactory(code="P901", name="支持不够")
    term = ProblemFactory(parent=group, code="P901.1", name="老板不重视", alt_names=["业主冷淡"])
    ProblemFactory(parent=group, code="P901.2", name="党员太少", plain_question="")
    for typed in ("P901.1", "老板不重视", "业主冷淡", "laobanbuzhongshi", "yzld"):
        assert [text[:6] for text in offered(PracticeProblem, "problem", typed)] == [term.code]
    assert Problem.objects.count() == 3


def test_a_picker_offers_everything_before_something_is_typed(offered):
    ZoneFactory(short_name="临江高新区")
    assert offered(Practice, "zones", "") == ["临江高新区"]


def test_an_interview_is_found_by_what_its_draft_says(listed):
    interview = InterviewFactory(introduction="来自各地的嘉宾")
    assert listed(type(interview), "各地的嘉宾") == [interview]


def test_a_picker_says_of_a_term_what_it_covers_and_what_else_it_is_called(desk):
    ProblemFactory(name="老板不重视", alt_names=["业主冷淡"], scope_note="指企业主要负责人。")
    asked = {"app_label": "practices", "model_name": "practiceproblem", "field_name": "problem"}
    answer = desk.get(reverse("admin:autocomplete"), {**asked, "term": "老板不重视"}).json()
    assert answer["results"][0]["hint"] == "又称：业主冷淡；指企业主要负责人。"


@pytest.mark.parametrize("typed", ["党建", "黨建", "dangjian"])
def test_tags_are_suggested_from_those_that_there_are(desk, typed):
    PracticeFactory(tags=["党建品牌", "积分"])
    answer = desk.get(reverse("admin:taggit_tag_names"), {"term": typed})
    assert answer.json() == {"tags": ["党建品牌"]}


def test_tags_are_suggested_to_nobody_outside(client):
    assert client.get(reverse("admin:taggit_tag_names"), {"term": "党"}).status_code == 302
