"""The numbers in a slogan, and whether its parts keep them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.slogans import count_check, promises


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("三亮", [3]),
        ("一心三亮", [1, 3]),
        ("双培一创", [2, 1]),
        ("三个抓手", [3]),
        ("三项行动", [3]),
        ("六大工程", [6]),
        ("七务", [7]),
        ("“三专”服务体系", [3]),
        ("“136”党建工作主题", [1, 3, 6]),
        ("“1+X”联带帮扶", []),
        ("“2510”倍增计划", []),
        ("长三角国家高新区党建联盟", []),
        ("一体化运行", []),
        ("两新组织党建学院", []),
        ("党建生态圈", []),
    ],
)
def test_a_name_promises_the_numbers_that_count_its_parts(name, numbers):
    assert [promise.number for promise in promises(name)] == numbers


LIANG = ("三亮", ("亮身份", "亮标准", "亮承诺"))


@pytest.mark.parametrize(
    ("name", "parts", "verdict"),
    [
        ("一心三亮", [("一心", ()), LIANG], "ok"),
        ("一心三亮", [("一心", ()), ("三亮", ("亮身份", "亮标准"))], "short"),
        ("一心三亮", [LIANG], "short"),
        ("三亮", [("亮身份", ()), ("亮标准", ()), ("亮承诺", ())], "ok"),
        ("三亮", [("一", ()), ("二", ()), ("三", ()), ("四", ())], "over"),
        ("七务", [("党务", ()), ("政务", ()), ("商务", ())], "short"),
        ("2510", [("专员", ())], "none"),
        ("党建生态圈", [], "none"),
    ],
)
def test_the_parts_are_held_to_the_number(name, parts, verdict):
    assert count_check(name, parts) == verdict


@given(st.text(max_size=30), st.lists(st.tuples(st.text(max_size=8), st.just(())), max_size=5))
def test_no_name_is_a_reason_to_fail(name, parts):
    assert count_check(name, parts) in {"ok", "short", "over", "none"}
