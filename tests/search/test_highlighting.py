"""The marked characters are exactly those found, in the reader's own spelling, escaped."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import fold
from search.highlighting import mark, snippet, window

WORDS = st.text(st.sampled_from("党建設<&>黨ａA 。"), max_size=30)


def plain(html: str) -> str:
    return unescape(re.sub(r"</?mark>", "", html))


def marked(html: str) -> str:
    return "".join(re.findall(r"<mark>(.*?)</mark>", html))


@pytest.mark.parametrize(
    ("text", "terms", "html"),
    [
        ("黨組織建設", ["党组织"], "<mark>黨組織</mark>建設"),
        ("党建设", ["党建", "建设"], "<mark>党建设</mark>"),
        ("哈哈哈", ["哈哈"], "<mark>哈哈哈</mark>"),
        ("“泉通”ＡＰＰ", ["app"], "“泉通”<mark>ＡＰＰ</mark>"),
        ("<b>党建</b>", ["b"], "&lt;<mark>b</mark>&gt;党建&lt;/<mark>b</mark>&gt;"),
        ("党建", ["支部"], "党建"),
        ("", ["党"], ""),
    ],
)
def test_found_words_are_marked(text, terms, html):
    assert mark(text, terms) == html


@given(WORDS, st.lists(WORDS.filter(bool), max_size=3))
def test_marking_changes_no_character_and_marks_only_what_was_found(text, terms):
    terms = [fold(term) for term in terms]
    html = mark(text, terms)
    assert plain(html) == text
    covered = set()
    for term in terms:
        for start in range(len(text)):
            if fold(text).startswith(term, start):
                covered.update(range(start, start + len(term)))
    assert unescape(marked(html)) == "".join(text[place] for place in sorted(covered))


def test_snippet_shows_where_the_words_stand():
    text = "甲" * 200 + "一心三亮" + "乙" * 200
    html = snippet(text, ["三亮"], width=40)
    assert html.startswith("…")
    assert html.endswith("…")
    assert "一心<mark>三亮</mark>乙" in html


def test_snippet_prefers_the_place_where_most_words_meet():
    text = "党员" + "甲" * 300 + "党员流动" + "甲" * 300
    assert "<mark>党员流动</mark>" in snippet(text, ["党员", "流动"], width=30)


def test_a_short_text_is_shown_whole_and_without_line_breaks():
    assert snippet("党建\n引领", ["引领"]) == "党建 <mark>引领</mark>"


@given(WORDS, st.integers(1, 20))
def test_window_lies_in_the_text(text, width):
    start, end = window(text, ["党"], width)
    assert 0 <= start <= end <= len(text)
    assert end - start <= width
