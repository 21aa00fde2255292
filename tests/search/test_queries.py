"""What somebody types becomes the words that must occur."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.queries import MAX_LENGTH, MAX_TERMS, parse


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("黨建 企業", ["党建", "企业"]),
        ("“一心三亮”、双培一创", ["一心三亮", "双培一创"]),
        ("１＋Ｘ", ["1+x"]),
        ("老板不重视，怎么办？", ["老板不重视", "怎么办"]),
        ("党建 党建 黨建", ["党建"]),
        ("P1.1", ["p1.1"]),
        ("，。？！ …", []),
        ("   ", []),
        ("党\x00建", ["党", "建"]),
    ],
)
def test_words(typed, terms):
    assert parse(typed).folded_terms == terms


def test_the_spelling_is_kept_beside_the_folded_form():
    assert parse("黨建").terms[0].typed == "黨建"


def test_a_long_query_is_cut_and_says_so():
    query = parse("党" * 10_000)
    assert query.cut
    assert len(query.text) == MAX_LENGTH


def test_too_many_words_are_cut_and_say_so():
    query = parse(" ".join(f"w{number}" for number in range(MAX_TERMS + 1)))
    assert query.cut
    assert len(query.terms) == MAX_TERMS


def test_an_ordinary_query_is_not_cut():
    assert not parse("党员流动 怎么管").cut


@given(st.text())
def test_nothing_that_is_typed_raises(typed):
    query = parse(typed)
    assert len(query.text) <= MAX_LENGTH
    assert all(term.folded for term in query.terms)
