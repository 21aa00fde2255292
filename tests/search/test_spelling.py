"""Ways out for those who mistype or type pinyin: beside what is found, never in it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from editorial import services
from tests.factories import (
    EditorFactory,
    GuestFactory,
    InterviewFactory,
    PracticeFactory,
    ProblemFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactory,
)
from tests.support.pages import words

# What is near to a word is found in memory.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def searched(client, query: str, **more: str) -> str:
    response = client.get("/search/", {"q": query, **more})
    assert response.status_code == 200
    return response.content.decode()


def meant(client, query: str, **more: str) -> str:
    """Return what the page asks whether it was meant; "" when it asks nothing."""
    page = searched(client, query, **more)
    found = re.search(r"您是不是要找：<a href=\"([^\"]+)\">([^<]+)</a>", page)
    if not found:
        assert "您是不是要找" not in page
        return ""
    assert parse_qs(urlsplit(found[1]).query)["q"] == [found[2]]
    return found[2]


def sounding(client, query: str, **more: str) -> list[str]:
    """Return the names that the page says sound like what was typed."""
    beside = searched(client, query, **more).partition("按拼音找到的名称</h2>")[2]
    return re.findall(r'<li><a href="[^"]+">([^<]+)</a>', beside.partition("</ul>")[0])


class TestOneCharacter:
    @pytest.mark.parametrize(
        "typed", ["悟桐行动", "梧桐行功", "梧桐树行动", "大梧桐行动", "梧桐行动园"]
    )
    def test_a_wrong_or_an_additional_one_is_mended(self, client, typed):
        PracticeFactory(name="梧桐行动", gist="党员都来种。", published=True)
        assert meant(client, typed) == "梧桐行动"

    @pytest.mark.parametrize("typed", ["双一创", "双培创"])
    def test_a_missing_one_is_put_in_and_the_whole_name_is_offered(self, client, typed):
        PracticeFactory(name="双培一创", gist="党员都来种。", published=True)
        assert meant(client, typed) == "双培一创"

    @pytest.mark.parametrize("typed", ["崔志力", "催志利", "崔志志利", "崔利"])
    def test_a_persons_name_is_mended(self, client, typed):
        GuestFactory(name="崔志利", published=True)
        assert meant(client, typed) == "崔志利"

    def test_in_every_kind_of_name(self, client):
        ZoneFactory(short_name="潼关高新区", name="潼关高新技术产业开发区", published=True)
        ProblemFactory(name="梧桐难栽")
        ThemeFactory(name="银杏常青")
        PracticeFactory(name="海棠", other_names=["玉兰花开"], published=True)
        for typed, name in (
            ("童关高新区", "潼关高新区"),
            ("潼关高新技木产业开发区", "潼关高新技术产业开发区"),
            ("悟桐难栽", "梧桐难栽"),
            ("银杏长青", "银杏常青"),
            ("玉蓝花开", "玉兰花开"),
        ):
            assert meant(client, typed) == name

    def test_of_traditional_characters(self, client):
        PracticeFactory(name="黨建引領", published=True)
        assert meant(client, "黨建引嶺") == "党建引领"

    def test_a_whole_name_comes_before_a_piece_of_one(self, client):
        PracticeFactory(name="红色引擎工程", published=True)
        PracticeFactory(name="红色引领", published=True)
        assert meant(client, "红色引岭") == "红色引领"

    def test_nothing_near_and_nothing_is_offered(self, client):
        PracticeFactory(name="一心三亮", gist="党员都行动起来。", published=True)
        for typed in ("梧桐", "两心三暗", "玉兰花开满园", "zzz", "2510", "亮"):
            assert meant(client, typed) == "", typed

    def test_two_characters_are_mended_into_a_word_and_not_into_any_piece_of_a_name(self, client):
        GuestFactory(name="王建国", published=True)
        PracticeFactory(name="梧桐行动", published=True)
        assert meant(client, "悟桐") == "梧桐"
        assert meant(client, "王明") == ""

    def test_a_sentence_is_not_mended(self, client):
        name = "园区党员先锋服务队进企业进楼宇进车间"
        PracticeFactory(name=name, published=True)
        assert meant(client, name.replace("锋", "峰")) == ""


class TestWhereItLeads:
    def test_to_what_was_meant(self, client):
        practice = PracticeFactory(name="梧桐行动", gist="种下树。", published=True)
        query = meant(client, "梧桐行功")
        assert practice.get_absolute_url() in searched(client, query)

    def test_the_other_words_stay(self, client):
        PracticeFactory(name="梧桐行动", gist="服务企业。", published=True)
        assert meant(client, "企业 悟桐行动") == "企业 梧桐行动"

    def test_the_word_that_is_wrong_is_mended_and_not_one_that_is_right(self, client):
        PracticeFactory(name="梧桐行动", gist="种下树。", published=True)
        PracticeFactory(name="红色活动", gist="服务企业。", published=True)
        assert meant(client, "行动 悟桐") == "行动 梧桐"

    def test_never_to_nothing(self, client):
        PracticeFactory(name="梧桐行动", gist="种下树。", published=True)
        for typed in ("悟桐 企业", "悟桐行动 楼宇", "悟桐 -种下"):
            query = meant(client, typed)
            assert not query or "没有找到" not in words(searched(client, query)), query


class TestWhenItIsOffered:
    def test_not_when_what_was_typed_is_found(self, client):
        PracticeFactory(name="一心三亮", published=True)
        answer = InterviewFactory(published=True, source__text="谈一心三两。", title="谈心")
        page = searched(client, "一心三两")
        assert answer.source.get_absolute_url() in page
        assert "您是不是要找" not in page

    def test_not_when_its_words_are_found(self, client):
        PracticeFactory(name="支部建在产业链", gist="产业链上有支部。", published=True)
        PracticeFactory(name="产业链支步", published=True)
        assert meant(client, "产业链支部") == ""

    def test_above_what_holds_only_some_of_the_words(self, client):
        practice = PracticeFactory(name="党员先锋服务队", gist="上门。", published=True)
        for more in ({}, {"kind": "practice"}):
            page = searched(client, "党员先峰服务队", **more)
            assert "没有内容含有全部的词" in page
            assert practice.get_absolute_url() in page
            assert meant(client, "党员先峰服务队", **more) == "党员先锋服务队"
            assert page.index("您是不是要找") < page.index("没有内容含有全部的词")

    def test_not_of_a_phrase_nor_of_an_empty_box(self, client):
        PracticeFactory(name="一心三亮", published=True)
        assert meant(client, "“一心三两”") == ""
        assert meant(client, "") == ""

    def test_what_is_not_published_is_never_named(self, client):
        PracticeFactory(name="一心三亮")
        GuestFactory(name="崔志利")
        PracticeFactory(name="别的行动", other_names=["银杏满园"])
        for typed in ("一心三两", "崔志力", "银杏漫园"):
            assert meant(client, typed) == ""

    def test_what_is_archived_is_not_named_any_more(self, client):
        practice = PracticeFactory(name="一心三亮", published=True)
        assert meant(client, "一心三两") == "一心三亮"
        services.archive(record=practice, actor=EditorFactory(), reason="过时")
        assert meant(client, "一心三两") == ""


class TestPinyin:
    @pytest.mark.parametrize(
        "typed", ["yixinsanliang", "yi xin san liang", "yixin sanliang", "YiXinSanLiang", "YXSL"]
    )
    def test_of_a_practice_in_full_or_by_initials(self, client, typed):
        practice = PracticeFactory(name="一心三亮", published=True)
        PracticeFactory(name="两心三亮", published=True)
        assert sounding(client, typed) == ["一心三亮"]
        assert practice.get_absolute_url() in searched(client, typed)

    @pytest.mark.parametrize(
        ("name", "typed"),
        [
            ("单志强", "shanzhiqiang"),
            ("解晓明", "xie xiaoming"),
            ("仇建国", "qiujianguo"),
            ("查海燕", "zhahaiyan"),
            ("曾思远", "zeng si yuan"),
            ("单志强", "szq"),
            ("仇建国", "qjg"),
        ],
    )
    def test_of_a_surname_as_it_is_read(self, client, name, typed):
        GuestFactory(name=name, published=True)
        GuestFactory(name="王佳慧", published=True)
        assert sounding(client, typed) == [name]

    @pytest.mark.parametrize(
        ("name", "typed"),
        [("西安高新区", "xian"), ("西安高新区", "xi'an"), ("党建方案", "fangan"), ("党建", "dang")],
    )
    def test_letters_that_fall_into_syllables_in_several_ways(self, client, name, typed):
        PracticeFactory(name=name, published=True)
        assert sounding(client, typed) == [name]

    def test_of_every_kind_of_name_and_of_its_middle(self, client):
        ZoneFactory(short_name="银杏高新区", published=True)
        ThemeFactory(name="种银杏")
        InterviewFactory(title="银杏访谈", published=True, source=SourceFactory(published=True))
        assert sounding(client, "yinxing") == ["种银杏", "银杏访谈", "银杏高新区"]

    @pytest.mark.parametrize("typed", ["党jian", "dang建", "一心sanliang", "y", "1+x", "yxsl1"])
    def test_letters_among_others_and_a_single_one_are_no_pinyin(self, client, typed):
        PracticeFactory(name="一心三亮党建", published=True)
        assert "按拼音" not in searched(client, typed)

    def test_beside_what_is_found_and_never_in_it(self, client):
        PracticeFactory(name="安排票", gist="甲。", published=True)
        PracticeFactory(name="泉通APP", gist="乙。", published=True)
        page = searched(client, "app")
        assert "找到 1 条" in words(page)
        results, _, beside = page.partition("按拼音找到的名称")
        assert "安排票" not in results
        assert "安排票" in beside
        alone = searched(client, "anpaipiao")
        assert "没有找到" in words(alone)
        assert '<ol class="results">' not in alone

    def test_at_most_eight_the_shortest_first(self, client):
        for number in "一二三四五六七八九":
            PracticeFactory(name=f"银杏行动{number}", published=True)
        PracticeFactory(name="银杏", published=True)
        names = sounding(client, "yinxing")
        assert names[0] == "银杏"
        assert len(names) == 8

    def test_what_is_not_published_is_never_named(self, client):
        practice = PracticeFactory(name="一心三亮")
        GuestFactory(name="单志强")
        assert sounding(client, "yixinsanliang") == sounding(client, "szq") == []
        practice.state, practice.published_at = "published", practice.created_at
        practice.save()
        assert sounding(client, "yixinsanliang") == ["一心三亮"]
        services.archive(record=practice, actor=EditorFactory(), reason="过时")
        assert sounding(client, "yixinsanliang") == []
