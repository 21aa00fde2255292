"""What looks different but reads the same is found; every offset stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("黨組織建設", "党组织建设"),
        ("ＡＰＰ（１＋Ｘ）", "app(1+x)"),
        ("“泉通”APP", "“泉通”app"),
        ("　全角空格", " 全角空格"),
        ("著名 承載著 乾縣", "著名 承载著 干县"),
        ("", ""),
    ],
)
def test_script_width_and_case_do_not_matter(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("character", ["㎏", "ﬁ", "İ", pytest.param("\ud800", id="surrogate")])
def test_what_would_become_longer_is_left_alone(character):
    assert len(fold(character)) == 1


@given(st.text(st.characters(codec=None)))
def test_every_character_keeps_its_place(text):
    assert len(fold(text)) == len(text)
    assert fold(text) == "".join(fold(character) for character in text)
