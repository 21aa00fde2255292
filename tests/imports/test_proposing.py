"""Practices and figures that the machine proposes, each with its words."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.contract import as_contract
from imports.draft import Document, Known
from imports.pipeline import draft_from

CLEAN = Path(__file__).with_name("seed-clean.txt").read_text(encoding="utf-8").rstrip("\n")
ZONES = ["重庆高新区", "西安高新区", "无锡高新区", "济南高新区"]
SEED = draft_from(Document(text=CLEAN), published_on="2020-11-17", known=Known(zones=tuple(ZONES)))


def practice(name: str):
    (found,) = [one for one in SEED.practices if one.name == name]
    return found


def items(name: str) -> dict[str, tuple[str, ...]]:
    return {measure.label: measure.items for measure in practice(name).measures}


def test_yi_xin_san_liang_is_taken_apart():
    assert items("一心三亮") == {
        "一心": ("不忘初心",),
        "三亮": ("党员亮身份", "工作亮标准", "服务亮承诺"),
    }
    found = practice("一心三亮")
    assert (found.guest, found.zone, found.count_check) == ("傅岗", "重庆高新区", "ok")


def test_san_zhuan_has_its_ten_measures():
    assert [len(parts) for parts in items("三专").values()] == [4, 3, 3]


@pytest.mark.parametrize(
    "name",
    ["三个抓手", "双培一创", "三项行动", "136", "2510", "政委体系", "红领沙龙", "泉通", "1+X"],
)
def test_what_is_named_and_explained_is_proposed(name):
    assert practice(name).quote in CLEAN


@pytest.mark.parametrize("words", ["三会一课", "雇佣", "朝增暮减", "为什么抓", "一城多园"])
def test_what_is_only_put_in_quotation_marks_is_not(words):
    assert words not in {found.name for found in SEED.practices}


@pytest.mark.parametrize(
    ("text", "value", "unit", "exactness"),
    [
        ("党组织1316个", 1316, "个", "exact"),
        ("党员30637人", 30637, "人", "exact"),
        ("面积1079平方公里", 1079, "平方公里", "exact"),
        ("常住人口超过40万人", 40, "万人", "over"),
        ("市场主体7万余家", 7, "万家", "odd"),
    ],
)
def test_figures_are_given_as_they_were_said(text, value, unit, exactness):
    (found,) = [fact for fact in SEED.facts if fact.text == text]
    assert (found.value, found.unit, found.exactness) == (value, unit, exactness)
    assert found.quote in CLEAN


def test_the_parts_of_a_total_are_tied_to_it():
    parts = [fact.value for fact in SEED.facts if fact.part_of == "党组织1316个"]
    assert parts == [12, 13, 19, 55, 1217]


def test_relative_dates_need_the_date_of_the_document():
    dated = {fact.text: fact.as_of for fact in SEED.facts}
    undated = draft_from(Document(text=CLEAN), known=Known(zones=tuple(ZONES)))
    assert dated["12个镇街"] == "2018-09"
    assert {fact.as_of for fact in undated.facts} <= {"", "2018-09"}


def test_every_quote_is_in_the_text():
    contract = as_contract(SEED)
    for found in contract["practices"] + contract["facts"]:
        assert found["quote"]
        assert found["quote"] in contract["text"]


@given(
    st.text(
        alphabet="一二三两双“”、，。：；亮创培工程实施打造个万余超过约12.5%是其次首先\n",
        max_size=80,
    )
)
@settings(max_examples=300)
def test_no_answer_is_a_reason_to_fail(words):
    text = f"特邀嘉宾：\n江北高新区党工委书记 赵明\n怎样抓好党建工作？\n赵明：{words}"
    draft = draft_from(Document(text=text), published_on="2020")
    for found in (*draft.practices, *draft.facts):
        assert found.quote in draft.text
