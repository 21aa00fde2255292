"""Repair: each kind of damage, the whole of it, and nothing that is not damage."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.catalogue.loading import FIXTURES
from imports.reading import read
from imports.repair import repair
from sources.passages import GAP_MARK

from .damage import damaged, half_width, noted, traditional

SEED = read(FIXTURES / "seed-interview.txt").text
CLEAN = Path(__file__).with_name("seed-clean.txt").read_text(encoding="utf-8").rstrip("\n")
# Our own sentences: none of them stands in the seed.
OURS = (
    "主持人：江北高新区的党建工作，有哪些经验？\n"
    "赵明：我们建立了党员责任区，把支部设在车间、班组，让党员的作用看得见。"
    "去年，园区开展技术攻关活动，解决难题32个；今年，将继续推进这项工作。\n"
    "孙丽：企业发展离不开党组织的引领。我们组织职工学习，讲解政策，帮助企业办理审批手续，"
    "受到企业欢迎（包括外资企业）。"
)


def rules(text: str) -> set[str]:
    return {found.rule for found in repair(text).repairs}


class TestTheSeed:
    def test_comes_out_as_the_true_article_character_by_character(self):
        assert repair(SEED).text == CLEAN

    def test_has_one_gap_where_words_are_lost_for_good(self):
        (gap,) = repair(SEED).gaps
        assert CLEAN[: gap.start].endswith("联席会议")
        assert CLEAN.startswith(GAP_MARK, gap.start)

    @pytest.mark.parametrize(
        ("words", "rule"),
        [
            ("。“三亮”，党", "D3"),
            ("。“双", "D3"),
            ("。“一创", "D3"),
            ("要务", "D4"),
            ("因为体", "D4"),
            ("链式分布", "D4"),
            ("促强", "D4"),
        ],
    )
    def test_restores_what_was_decoded_out_of_step(self, words, rule):
        assert (rule, words) in {(found.rule, found.after) for found in repair(SEED).repairs}

    def test_says_of_every_repair_where_it_stands_in_the_clean_text(self):
        found = repair(SEED)
        for one in found.repairs:
            assert one.accepted
            assert found.text[one.start : one.end] == one.after
            assert one.candidates >= 1

    def test_drops_every_one_of_its_801_notes(self):
        assert sum(one.rule == "D1" for one in repair(SEED).repairs) == 801


class TestOneKindOfDamage:
    def test_d1_notes_in_pinyin_are_dropped(self):
        text = noted(OURS, share=0.4)
        assert text != OURS
        assert repair(half_width(traditional(text))).text == OURS

    def test_d2_traditional_script_becomes_simplified(self):
        assert repair(traditional(OURS)).text == OURS

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("陜西省的黨組織", "陕西省的党组织"),
            ("承載著黨員的期望", "承载着党员的期望"),
            ("隨著時間過去", "随着时间过去"),
            ("顯著成績與著名企業", "显著成绩与著名企业"),
            ("鄠邑區發展產業", "鄠邑区发展产业"),
        ],
    )
    def test_d2_knows_what_the_table_misses_and_what_it_must_leave(self, before, after):
        assert repair(before).text == after

    def test_d6_half_width_marks_between_chinese_become_full_width(self):
        assert repair(half_width(OURS)).text == OURS

    def test_d6_leaves_times_numbers_and_latin_words_alone(self):
        text = "黨員大會于14:30召開,見 https://example.org/a,b (APP版本1.2,Beta)。各支部,請參加!"
        clean = repair(text).text
        assert "14:30" in clean
        assert "https://example.org/a,b" in clean
        assert "各支部，请参加！" in clean

    def test_d5_lost_words_leave_a_gap_and_nothing_invented(self):
        found = repair("會后,印制聯盟會議???/p>\n黨員積極參加,收獲很大。")
        assert found.text == f"会后，印制联盟会议{GAP_MARK}\n党员积极参加，收获很大。"
        assert [gap.start for gap in found.gaps] == [found.text.index(GAP_MARK)]


class TestTheWholeMechanism:
    @pytest.mark.parametrize("seed", range(4))
    def test_most_of_a_text_damaged_by_the_generator_comes_back(self, seed):
        found = repair(damaged(OURS, seed=seed))
        wrong = sum(a != b for a, b in zip(found.text, OURS, strict=False))
        wrong += abs(len(found.text) - len(OURS))
        asked = any(not one.accepted for one in found.repairs)
        assert asked or wrong / len(OURS) <= 0.01

    def test_the_true_article_damaged_again_comes_back(self):
        clean = CLEAN.replace(GAP_MARK, "。")
        found = repair(damaged(clean, seed=1))
        same = sum(a == b for a, b in zip(found.text, clean, strict=False))
        assert same / len(clean) > 0.99 or any(not one.accepted for one in found.repairs)


class TestCleanText:
    @pytest.mark.parametrize(
        "text",
        [
            CLEAN,
            OURS,
            "会议在14:30开始，地点：A座3楼（东）。",
            "重庆的“重”（chóng）是多音字，初学者常读错。",
            "他问：“为什么抓？”答：“为了发展！”",
            "Party building in zones, 2020: a survey (draft)?",
            "APP与“1+X”、2510、7×24小时、3.1个百分点。",
            "",
        ],
    )
    def test_passes_through_unchanged(self, text):
        found = repair(text)
        assert found.text == text
        assert found.repairs == ()

    def test_in_traditional_script_only_the_script_changes(self):
        assert rules(traditional(OURS)) == {"D2"}


PIECES = st.sampled_from(
    [
        *("?", "??", "?!叭", "痢保h", "(qū)", "(chuàng )", "黨", "員", ",", ":", "!", "(", ")"),
        *("“", "”", "。", "高新區", "/p>", "\n", "?zhǔn)椒植?", "APP下載", "著", "12.5", "会议"),
        GAP_MARK,
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join))


class TestAnyText:
    @given(TEXTS)
    @settings(max_examples=300)
    def test_is_no_reason_to_fail_and_every_place_lies_in_the_text(self, text):
        found = repair(text)
        for one in found.repairs:
            assert 0 <= one.start <= one.end <= len(found.text)
        for gap in found.gaps:
            assert found.text.startswith(GAP_MARK, gap.start)

    @given(TEXTS)
    @settings(max_examples=300)
    def test_repaired_twice_changes_nothing_more(self, text):
        once = repair(text).text
        assert repair(once).text == once

    @given(st.text(alphabet="党员支部建在企业里，。：；（）“”、？！\n", max_size=80))
    def test_in_clean_simplified_chinese_loses_no_character(self, text):
        assert repair(text).text == text


def test_a_long_text_takes_no_more_than_its_length_in_time():
    def seconds(text: str) -> float:
        start = time.process_time()
        repair(text)
        return time.process_time() - start

    repair(SEED)
    once, eight = seconds(SEED), seconds("\n".join([SEED] * 8))
    assert eight < once * 8 * 4 + 1
