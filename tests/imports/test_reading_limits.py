"""What lies at the edge of what can be read."""

import pytest

from imports import reading
from imports.draft import UnreadableDocument
from imports.reading import read, read_bytes

TRADITIONAL = "高新區黨工委召開會議，研究企業黨建工作的開展情況。"


def test_big5_is_told_from_gb18030_although_both_decode():
    data = TRADITIONAL.encode("big5")
    assert data.decode("gb18030") != TRADITIONAL
    assert read_bytes(data).encoding == "big5hkscs"


def test_traditional_text_in_gb18030_is_not_taken_for_big5():
    document = read_bytes(TRADITIONAL.encode("gb18030"))
    assert (document.text, document.encoding) == (TRADITIONAL, "gb18030")


def test_bytes_of_no_chinese_encoding_are_refused():
    with pytest.raises(UnreadableDocument, match="编码"):
        read_bytes(b"\x81" * 31 + b"\xff")


def test_one_nul_among_words_makes_a_file_binary():
    with pytest.raises(UnreadableDocument, match="不是文本"):
        read_bytes("前\x00后".encode())


def test_a_file_of_just_the_limit_is_read_and_one_byte_more_is_not(monkeypatch, tmp_path):
    monkeypatch.setattr(reading, "MAX_BYTES", 6)
    path = tmp_path / "访谈.txt"
    path.write_bytes("党建".encode())
    assert read(path).file_name == "访谈.txt"
    path.write_bytes("党建.".encode())
    with pytest.raises(UnreadableDocument, match="太大"):
        read(path)


def test_invisible_characters_and_odd_spaces_go_and_words_stay():
    data = "第一\u200b段\u00a0有空格。\u2028第二\ufeff段。".encode()
    assert read_bytes(data).text == "第一段 有空格。\n第二段。"
