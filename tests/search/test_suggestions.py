"""Names offered while somebody types: as the answer to a program, and in the box of a page."""

import re
from urllib.parse import quote

import pytest

from editorial import services
from search.folding import fold
from search.indexing import together
from tests.factories import (
    AllianceFactory,
    EditorFactory,
    GuestFactory,
    InterviewFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    ProblemFactory,
    ThemeFactory,
    ZoneFactory,
)
from tests.support.pages import queries

URL = "/search/suggest/"


def suggested(client, typed: str) -> list[dict[str, str]]:
    response = client.get(URL, {"q": typed})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    answer = response.json()
    assert list(answer) == ["suggestions"]
    return answer["suggestions"]


def labels(client, typed: str) -> list[str]:
    return [name["label"] for name in suggested(client, typed)]


def one_of_each(word: str, *, published: bool = True) -> dict[str, tuple[str, str]]:
    """Make a record of every kind that has a name; return name and address of each by kind."""
    records = {
        "做法": PracticeFactory(name=f"{word}行动", published=published),
        "高新区": ZoneFactory(short_name=f"{word}高新区", published=published),
        "访谈": InterviewFactory(title=f"{word}访谈录", published=published),
        "嘉宾": GuestFactory(name=f"{word}君", published=published),
        "党组织": PartyOrganizationFactory(name=f"{word}党工委", published=published),
        "党建联盟": AllianceFactory(name=f"{word}党建联盟", published=published),
    }
    if published:
        records |= {
            "问题": ProblemFactory(name=f"{word}难题"),
            "主题": ThemeFactory(name=f"{word}工作"),
        }
    return {kind: (str(row), row.get_absolute_url()) for kind, row in records.items()}


@pytest.mark.django_db
class TestNames:
    def test_each_has_a_label_an_address_and_a_kind(self, client):
        practice = PracticeFactory(name="梧桐行动", published=True)
        assert suggested(client, "梧桐") == [
            {"label": "梧桐行动", "url": practice.get_absolute_url(), "kind": "做法"}
        ]

    def test_of_every_kind_that_has_names(self, client):
        records = one_of_each("梧桐")
        found = {name["kind"]: (name["label"], name["url"]) for name in suggested(client, "梧桐")}
        assert set(found) == set(records)
        for kind, (_, url) in records.items():
            assert found[kind][1] == url
            assert found[kind][0].startswith("梧桐")

    def test_of_persons_by_surname_and_by_given_name(self, client):
        GuestFactory(name="崔志利", published=True)
        GuestFactory(name="王建国", published=True)
        assert labels(client, "崔") == labels(client, "志利") == ["崔志利"]

    def test_a_name_found_by_another_name_that_it_has(self, client):
        practice = PracticeFactory(name="梧桐行动", other_names=["银杏工程"], published=True)
        zone = ZoneFactory(short_name="潼关高新区", name="潼关高新技术产业开发区", published=True)
        assert [name["url"] for name in suggested(client, "银杏")] == [practice.get_absolute_url()]
        assert [name["url"] for name in suggested(client, "潼关高新技术")] == [
            zone.get_absolute_url()
        ]

    def test_a_problem_found_by_its_plain_question(self, client):
        problem = ProblemFactory(name="重视不够", plain_question="老板不上心，怎么办？")
        assert [name["url"] for name in suggested(client, "老板不上")] == [
            problem.get_absolute_url()
        ]

    def test_what_only_says_so_is_no_name(self, client):
        PracticeFactory(name="别的行动", gist="种下梧桐。", body="梧桐。", published=True)
        assert labels(client, "梧桐") == []

    def test_nothing_that_is_not_published(self, client):
        one_of_each("梧桐", published=False)
        assert labels(client, "梧桐") == labels(client, "wutong") == []

    def test_nothing_that_is_archived(self, client):
        practice = PracticeFactory(name="梧桐行动", published=True)
        services.archive(record=practice, actor=EditorFactory(), reason="过时")
        assert labels(client, "梧桐") == []

    def test_editors_get_no_drafts_either(self, client):
        PracticeFactory(name="梧桐行动")
        client.force_login(EditorFactory())
        assert labels(client, "梧桐") == []


@pytest.mark.django_db
class TestOrder:
    def test_names_that_start_so_come_before_those_that_contain_it(self, client):
        PracticeFactory(name="种梧桐", published=True)
        PracticeFactory(name="梧桐树下的党课", published=True)
        PracticeFactory(name="梧桐行动", published=True)
        assert labels(client, "梧桐") == ["梧桐行动", "梧桐树下的党课", "种梧桐"]

    def test_at_most_eight(self, client):
        for number in range(12):
            PracticeFactory(name=f"红色梧桐{number}号", published=True)
        PracticeFactory(name="梧桐行动计划", published=True)
        found = labels(client, "梧桐")
        assert len(found) == 8
        assert found[0] == "梧桐行动计划"

    def test_a_name_is_not_crowded_out_by_newer_records_that_only_say_so(self, client):
        with together():
            PracticeFactory(name="梧桐行动", published=True)
            PracticeFactory.create_batch(110, gist="种下梧桐。", published=True)
        assert labels(client, "梧桐") == ["梧桐行动"]
        assert labels(client, "wutong") == ["梧桐行动"]


