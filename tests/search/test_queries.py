"""What somebody types becomes what is looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.queries import MAX_LENGTH, MAX_WORDS, parse


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("黨建 企業", ["党建", "企业"]),
        ("一心三亮、双培一创", ["一心三亮", "双培一创"]),
        ("１＋Ｘ", ["1+x"]),
        ("老板不重视，怎么办？", ["老板不重视", "怎么办"]),
        ("党建 党建 黨建", ["党建"]),
        ("P1.1", ["p1.1"]),
        ("红色_先锋", ["红色", "先锋"]),
        ("a OR b* NEAR(c)", ["a", "or", "b", "near", "c"]),
        ("，。？！ …", []),
        ("   ", []),
        ("党\x00建", ["党", "建"]),
    ],
)
def test_words(typed, words):
    assert list(parse(typed).words) == words


@pytest.mark.parametrize(
    "typed", ["“一心三亮” 党员", '"一心三亮" 党员', "「一心三亮」党员", '“一心三亮" 党员']
)
def test_quotation_marks_of_all_kinds_make_a_phrase(typed):
    query = parse(typed)
    assert query.phrases == ("一心三亮",)
    assert query.words == ("党员",)


@pytest.mark.parametrize("typed", ["“一心三亮", '"', "“”", "”一心三亮"])
def test_a_single_mark_is_no_phrase(typed):
    assert parse(typed).phrases == ()


def test_a_minus_before_a_word_excludes_it_and_within_a_word_does_not():
    query = parse("党员 -教育 1-2 －流动")
    assert query.excluded == ("教育", "流动")
    assert query.words == ("党员", "1-2")


def test_a_question_falls_into_the_words_that_say_something():
    assert parse("老板不重视党建怎么办？").loose == ("老板", "重视", "党建")


def test_only_stop_words_leave_no_words_but_what_was_typed():
    query = parse("怎么办")
    assert query.loose == ()
    assert query.strict == ("怎么办",)


@pytest.mark.parametrize(
    ("typed", "letters"),
    [
        ("yi xin san liang", "yixinsanliang"),
        ("YXSL", "yxsl"),
        ("1+X", ""),
        ("党jian", ""),
        ("", ""),
    ],
)
def test_letters_alone_may_be_pinyin(typed, letters):
    assert parse(typed).letters == letters


def test_a_long_query_is_cut_and_says_so():
    query = parse("党" * 10_000)
    assert query.cut
    assert len(query.text) == MAX_LENGTH


def test_too_many_words_are_cut_and_say_so():
    query = parse(" ".join(f"w{number}" for number in range(MAX_WORDS + 1)))
    assert query.cut
    assert len(query.words) == MAX_WORDS


def test_an_ordinary_query_is_not_cut():
    assert not parse("党员流动 怎么管").cut


@given(st.text())
def test_nothing_that_is_typed_raises(typed):
    query = parse(typed)
    assert len(query.text) <= MAX_LENGTH
    assert all((*query.strict, *query.loose))
