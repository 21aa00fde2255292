"""What an editor can do to the working copy of a draft."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.draft import Document
from imports.pipeline import draft_from
from imports.review import CannotEdit, WorkingCopy, as_draft, editing, working_copy

SEED = Path(__file__).parents[2] / "imports" / "fixtures" / "seed-interview.txt"
DRAFT = draft_from(Document(text=SEED.read_text(encoding="utf-8")), published_on="2020-11-17")

TALK = """访谈嘉宾
甲高新区党工委书记 周明
乙科技有限公司党支部书记 李兰
记者：你们怎样开展党建工作？
周明：我们实施“三联”工程，联组织、联活动、联服务。
去年党组织达到120个。
李兰：我们的党员太少。支部书记都是兼职。
记者：今后有什么打算？
周明：继续做下去。"""


@pytest.fixture
def copy() -> WorkingCopy:
    return working_copy(draft_from(Document(text=TALK), published_on="2021"))


def place(copy: WorkingCopy, words: str) -> int:
    """The number of the block that holds these words."""
    return next(
        number
        for number, block in enumerate(copy.blocks)
        if words in copy.text[block.start : block.end]
    )


def said(copy: WorkingCopy) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    return [
        (question.text, [(answer.guest, list(answer.paragraphs)) for answer in question.answers])
        for question in as_draft(copy).questions
    ]


def test_an_untouched_copy_gives_the_conversation_back_as_it_was():
    again = as_draft(WorkingCopy.from_json(working_copy(DRAFT).as_json()))

    assert [question.text for question in again.questions] == [
        question.text for question in DRAFT.questions
    ]
    assert [
        (answer.guest, answer.paragraphs, answer.starts)
        for question in again.questions
        for answer in question.answers
    ] == [
        (answer.guest, answer.paragraphs, answer.starts)
        for question in DRAFT.questions
        for answer in question.answers
    ]
    assert again.introduction == DRAFT.introduction
    assert [replace(guest, confidence=1.0) for guest in DRAFT.guests] == list(again.guests)
    assert (again.text, again.repairs) == (DRAFT.text, DRAFT.repairs)
    assert [gap.start for gap in again.gaps] == [gap.start for gap in DRAFT.gaps]


def test_nothing_proposed_goes_on_until_it_is_accepted(copy):
    assert copy.practices
    assert not as_draft(copy).practices

    editing.set_all(copy, "practices", "accepted")

    assert [practice.name for practice in as_draft(copy).practices] == [
        practice.name for practice in copy.practices
    ]


def test_a_rejected_piece_stays_out_when_all_others_are_accepted(copy):
    first = copy.practices[0]
    editing.set_state(copy, "practices", first.key, "rejected")

    editing.set_all(copy, "practices", "accepted")

    assert first.name not in [practice.name for practice in as_draft(copy).practices]


def test_a_paragraph_can_be_given_to_another_speaker(copy):
    editing.assign(copy, [place(copy, "去年党组织")], role="answer", guest=copy.guest_named("李兰"))

    assert said(copy)[0][1][1] == (
        "李兰",
        ["去年党组织达到120个。", "我们的党员太少。支部书记都是兼职。"],
    )


def test_a_paragraph_can_become_a_question(copy):
    editing.assign(copy, [place(copy, "去年党组织")], role="question")

    assert [question for question, _ in said(copy)] == [
        "你们怎样开展党建工作？",
        "去年党组织达到120个。",
        "今后有什么打算？",
    ]


def test_an_answer_is_split_and_joined_again(copy):
    second = place(copy, "去年党组织")
    before = said(copy)
    editing.split(copy, [second])
    assert len(said(copy)[0][1]) == 3

    editing.join(copy, [second])

    assert said(copy) == before


def test_a_paragraph_is_cut_and_its_second_half_given_away(copy):
    offset = copy.text.index("支部书记都是兼职")
    second = editing.cut(copy, offset)
    editing.assign(copy, [second], role="answer", guest=copy.guest_named("周明"))
    assert said(copy)[0][1][-2:] == [
        ("李兰", ["我们的党员太少。"]),
        ("周明", ["支部书记都是兼职。"]),
    ]

    editing.join(copy, [second])

    assert said(copy)[0][1][-1] == ("李兰", ["我们的党员太少。支部书记都是兼职。"])


def test_what_is_no_part_of_the_conversation_is_left_out(copy):
    editing.assign(copy, [place(copy, "去年党组织")], role="none")

    assert "去年党组织达到120个。" not in str(said(copy))


def test_a_corrected_name_reaches_every_answer(copy):
    copy.piece("guests", copy.guest_named("李兰")).name = "李岚"

    assert ("李岚", ["我们的党员太少。支部书记都是兼职。"]) in said(copy)[0][1]


def test_a_correction_moves_everything_behind_it(copy):
    start = copy.text.index("120")
    quotes = [copy.quote(fact) for fact in copy.facts]
    editing.correct_by_hand(copy, start, start + 3, "1200")

    assert "去年党组织达到1200个。" in said(copy)[0][1][0][1]
    assert said(copy)[1] == ("今后有什么打算？", [("周明", ["继续做下去。"])])
    assert [copy.quote(fact) for fact in copy.facts] == [
        quote.replace("120个", "1200个") for quote in quotes
    ]
    assert [(repair.before, repair.after) for repair in as_draft(copy).repairs] == [("120", "1200")]


def test_an_open_question_about_the_text_takes_a_reading_or_keeps_the_words():
    draft = next(
        replace(DRAFT, repairs=(replace(repair, accepted=False, after="创新", options=("创新",)),))
        for repair in DRAFT.repairs
        if repair.rule == "D3"
    )
    copy = working_copy(draft)
    repair = copy.repairs[0]
    words = copy.text[repair.start : repair.end]
    repair.before = words
    assert copy.open_repairs() == [repair]

    editing.settle_repair(copy, repair.key, words="创新")
    assert copy.text[repair.start : repair.end] == "创新"
    assert not copy.open_repairs()

    editing.settle_repair(copy, repair.key, words=None)
    assert copy.text == draft.text
    assert not as_draft(copy).repairs[0].accepted


def test_selected_words_become_a_practice_of_whoever_says_them(copy):
    start = copy.text.index("联活动")
    key = editing.add_practice(copy, "联活动", start=start, end=start + 3).key
    editing.add_evidence(
        copy, key, start=copy.text.index("继续做"), end=copy.text.index("继续做") + 5
    )

    (practice,) = as_draft(copy).practices
    assert (practice.name, practice.guest, practice.quote) == ("联活动", "周明", "联活动")
    assert [copy.text[start:end] for start, end in practice.further] == ["继续做下去"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(
            lambda copy: editing.assign(copy, [], role="question"),
            "请先勾选段落",
            id="no block chosen",
        ),
        pytest.param(
            lambda copy: editing.assign(copy, [999], role="question"),
            "刷新页面",
            id="a block that is not there",
        ),
        pytest.param(
            lambda copy: editing.assign(copy, [0], role="answer", guest="g99"),
            "刷新页面",
            id="a speaker who is not there",
        ),
        pytest.param(
            lambda copy: editing.assign(copy, [0], role="anything"), "请选择", id="an unknown role"
        ),
        pytest.param(lambda copy: editing.join(copy, [0]), "第一段", id="nothing to join to"),
        pytest.param(lambda copy: editing.cut(copy, 0), "中间", id="a cut at the edge"),
        pytest.param(
            lambda copy: editing.correct_text(copy, 0, len(copy.text), "x"),
            "一段之内",
            id="words of several paragraphs",
        ),
        pytest.param(
            lambda copy: editing.correct_by_hand(copy, 3, 3, "x"),
            "先选取",
            id="nothing selected to correct",
        ),
        pytest.param(
            lambda copy: editing.add_practice(copy, "x", start=5, end=5),
            "先在原文里选取",
            id="nothing selected",
        ),
        pytest.param(lambda copy: editing.add_guest(copy, "周明"), "已经在", id="a guest twice"),
        pytest.param(
            lambda copy: editing.add_guest(copy, " "), "姓名", id="a guest without a name"
        ),
        pytest.param(
            lambda copy: editing.set_state(copy, "repairs", "r1", "accepted"),
            "请选择",
            id="a repair accepted as a record",
        ),
        pytest.param(
            lambda copy: editing.set_state(copy, "facts", "none", "accepted"),
            "刷新页面",
            id="a fact that is not there",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_changes_nothing(copy, change, sentence):
    before = copy.as_json()

    with pytest.raises(CannotEdit, match=sentence):
        change(copy)

    assert copy.as_json() == before


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_correction_changes_no_words_elsewhere(data):
    copy = working_copy(draft_from(Document(text=TALK), published_on="2021"))
    line = data.draw(st.sampled_from(copy.text.split("\n")))
    first = copy.text.index(line)
    start = data.draw(st.integers(first, first + len(line)))
    end = data.draw(st.integers(start, first + len(line)))
    words = data.draw(st.text("改正的字", max_size=6))
    expected = copy.text[:start] + words + copy.text[end:]
    far = [
        (item, copy.text[item.start : item.end])
        for item in copy.spans()
        if item.end <= start or item.start > end
    ]

    editing.correct_text(copy, start, end, words)

    assert copy.text == expected
    assert all(0 <= item.start <= item.end <= len(copy.text) for item in copy.spans())
    assert all(
        copy.text[item.start : item.end] == quote or (item.end == start + len(words) and words)
        for item, quote in far
    )
