"""What a query means, as the page shows it: minus, quotation marks, words, questions, facets."""

import re

import pytest

from editorial import services
from search.indexing import together
from tests.factories import (
    AnswerFactory,
    AppearanceFactory,
    EditorFactory,
    GuestFactory,
    InterviewFactory,
    MeasureFactory,
    PracticeFactory,
    QuestionFactory,
    ThemeFactory,
)
from tests.support.pages import words

pytestmark = pytest.mark.django_db

BY_WORDS = "也列出了把它拆成词找到的"
SOME_WORDS = "没有内容含有全部的词"


def searched(client, query: str, **more: str) -> str:
    response = client.get("/search/", {"q": query, **more})
    assert response.status_code == 200
    return response.content.decode()


def everywhere(client, query: str) -> list[str]:
    """Return the pages that practices are found on."""
    catalogue = client.get("/practices/", {"q": query}).content.decode()
    return [searched(client, query), searched(client, query, kind="practice"), catalogue]


def names(page: str) -> list[str]:
    """Return the titles of what a page lists, in order."""
    titles = re.findall(r'<h3><a href="[^"]+">(.*?)</a></h3>', page)
    return [re.sub("</?mark>", "", title) for title in titles]


def found(client, query: str) -> set[str]:
    """Return the practices found, which must be the same wherever practices are listed."""
    listed, *others = map(names, everywhere(client, query))
    assert others == [listed, listed]
    return set(listed)


def practice(name: str, gist: str = "党员都来。", **more):
    return PracticeFactory(name=name, gist=gist, published=True, **more)


class TestMinus:
    @pytest.mark.parametrize("typed", ["梧桐 -企业", "梧桐 －企业", "-企业 梧桐", "梧桐　-企业"])
    def test_what_it_stands_before_must_not_occur(self, client, typed):
        practice("梧桐行动")
        practice("梧桐工程", "服务企业。")
        practice("梧桐计划", body="也到企业去。")
        assert found(client, typed) == {"梧桐行动"}

    def test_within_a_word_it_excludes_nothing(self, client):
        practice("Two-New梧桐")
        assert found(client, "two-new") == {"Two-New梧桐"}

    def test_a_number_and_several_words_are_excluded(self, client):
        for name in ("梧桐1+X", "梧桐2510", "梧桐行动"):
            practice(name)
        assert found(client, "梧桐 -1+x -2510") == {"梧桐行动"}

    def test_it_holds_for_paragraphs_too(self, client):
        question = QuestionFactory(published=True)
        AnswerFactory(question=question, text="梧桐好。\n梧桐在企业。", published=True)
        page = searched(client, "梧桐 -企业", kind="paragraph")
        assert "找到 1 条" in words(page)
        assert "#a1-p1" in page


class TestQuotationMarks:
    @pytest.mark.parametrize(
        "typed", ["“一心三亮”", '"一心三亮"', "「一心三亮」", "『一心三亮』", "＂一心三亮＂"]
    )
    def test_of_all_kinds_ask_for_exactly_these_words(self, client, typed):
        practice("一心三亮")
        practice("一心与三亮", "一心，三亮。")
        assert found(client, typed) == {"一心三亮"}

    def test_without_them_the_words_are_looked_for_apart_too(self, client):
        practice("一心三亮")
        practice("一心与三亮")
        assert found(client, "一心三亮") == {"一心三亮", "一心与三亮"}

    @pytest.mark.parametrize("typed", ["“一心 三亮”", "“1+X党建”", "“APP平台”", "“企业，党建”"])
    def test_what_stands_apart_is_no_phrase(self, client, typed):
        practice("三亮与一心", "党建1+X，平台有APP，党建进企业。")
        assert found(client, typed) == set()

    @pytest.mark.parametrize("typed", ["“一心 三亮”", "“1+x党建”", "“app平台”", "“企业，党建”"])
    def test_a_phrase_may_hold_spaces_letters_and_marks(self, client, typed):
        practice("一心 三亮", "1+X党建，APP平台。企业，党建。")
        practice("别的")
        assert found(client, typed) == {"一心 三亮"}

    def test_beside_them_other_words_must_occur(self, client):
        practice("一心三亮", "服务企业。")
        practice("又见一心三亮", "服务楼宇。")
        assert found(client, "“一心三亮” 企业") == {"一心三亮"}


