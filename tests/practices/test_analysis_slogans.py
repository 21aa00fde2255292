"""Which names have a slogan, and of which family: real names, and what only looks like one."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.analysis import families
from practices.models import Practice
from practices.slogan_families import family_label, is_family, slogans


@pytest.mark.parametrize(
    ("name", "family", "words"),
    [
        ("一心三亮", "1-3", "一心三亮"),
        ("双培一创", "2-1", "双培一创"),
        ("“三专”服务体系", "3", "三专"),
        ("三亮工作法", "3", "三亮工作法"),
        ("七务", "7", "七务"),
        ("“四有”支部", "4", "四有"),
        ("双报到", "2", "双报到"),
        ("三个抓手", "3-of", "三个抓手"),
        ("三项行动", "3-of", "三项行动"),
        ("六大工程", "6-of", "六大工程"),
        ("一核引领、两翼齐飞", "1-2", "一核引领、两翼齐飞"),
        ("“双融双促”", "2-2", "双融双促"),
        ("三亮三比三评", "3-3-3", "三亮三比三评"),
        ("一企一策", "1-1", "一企一策"),
        ("1+X", "plus-x", "1+X"),
        ("“1+X”联带帮扶机制", "plus-x", "1+X"),
        ("重点领域党建链“1＋N”", "plus-x", "1＋N"),
        ("1+3+5", "plus", "1+3+5"),
        ("五个一", "ones", "五个一"),
        ("“五个一”工程", "ones", "五个一"),
        ("“136”党建工作主题", "digits", "136"),
        ("136", "digits", "136"),
        ("“2510”倍增计划", "digits", "2510"),
    ],
)
def test_a_slogan_belongs_to_the_family_that_is_made_alike(name, family, words):
    (found,) = slogans([name])
    assert (found.family, found.words) == (family, words)


@pytest.mark.parametrize(
    "name",
    [
        *("两新", "两新组织党建学院", "一体化", "一体化运行", "长三角国家高新区党建联盟"),
        *("党建生态圈", "第一书记", "同心圆", "一网通办", "一站式服务", "五位一体", "破解两张皮"),
        *("三会一课积分制", "两学一做", "学习二十大精神", "四史", "八项规定", "一岗双责"),
        *("三年行动计划", "十五分钟服务圈", "24小时不打烊", "20条", "2020年", "四季度", "三千红领"),
        *(
            "红色先锋3号行动",
            "第三支部",
            "5G党建",
            "九江高新区",
            "五一劳动",
            "三心二意",
            "万企",
            "",
        ),
    ],
)
def test_what_only_holds_a_numeral_is_no_slogan(name):
    assert slogans([name]) == ()


def test_a_practice_is_in_a_family_once_with_the_words_of_its_first_name():
    found = slogans(["一心三亮", "一核三化", "“1+X”机制"])
    assert [(one.family, one.words) for one in found] == [("1-3", "一心三亮"), ("plus-x", "1+X")]


@pytest.mark.parametrize(
    ("code", "label"),
    [
        *(("1-3", "一…三…"), ("2-1", "双…一…"), ("2-2", "双…双…"), ("1-2", "一…两…")),
        *(
            ("3", "三…"),
            ("3-of", "三个（项、大）…"),
            ("2-of", "两个（项、大）…"),
            ("ones", "N个一"),
        ),
    ],
)
def test_a_family_is_called_as_its_slogans_are_made(code, label):
    assert is_family(code)
    assert family_label(code) == label


@pytest.mark.parametrize(
    "code", ["", "x", "0", "11", "1-", "-of", "1-2-3-4-5", "1\x00", "٣", "9" * 999]
)
def test_anything_else_is_no_family(code):
    assert not is_family(code)


@given(
    st.lists(st.text(alphabet="一二两双三五十百个项大亮心第年+XN136“”·a", max_size=12), max_size=3)
)
def test_every_family_found_has_a_name(names):
    for slogan in slogans(names):
        assert is_family(slogan.family)
        assert family_label(slogan.family)
        assert slogan.words


def test_names_are_taken_apart_once_for_all_who_ask_at_the_same_time(monkeypatch):
    asked = []

    def slow(*_columns):
        asked.append(1)
        sleep(0.1)
        return Practice.objects.none()

    rows = SimpleNamespace(values_list=slow)
    monkeypatch.setattr(families, "Practice", SimpleNamespace(_base_manager=rows))
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(families.named, ["a state of this test"] * 4)) == [{}] * 4
    assert len(asked) == 1
