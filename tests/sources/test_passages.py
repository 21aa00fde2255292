"""A text is cut where its spans begin and end, and no character is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.passages import Segment, Span, cut, cut_paragraphs, parse_at, runs, spans_of

TEXT = "甲乙丙丁戊己庚辛壬癸"
SPANS = st.lists(
    st.builds(Span, st.integers(-5, 40), st.integers(-5, 40), st.sampled_from("xyz")), max_size=8
)


def pieces(segments):
    return [(segment.text, "".join(segment.values)) for segment in segments]


def test_a_span_parts_the_text_in_three():
    segments = cut(TEXT, [Span(2, 5, "x")])
    assert pieces(segments) == [("甲乙", ""), ("丙丁戊", "x"), ("己庚辛壬癸", "")]


def test_overlapping_spans_share_a_piece_innermost_first():
    segments = cut(TEXT, [Span(0, 8, "x"), Span(6, 9, "y")])
    assert pieces(segments) == [("甲乙丙丁戊己", "x"), ("庚辛", "yx"), ("壬", "y"), ("癸", "")]


def test_nested_spans_show_the_innermost():
    segments = cut(TEXT, [Span(2, 4, "y"), Span(0, 10, "x")])
    assert [segment.value for segment in segments] == ["x", "y", "x"]


def test_of_equally_long_spans_the_later_one_comes_first_whatever_their_order():
    first, second = Span(0, 4, "x"), Span(2, 6, "y")
    assert cut(TEXT, [first, second]) == cut(TEXT, [second, first])
    assert cut(TEXT, [first, second])[1].values == ("y", "x")


def test_spans_beyond_the_text_are_clipped_and_empty_ones_left_out():
    assert pieces(cut("甲乙", [Span(-3, 1, "x"), Span(1, 1, "y"), Span(7, 9, "z")])) == [
        ("甲", "x"),
        ("乙", ""),
    ]


def test_offsets_count_in_the_whole():
    assert pieces(cut("丙丁", [Span(3, 9, "x")], offset=2)) == [("丙", ""), ("丁", "x")]


@given(st.text("甲乙\n", max_size=30), SPANS)
def test_segments_joined_are_the_text(text, spans):
    segments = cut(text, spans)
    assert "".join(segment.text for segment in segments) == text
    for segment in segments:
        assert text.startswith(segment.text, segment.start)
        for place in range(segment.start, segment.start + len(segment.text)):
            covering = [span.value for span in spans if span.start <= place < span.end]
            assert sorted(segment.values) == sorted(covering)


@given(st.text("甲乙\n", max_size=30), SPANS)
def test_runs_keep_the_text_and_have_no_equal_neighbours(text, spans):
    joined = runs(cut(text, spans))
    assert "".join(segment.text for segment in joined) == text
    assert all(a.value != b.value for a, b in pairwise(joined))


@given(st.text("甲 \n", max_size=30), SPANS)
def test_paragraphs_are_the_lines_that_hold_something(text, spans):
    paragraphs = cut_paragraphs(text, spans)
    lines = {number: line for number, line in enumerate(text.split("\n"), 1) if line.strip()}
    assert {p.number: "".join(s.text for s in p.segments) for p in paragraphs} == lines


def test_a_span_over_two_paragraphs_marks_both():
    first, second = cut_paragraphs("甲乙\n丙丁", [Span(1, 4, "x")])
    assert pieces(first.segments) == [("甲", ""), ("乙", "x")]
    assert second.segments == (Segment("丙", 3, ("x",)), Segment("丁", 4))
    assert second.anchor == "p2"


def test_spans_of_finds_every_place():
    assert spans_of("甲", "甲乙甲", "x") == [Span(0, 1, "x"), Span(2, 3, "x")]


@pytest.mark.parametrize(
    ("value", "passage"),
    [
        ("0-2", (0, 2)),
        ("1-5", (1, 5)),
        ("2-4", (3, 4)),
        ("0-3", (0, 2)),
        ("2-3", None),
        ("2-2", None),
        ("4-1", None),
        ("0-6", None),
        ("-1-3", None),
        ("a-b", None),
        ("0-2 ", None),
        ("０-２", None),
        ("9" * 10_000 + "-1", None),
        ("", None),
    ],
)
def test_the_asked_passage_is_read_or_refused(value, passage):
    assert parse_at(value, "甲乙\n丙丁") == passage