class TestWordsTakenApart:
    def test_what_holds_the_whole_string_is_first_and_the_rest_follows_with_a_notice(self, client):
        practice("产业链上的支部", "产业链党建。")
        whole = practice("别的", body="这里说产业链党建，只在正文里说。")
        practice("党建强链", "产业链上有党建。")
        practice("党建进楼宇")
        assert len(found(client, "产业链党建")) == 3
        for page in everywhere(client, "产业链党建"):
            assert BY_WORDS in page
            assert set(names(page)[:2]) == {"产业链上的支部", whole.name}
            assert names(page)[2] == "党建强链"

    def test_where_enough_holds_the_whole_string_nothing_else_is_listed(self, client):
        for number in "甲乙丙丁戊":
            practice(f"{number}区产业链党建")
        practice("党建强链", "产业链上有党建。")
        assert "党建强链" not in found(client, "产业链党建")
        assert BY_WORDS not in searched(client, "产业链党建")

    def test_the_notice_stands_there_too_when_another_kind_has_the_whole_string(self, client):
        practice("党建强链", "产业链上有党建。")
        InterviewFactory(title="谈产业链党建", source__text="谈心。", published=True)
        page = searched(client, "产业链党建")
        assert names(page) == ["党建强链", "谈产业链党建"]
        assert BY_WORDS in page


class TestQuestions:
    QUESTION = "老板不重视党建怎么办？"

    def test_of_words_that_nothing_holds_together_some_are_looked_for(self, client):
        practice("请老板上党课", "老板上台，党建有力。")
        practice("重视党建", "写进章程。")
        practice("银杏行动")
        assert found(client, self.QUESTION) == {"请老板上党课", "重视党建"}
        for page in everywhere(client, self.QUESTION):
            assert SOME_WORDS in page
            assert BY_WORDS not in page

    def test_what_holds_all_of_them_is_not_joined_by_what_holds_some(self, client):
        practice("老板也重视党建")
        practice("重视党建")
        assert found(client, self.QUESTION) == {"老板也重视党建"}
        assert SOME_WORDS not in searched(client, self.QUESTION)

    def test_what_holds_one_of_two_words_is_never_passed_off_as_what_was_asked(self, client):
        practice("老板上党课")
        practice("银杏行动")
        assert found(client, "老板 楼宇") <= {"老板上党课"}
        for page in everywhere(client, "老板 楼宇"):
            assert not names(page) or SOME_WORDS in page


def test_a_group_shows_the_first_five_of_what_the_kind_shows(client):
    with together():
        for number in range(70):
            practice(f"第{number}号做法", "甲" + "说到银杏。" * (number % 3), body="也说银杏。")
        for number in range(8):
            practice(f"银杏{'行动' * number}", body="服务企业。")
    for typed in ("银杏", "银杏行动", "银杏 企业", "银杏 -企业", "“银杏行动”", "企业怎么种银杏"):
        shown, *others = (names(page) for page in everywhere(client, typed))
        assert [listed[:5] for listed in others] == [shown[:5], shown[:5]], typed
        assert len(shown) >= 5, typed


