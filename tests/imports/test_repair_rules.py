"""The edges of each rule: what looks like damage and is an author's own, and what is kept."""

import pytest

from imports.repair import repair
from tests.imports import damage

SENTENCE = "园区党委坚持开门办党建，组织企业结对学习；党员带头攻关，职工普遍称赞。"


# D1


def test_a_note_that_is_no_reading_of_its_character_stays():
    text = repair("高新區(qū)的發(fā)展離不開平臺(xyz)和黨員(lǐ)").text
    assert text == "高新区的发展离不开平台（xyz）和党员（lǐ）"


def test_the_gloss_of_a_rare_character_in_a_clean_text_stays():
    text = "会议在鄠（hù）邑召开，盩(zhōu)厔的同志也参加了。"
    assert repair(text).text == text


def test_a_note_is_recorded_with_the_character_it_stood_on():
    (note, *_) = [one for one in repair("高新區(qū)和無(wú)錫").repairs if one.rule == "D1"]
    assert (note.before, note.after, note.start, note.end) == ("區(qū)", "区", 2, 3)


# D2


def test_a_character_that_simplified_script_keeps_in_names_is_kept():
    text = repair("李乾:我們堅持黨建引領發展。\n記者:請李乾談談經驗。").text
    assert text == "李乾：我们坚持党建引领发展。\n记者：请李乾谈谈经验。"


def test_one_traditional_character_with_two_simplified_ones_follows_its_word():
    text = repair("朗朗乾坤,黨員準備了乾淨的會議室,幹部帶頭。").text
    assert text == "朗朗乾坤，党员准备了干净的会议室，干部带头。"


def test_a_simplified_text_keeps_its_few_old_characters():
    text = "李乾、於丹同志介绍了名著阅读活动，园区党委给予支持。"
    assert repair(text).text == text


# D5


@pytest.mark.parametrize("rest", ["???/p>", "?/p>", "??</p>", "???"])
def test_what_is_left_of_a_lost_end_becomes_one_gap(rest):
    repaired = repair(f"會后,印制聯盟聯席會議{rest}\n聯盟章程由任務、成員組成。")
    assert repaired.text == "会后，印制联盟联席会议〔此处缺文〕\n联盟章程由任务、成员组成。"
    assert [gap.start for gap in repaired.gaps] == [11]


def test_nothing_is_invented_for_bytes_that_did_not_decode():
    assert repair("党建工作\ufffd\ufffd取得实效。").text == "党建工作〔此处缺文〕取得实效。"


# D6


@pytest.mark.parametrize(
    ("half", "full"),
    [
        ("會議14:30開始,請準時.參加", "会议14:30开始，请准时.参加"),
        ("產值3,000萬元;見http://a.cn/x?id=1,完", "产值3,000万元；见http://a.cn/x?id=1,完"),
        ("建設西部(重慶)科學城,發布LOGO,審議", "建设西部（重庆）科学城，发布LOGO，审议"),
        ("鎮街黨(工)委有12個!", "镇街党（工）委有12个！"),
        ("為什么抓?!怎么抓", "为什么抓？！怎么抓"),
        ("占比達到88.1%;\n成效明顯,企業滿意", "占比达到88.1%；\n成效明显，企业满意"),
    ],
    ids=["time", "address", "Latin", "brackets", "two marks", "end of a line"],
)
def test_marks_are_widened_where_they_stand_in_chinese(half, full):
    assert repair(half).text == full


def test_the_few_half_width_marks_of_an_author_stay():
    text = "园区党委书记说:要抓实党建。我们认为，要抓早、抓小，要见实效。"
    assert repair(text).text == text


# D7


def test_words_of_the_page_go_and_credits_are_kept():
    repaired = repair(
        "APP下载\n园区党建出新招\n张军：我们抓组织建设，成效明显。endprint\n（责任编辑：王强）"
    )
    assert repaired.text == "园区党建出新招\n张军：我们抓组织建设，成效明显。"
    assert [(one.label, one.value) for one in repaired.credits] == [("责任编辑", "王强")]


def test_words_of_the_page_glued_to_the_article_go():
    repaired = repair("APP下載高新區黨建成效明顯,企業滿意。(責任編輯:王強)")
    assert repaired.text == "高新区党建成效明显，企业满意。"
    assert [one.value for one in repaired.credits] == ["王强"]


def test_advertising_before_the_first_line_goes():
    text = "免费在线视频,精品视频观看,国产视频在线 ?\n园区党建出新招。"
    assert repair(text).text == "园区党建出新招。"


def test_an_article_that_mentions_editors_and_applications_stays():
    text = "我们请责任编辑王强讲课。\n平台APP下载量超过一万。"
    assert repair(text).text == text


# All rules


@pytest.mark.parametrize("share", [0.2, 0.6, 1.0])
def test_repairs_say_truly_where_they_stand_and_in_which_order(share):
    repaired = repair(damage.damaged(SENTENCE * 3, share=share, seed=3))
    assert repaired.repairs
    starts = [one.start for one in repaired.repairs]
    assert starts == sorted(starts)
    for one in repaired.repairs:
        standing = one.after if one.accepted else one.before
        assert repaired.text[one.start : one.end] == standing


@pytest.mark.parametrize("seed", range(3))
def test_what_is_repaired_needs_no_repair(seed):
    once = repair(damage.damaged(SENTENCE * 5, share=0.3 * (seed + 1), seed=seed))
    again = repair(once.text)
    assert again.text == once.text
    assert not [one for one in again.repairs if one.accepted]
