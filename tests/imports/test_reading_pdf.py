"""PDF files with a text layer are read paragraph by paragraph; others are refused with a reason."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.draft import UnreadableDocument
from imports.reading import read, read_bytes

FILES = Path(__file__).with_name("files")
INTERVIEW = FILES / "interview.pdf"


def test_lines_are_joined_to_the_paragraphs_they_were():
    lines = read(INTERVIEW).text.split("\n")

    assert lines[0] == "共建先锋园区——访临江高新区党工委副书记 欧阳青山"
    assert lines[4].startswith("欧阳青山：我们从产业链入手，把同一条链上的小企业组织在一起")
    assert lines[4].endswith("去年一年新建党组织46个，覆盖企业312家。")
    assert len(lines) == 8 + 15


def test_page_numbers_and_running_heads_are_dropped():
    text = read(INTERVIEW).text

    assert "园区党建 2023年第4期" not in text
    assert not [line for line in text.split("\n") if line.startswith("—")]


def test_the_title_of_the_file_is_kept():
    assert read(INTERVIEW).title == "共建先锋园区"


@pytest.mark.parametrize(
    ("name", "complaint"), [("scanned.pdf", "没有文字层"), ("locked.pdf", "加密")]
)
def test_what_cannot_be_read_says_what_to_do(name, complaint):
    with pytest.raises(UnreadableDocument, match=complaint):
        read(FILES / name)


def test_a_truncated_file_is_refused_or_read():
    whole = INTERVIEW.read_bytes()
    for share in (0.1, 0.5, 0.9):
        with pytest.raises(UnreadableDocument):
            read_bytes(whole[: int(len(whole) * share)], file_name="a.pdf")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_file_whatever_raises_anything_else(data):
    kinds = [INTERVIEW.read_bytes()[:20_000], b"PK\x03\x04" + b"a" * 300, b"<html><p>" + b"x" * 99]
    content = bytearray(data.draw(st.sampled_from(kinds)))
    for _ in range(data.draw(st.integers(0, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(UnreadableDocument):
        read_bytes(bytes(content))
