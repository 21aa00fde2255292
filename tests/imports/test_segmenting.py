"""Taking a clean text apart: who was asked what, and what each said."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.segmenting import segment

CLEAN = Path(__file__).with_name("seed-clean.txt").read_text(encoding="utf-8").rstrip("\n")
ZONES = ["重庆高新区", "西安高新区", "无锡高新区", "济南高新区"]


def shape(found) -> list[tuple[str, int]]:
    return [
        (answer.guest, len(answer.paragraphs))
        for question in found.questions
        for answer in question.answers
    ]


class TestTheSeed:
    found = segment(CLEAN, ZONES)

    def test_is_an_interview_of_four_questions_and_seven_answers(self):
        assert self.found.kind == "interview"
        assert len(self.found.questions) == 4
        assert shape(self.found) == [
            ("傅岗", 3),
            ("何勇洲", 3),
            ("刘洋", 3),
            ("崔志利", 2),
            ("傅岗", 5),
            ("沙凯", 2),
            ("杨倩", 4),
        ]

    def test_has_six_guests_with_body_and_office_told_apart(self):
        posts = {
            guest.name: [(post.organization, post.title) for post in guest.posts]
            for guest in self.found.guests
        }
        assert posts == {
            "傅岗": [("重庆高新区党工委党群工作部", "部长")],
            "沙凯": [("陕西省西安高新区党工委组织部", "副部长")],
            "何勇洲": [("江苏省无锡高新区党工委组织部组织处", "处长")],
            "杨倩": [("山东省济南高新区党群工作部党建办", "主任")],
            "刘洋": [("成都携恩科技有限公司党支部", "书记")],
            "崔志利": [
                ("重庆大学城众创之家联合党支部", "书记"),
                ("重庆志坤文化传播有限公司", "总经理"),
            ],
        }

    def test_officials_speak_for_their_zones_and_enterprises_for_none(self):
        assert [guest.zone for guest in self.found.guests] == [
            "重庆高新区",
            "西安高新区",
            "无锡高新区",
            "济南高新区",
            "",
            "",
        ]

    def test_keeps_a_request_that_ends_with_a_full_stop_as_a_question(self):
        assert self.found.questions[1].text.endswith("作用发挥情况。")
        assert self.found.questions[3].text.startswith("针对难题各地坚持探索与创新")

    def test_takes_the_introduction_apart_from_the_questions(self):
        assert self.found.introduction.startswith("高新区党建工作是新时代新课题")
        assert "特邀嘉宾" not in self.found.introduction

    def test_says_truly_where_every_paragraph_stands(self):
        for question in self.found.questions:
            asked = zip(question.text.split("\n"), question.starts, strict=True)
            assert all(CLEAN.startswith(text, start) for text, start in asked)
            for answer in question.answers:
                for start, words in zip(answer.starts, answer.paragraphs, strict=True):
                    assert CLEAN.startswith(words, start)


@pytest.mark.parametrize("asked", ["记者：", "主持人：", "问：", "【主持人】", "编辑部："], ids=str)
def test_marked_questions_are_questions_whoever_asks(asked):
    found = segment(
        f"特邀嘉宾：\n江北高新区党工委书记 赵明\n{asked}怎样抓好党建？\n"
        "赵明：先抓支部。\n再抓队伍。"
    )
    assert [question.text for question in found.questions] == ["怎样抓好党建？"]
    assert shape(found) == [("赵明", 2)]


@pytest.mark.parametrize(
    "text",
    ["", "编者按：本期专题讨论基层治理。", "摘要：本文研究党建。\n关键词：党建；高新区\n一、引言"],
    ids=["nothing", "an editor's note", "a paper"],
)
def test_what_is_no_interview_is_refused_with_the_reason(text):
    found = segment(text)
    assert found.kind == "refused"
    assert found.reason
    assert not found.questions


LINES = st.sampled_from(
    (
        "特邀嘉宾： 江北高新区党工委书记_赵明 赵明：先抓支部。 记者：为什么？ "
        "怎样抓？ 答： 【孙丽】好。 "
        "一、二、三 谢谢！ ： 赵_明： ：：： 主持人 工作背景 欧阳修文："
    )
    .replace("_", "　")
    .split(" ")
)


class TestAnyText:
    @given(st.one_of(st.text(max_size=80), st.lists(LINES, max_size=15).map("\n".join)))
    @settings(max_examples=300)
    def test_is_no_reason_to_fail_and_every_word_given_is_in_it(self, text):
        found = segment(text)
        assert found.kind in {"interview", "case", "refused"}
        for question in found.questions:
            assert all(line in text for line in question.text.split("\n"))
            for answer in question.answers:
                assert all(words in text for words in answer.paragraphs)
