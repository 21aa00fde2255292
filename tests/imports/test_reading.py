"""Bytes become text, or a sentence that says why not."""

import pytest

from imports.draft import UnreadableDocument
from imports.reading import MAX_BYTES, read, read_bytes

TEXT = "特邀嘉宾：\n江北高新区党工委书记 赵明\n记者：怎样抓好党建工作？\n赵明：先抓支部。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_chinese_encodings_are_told_apart(encoding):
    assert read_bytes(TEXT.encode(encoding)).text == TEXT


def test_traditional_text_in_big5_is_read():
    text = "特邀嘉賓：\n江北高新區黨工委書記 趙明\n記者：怎樣抓好黨建工作？"
    assert read_bytes(text.encode("big5")).text == text


def test_layout_is_dropped_and_every_paragraph_is_a_line():
    assert (
        read_bytes("　　第一段\r\n\r\n\t第二段 \r第三段".encode()).text == "第一段\n第二段\n第三段"
    )


def test_the_same_bytes_have_the_same_fingerprint():
    assert read_bytes(TEXT.encode()).fingerprint == read_bytes(TEXT.encode()).fingerprint
    assert read_bytes(TEXT.encode()).fingerprint != read_bytes(TEXT.encode("gbk")).fingerprint


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "空"),
        (b"\n \n", "空"),
        (b"\x00\x01\x02" * 50, "不是文本"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "图片"),
        (b"%PDF-1.7\n", "PDF"),
        (b"%PDF-1.7\n/Encrypt", "加密"),
        (b"PK\x03\x04rest", "Word"),
        (b"\xd0\xcf\x11\xe0rest", "Office"),
        (b"<!DOCTYPE html><html><body>a</body></html>", "网页"),
        (b"a" * (MAX_BYTES + 1), "太大"),
    ],
    ids=["empty", "blank", "binary", "png", "pdf", "locked-pdf", "zip", "ole", "html", "large"],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(content, complaint):
    with pytest.raises(UnreadableDocument, match=complaint) as refused:
        read_bytes(content)
    assert "\n" not in str(refused.value)


def test_a_path_that_leads_nowhere_is_refused(tmp_path):
    for path in (tmp_path / "missing.txt", tmp_path, "a\x00b"):
        with pytest.raises(UnreadableDocument):
            read(path)