class TestParagraphs:
    def test_a_result_leads_to_the_paragraph_and_names_speaker_and_question(self, client):
        interview = InterviewFactory(title="梧桐访谈", published=True)
        question = QuestionFactory(interview=interview, text="怎样种树？\n请细说。", published=True)
        speaker = AppearanceFactory(
            interview=interview,
            guest=GuestFactory(name="崔志利", published=True),
            posts_as_given="临江高新区书记",
        )
        AnswerFactory(question=question, appearance=speaker, text="先挖坑。\n再种银杏。")
        page = searched(client, "银杏")
        url = f"{interview.get_absolute_url()}#a1-p2"
        assert f'<h3><a href="{url}">崔志利 临江高新区书记</a></h3>' in page
        assert "再种<mark>银杏</mark>。" in page
        assert "问：怎样种树？ 《梧桐访谈》" in words(page)
        assert "先挖坑" not in page


class TestFacetsOfResults:
    def test_they_narrow_and_count_what_was_found(self, client):
        first, second = ThemeFactory.create_batch(2)
        for name, theme in (("银杏甲", first), ("银杏乙", first), ("银杏丙", second)):
            practice(name, themes=[theme])
        practice("别的", themes=[first])
        page = searched(client, "银杏", kind="practice", theme=first.code)
        assert set(names(page)) == {"银杏甲", "银杏乙"}
        assert "做法中找到 2 条" in words(page)
        for theme, count in ((first, 2), (second, 1), (first.parent, 2)):
            assert f'data-value="{theme.code}" data-count="{count}"' in page
        both = client.get(f"/search/?q=银杏&kind=practice&theme={first.code}&theme={second.code}")
        assert "做法中找到 3 条" in words(both.content.decode())

    def test_parts_of_practices_are_counted_as_often_as_they_are_found(self, client):
        theme = ThemeFactory()
        for label in ("银杏一", "银杏二", "别的"):
            MeasureFactory(practice=practice(f"做{label}", themes=[theme]), label=label)
        MeasureFactory(practice=practice("多", themes=[theme]), label="银杏三")
        page = searched(client, "银杏", kind="measure", theme=theme.code)
        assert "做法的构成中找到 3 条" in words(page)
        assert f'data-value="{theme.code}" data-count="3"' in page

    def test_what_leaves_nothing_says_so_and_keeps_the_other_values(self, client):
        first, second = ThemeFactory.create_batch(2)
        practice("银杏甲", themes=[first])
        page = searched(client, "银杏", kind="practice", theme=second.code)
        assert "做法中找到 0 条" in words(page)
        assert not names(page)
        assert f'data-value="{first.code}" data-count="1"' in page


class TestShortAndOdd:
    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            ("杏", "银杏行动"),
            ("1+X", "党建1+X"),
            ("x", "党建1+X"),
            ("2510", "2510计划"),
            ("APP", "泉通APP"),
            ("ａｐｐ", "泉通APP"),
        ],
    )
    def test_one_character_codes_and_letters_are_found(self, client, typed, name):
        for one in ("银杏行动", "党建1+X", "2510计划", "泉通APP"):
            practice(one)
        assert found(client, typed) == {name}

    @pytest.mark.parametrize("typed", ["251", "510", "ap", "1+y", "12510"])
    def test_a_piece_of_a_number_or_of_a_latin_word_is_another_one(self, client, typed):
        for one in ("党建1+X", "2510计划", "泉通APP"):
            practice(one)
        assert found(client, typed) == set()


class TestVisibility:
    TYPED = ("银杏", "“银杏行动”", "银杏 -企业", "银杏怎么种", "杏")

    def test_what_is_not_published_is_never_found(self, client):
        draft = PracticeFactory(name="银杏行动", gist="怎么种银杏。")
        MeasureFactory(practice=draft, label="银杏一项")
        for typed in self.TYPED:
            assert "没有找到" in words(searched(client, typed)), typed
            assert found(client, typed) == set(), typed

    def test_what_is_archived_is_gone_at_once(self, client):
        row = practice("银杏行动", "怎么种银杏。")
        for typed in self.TYPED:
            assert found(client, typed) == {"银杏行动"}, typed
        services.archive(record=row, actor=EditorFactory(), reason="过时")
        for typed in self.TYPED:
            assert found(client, typed) == set(), typed