@pytest.mark.django_db
class TestWhatIsTyped:
    @pytest.mark.parametrize("typed", ["黨建引領", "党建", "黨", "　党建", "党建引领１"])
    def test_script_and_width_do_not_matter(self, client, typed):
        PracticeFactory(name="黨建引领1+X", published=True)
        assert labels(client, typed) == ["黨建引领1+X"]

    @pytest.mark.parametrize("typed", ["1+x", "1+X", "１＋Ｘ", "app", "App", "2510", "2510倍增"])
    def test_letters_and_digits(self, client, typed):
        for name in ("党建引领1+X", "泉通APP", "2510倍增计划"):
            PracticeFactory(name=name, published=True)
        (label,) = labels(client, typed)
        assert fold(typed) in fold(label)

    def test_a_latin_word_that_is_not_finished(self, client):
        PracticeFactory(name="泉通APP", published=True)
        assert labels(client, "泉通a") == ["泉通APP"]

    @pytest.mark.parametrize("typed", ["yixinsanliang", "yi xin", "yxsl", "YX", "sanliang"])
    def test_pinyin(self, client, typed):
        PracticeFactory(name="一心三亮", published=True)
        PracticeFactory(name="双培一创", published=True)
        assert labels(client, typed) == ["一心三亮"]

    @pytest.mark.parametrize("typed", ["yix", "yixins", "yixinsa", "yixinsanl", "yixinsanlian"])
    def test_pinyin_of_which_the_last_syllable_is_not_finished(self, client, typed):
        PracticeFactory(name="一心三亮", published=True)
        assert labels(client, typed) == ["一心三亮"]

    def test_words_apart(self, client):
        PracticeFactory(name="党建引领 服务企业", published=True)
        assert labels(client, "党建引领 服务") == ["党建引领 服务企业"]

    @pytest.mark.parametrize(
        "typed", ["", " ", "　", "，。？", "%", "_", '"', "“”", "-", "*", "''", "zz", "党" * 5000]
    )
    def test_odd_input_is_answered_with_an_empty_list(self, client, typed):
        PracticeFactory(name="梧桐行动%_", published=True)
        assert suggested(client, typed) == []

    def test_without_a_question_the_list_is_empty(self, client):
        assert client.get(URL).json() == {"suggestions": []}

    def test_quotation_marks_and_angle_brackets_stay_words(self, client):
        PracticeFactory(name='<b>"梧桐"</b>', published=True)
        assert labels(client, "梧桐") == ['<b>"梧桐"</b>']


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["梧桐", "wutong", "没有的"])
def test_the_number_of_queries_does_not_grow(client, typed):
    url = f"{URL}?q={quote(typed)}"
    one_of_each("梧桐甲")
    few = queries(client, url)
    with together():
        for number in range(12):
            one_of_each(f"梧桐{number}号")
    assert queries(client, url) == few
    # PostgreSQL is told how to search in a transaction of its own.
    assert few <= 10


class TestBox:
    @pytest.fixture
    def practices(self, page):
        names = ("梧桐行动", "梧桐树下的党课")
        return [PracticeFactory(name=name, published=True) for name in names]

    def test_names_are_chosen_by_keyboard(self, page, axe, practices):
        page.goto("/practices/")
        box = page.get_by_role("combobox", name="检索全站")
        names = page.get_by_role("listbox")
        assert not names.is_visible()
        box.press_sequentially("梧桐")
        names.wait_for()
        assert names.get_by_role("option").all_text_contents() == [
            "梧桐行动 做法",
            "梧桐树下的党课 做法",
        ]
        assert box.get_attribute("aria-expanded") == "true"
        axe(page)

        def chosen() -> str:
            return page.locator(f"#{box.get_attribute('aria-activedescendant')}").text_content()

        box.press("ArrowDown")
        assert chosen() == "梧桐行动 做法"
        box.press("ArrowUp")
        assert chosen() == "梧桐树下的党课 做法"
        assert page.locator("[aria-selected=true]").all_text_contents() == [chosen()]
        box.press("Escape")
        assert not names.is_visible()
        assert box.get_attribute("aria-expanded") == "false"
        assert box.input_value() == "梧桐"
        box.press("Backspace")
        names.wait_for()
        box.press("ArrowDown")
        box.press("ArrowDown")
        box.press("Enter")
        page.wait_for_url(re.compile(re.escape(practices[1].get_absolute_url())))
        assert page.inner_text("h1") == "梧桐树下的党课"
