"""Paragraph numbers that stay with their paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from interviews.anchors import renumber

BEFORE = [
    "高新区承载着区域快速发展的重大使命任务。",
    "以重庆高新区为例，党员数量少，教育管理难。",
    "因此要抓实党建工作，把支部建在产业链上。",
]
NUMBERS = [1, 2, 3]


def numbers_after(after, before=BEFORE, numbers=NUMBERS, last=3):
    return renumber(before, numbers, after, last)


def test_nothing_changes_when_nothing_changes():
    assert numbers_after(BEFORE) == ([1, 2, 3], 3)


def test_a_paragraph_put_in_front_gets_a_new_number():
    assert numbers_after(["大家好，我先说几句。", *BEFORE]) == ([4, 1, 2, 3], 4)


def test_a_reworded_paragraph_keeps_its_number():
    after = [BEFORE[0], BEFORE[1].replace("难", "不易") + "队伍不稳。", BEFORE[2]]
    assert numbers_after(after) == ([1, 2, 3], 3)


def test_another_paragraph_in_its_place_gets_a_new_number():
    after = [BEFORE[0], "无人机公益云讲堂已经举办了十期。", BEFORE[2]]
    assert numbers_after(after) == ([1, 4, 3], 4)


def test_the_number_of_a_deleted_paragraph_is_not_given_again():
    numbers, last = numbers_after(BEFORE[:2])
    assert (numbers, last) == ([1, 2], 3)
    after = [*BEFORE[:2], "无人机公益云讲堂已经举办了十期。"]
    assert renumber(BEFORE[:2], numbers, after, last) == ([1, 2, 4], 4)


def test_numbers_move_with_their_paragraphs():
    assert numbers_after([BEFORE[2], BEFORE[0], BEFORE[1]]) == ([3, 1, 2], 3)
    assert numbers_after(BEFORE[::-1]) == ([3, 2, 1], 3)


def test_a_paragraph_that_is_moved_and_reworded_keeps_its_number():
    after = [BEFORE[2].replace("抓实", "抓牢"), BEFORE[0], BEFORE[1]]
    assert numbers_after(after) == ([3, 1, 2], 3)


def test_of_two_that_are_alike_the_more_alike_keeps_the_number():
    before = ["党员亮身份，工作亮标准，服务亮承诺。"]
    after = ["党员亮身份，工作有标准，服务有承诺。", "党员亮身份，工作亮标准，服务亮承诺！"]
    assert renumber(before, [1], after, 1) == ([2, 1], 2)


def test_of_two_that_are_equally_alike_the_nearer_keeps_the_number():
    twice = "党员亮身份，工作亮标准，服务亮承诺。"
    before = [twice, BEFORE[0], twice]
    after = [BEFORE[0], "无人机公益云讲堂已经举办了十期。", twice.replace("亮标准", "有标准")]
    assert renumber(before, [1, 2, 3], after, 3) == ([2, 4, 3], 4)


PARAGRAPHS = st.lists(
    st.text("党建共联难", min_size=1, max_size=8) | st.sampled_from(BEFORE), max_size=6
)


@given(PARAGRAPHS, st.lists(PARAGRAPHS, min_size=1, max_size=4))
def test_over_any_edits_numbers_are_unique_and_never_given_twice(first, edits):
    numbers, last = renumber([], [], first, 0)
    assert numbers == list(range(1, len(first) + 1))
    gone = set()
    before = first
    for after in edits:
        carried, new_last = renumber(before, numbers, after, last)
        assert len(carried) == len(set(carried)) == len(after)
        assert gone.isdisjoint(carried)
        assert {number for number in carried if number > last} == set(range(last + 1, new_last + 1))
        gone |= set(numbers) - set(carried)
        before, numbers, last = after, carried, new_last


@given(
    st.lists(st.text("党建共联难", min_size=1, max_size=8), unique=True, max_size=6),
    st.randoms(use_true_random=False),
)
def test_in_any_new_order_every_paragraph_keeps_its_number(paragraphs, random):
    numbers, last = renumber([], [], paragraphs, 0)
    shuffled = random.sample(list(zip(paragraphs, numbers, strict=True)), len(paragraphs))
    after = [paragraph for paragraph, _ in shuffled]
    assert renumber(paragraphs, numbers, after, last) == ([n for _, n in shuffled], last)
