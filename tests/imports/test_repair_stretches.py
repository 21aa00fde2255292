"""D3 and D4: text decoded one byte out of step, made by shifting the bytes of own sentences."""

import pytest

from imports.repair import repair
from tests.imports import damage

CONTEXT = "企业党组织围绕中心工作开展活动，职工积极参加。"


def shifted(sentence):
    """The sentence as the mirror serves it, without notes."""
    return damage.damaged(sentence, share=0)


def found(text, rule):
    return [one for one in repair(text).repairs if one.rule == rule]


# D3: a mark found across two characters


def test_a_full_stop_before_a_quotation_mark_is_put_back():
    true = "以“一心三亮”筑基。“三亮”，党员亮身份。"
    text = shifted(true)
    assert "?!叭" in text
    assert repair(text).text == true


def test_the_same_phrase_elsewhere_decides_what_bytes_were_lost():
    text = "服務企業。第一步打造“{}”,動員黨員群眾。做到{}?!叭痢保h員亮身份,黨員亮承諾。"
    with_evidence = text.format("一心三亮", "有態度")
    (repaired,) = found(with_evidence, "D3")
    assert repaired.accepted
    assert repaired.after == "。“三亮”，党"


def test_without_evidence_the_editor_is_asked_and_the_words_stand():
    text = "深入構建“三?!狈阵w系,提速建設。"
    (asked,) = found(text, "D3")
    assert not asked.accepted
    assert asked.candidates > 1
    assert "专”服务体" in [option[:4] for option in asked.options] or len(asked.options) > 1
    repaired = repair(text)
    assert repaired.text[asked.start : asked.end] == asked.before == "?!狈阵w"


@pytest.mark.parametrize(
    "true",
    [
        "上海基层党建走在前列，成为样板。",
        "既是重点，也是难点。基层党组织是基础，党员是骨干。",
        "推动工作正常化开展，党员带头学习。",
    ],
)
def test_the_character_before_the_mark_is_found_from_its_neighbours(true):
    text = shifted(true)
    assert "?;" in text
    assert repair(text).text == true


def test_a_shift_ends_at_a_letter_that_was_a_second_byte():
    (one,) = found("黨組織帶頭提升?!半p培”,把黨員培養成骨干。", "D3")
    assert (one.before, one.after) == ("?!半p", "。“双")


def test_a_shift_ends_where_a_note_swallowed_its_bracket():
    text = "打造“雙培一創”品牌,建強戰斗堡壘?!耙粍?chuàng)”,創新主題黨日。"
    assert "堡垒。“一创”，创新主题党日" in repair(text).text


def test_true_question_and_exclamation_marks_stay():
    text = "企業黨建為什么抓?!怎么抓?(笑)我們認為,關鍵在黨。"
    repaired = repair(text)
    assert repaired.text == "企业党建为什么抓？！怎么抓？（笑）我们认为，关键在党。"
    assert {one.rule for one in repaired.repairs} == {"D2", "D6"}


# D4: a note inside a character


@pytest.mark.parametrize(
    ("damaged_words", "true"),
    [
        ("抓發展第一要?jiǎng)?wù)是黨建,", "抓发展第一要务是党建，"),
        ("除了個別因?yàn)轶w制調整,", "除了个别因为体制调整，"),
        ("促?gòu)?qiáng)專業聯合,", "促强专业联合，"),
        ("打造珠鏈?zhǔn)椒植?、分層次的矩陣,", "打造珠链式分布、分层次的矩阵，"),
    ],
)
def test_the_pinyin_names_the_character_whose_second_byte_is_lost(damaged_words, true):
    assert repair(damaged_words + damage.traditional(CONTEXT)).text.startswith(true)


def test_a_bracket_that_survived_is_no_hindrance():
    text = "抓發展第一要\ufffd(jiǎng)\ufffd(wù)是黨建,企業認可。"
    assert repair(text).text == "抓发展第一要务是党建，企业认可。"


def test_a_note_that_no_character_explains_is_a_question_without_an_answer():
    text = "黨建?zhuàng)工作,企業歡迎。黨員參加學習。"
    (asked,) = found(text, "D4")
    assert not asked.accepted
    assert asked.candidates == 0
    assert asked.before == "建?zhuàng)"


# The whole mechanism


@pytest.mark.parametrize("seed", range(6))
def test_paragraphs_of_own_making_survive_the_whole_mechanism(seed):
    true = "\n".join(
        [
            "园区党工委实施“红色引擎”工程。“引擎”，就是让党员冲在前面。",
            "企业党支部书记说，党建工作要为生产经营服务，要让职工感到温暖。",
            "近年来，我们坚持党建引领，建强组织体系，推动党建与业务融合发展。",
            "为什么要抓党建？因为党建就是生产力，抓好党建，企业才能长远发展。",
        ]
    )
    repaired = repair(damage.damaged(true, share=0.4 + seed / 10, seed=seed))
    assert repaired.text == true


def test_readings_are_listed_best_first_and_counted():
    text = "黨組織帶頭提升?!半p培”,把黨員培養成骨干。"
    (one,) = found(text, "D3")
    assert one.options[0] == one.after
    assert one.candidates >= len(one.options) > 1
