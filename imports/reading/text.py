"""Plain text, and the bytes of web pages: which encoding, and one paragraph a line.

Encodings are tried strictly, never with replacement characters: a wrong guess would damage a
text that was whole. GB18030 and Big5 share most byte pairs, so when both decode, the reading
with the commoner characters wins. A web page's own declaration is tried before guessing.
"""

from __future__ import annotations

import codecs
import re

from imports.draft import UnreadableDocument
from imports.language import commonness

_SAMPLE = 4000  # characters; enough to tell one encoding from another
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # bytes
# What pages call GB 2312 has long held characters outside of it; likewise Big5.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}
_WIDER |= {"utf-8": "utf-8", "utf8": "utf-8"}
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def one_paragraph_a_line(text: str) -> str:
    """The words of a text without its layout: no blank lines, indents, controls, odd spaces."""
    text = _LINE_ENDS.sub("\n", text)
    text = _SURROGATES.sub("", _CONTROLS.sub("", _INVISIBLE.sub("", text)))
    text = text.replace("\t", " ").replace("\u00a0", " ")
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def is_markup(text: str) -> bool:
    """Whether a text is a web page."""
    return bool(_MARKUP.match(text))


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding that it was found to be in. Raises `UnreadableDocument`."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _strictly(data, encoding)
            return _not_binary(text, encoding)
    if b"\x00" in data:
        raise UnreadableDocument("这不是文本文件，无法读取。")
    for encoding in ("utf-8", *_declared(data)):
        text = _strictly(data, encoding)
        if text is not None:
            return _not_binary(text, encoding)
    readings = [(_strictly(data, encoding), encoding) for encoding in ("gb18030", "big5hkscs")]
    possible = [(text, encoding) for text, encoding in readings if text is not None]
    if not possible:
        raise UnreadableDocument("文件的文字编码无法识别，请另存为 UTF-8 编码的纯文本再导入。")
    text, encoding = max(possible, key=lambda reading: commonness(reading[0][:_SAMPLE]))
    return _not_binary(text, encoding)


def _declared(data: bytes) -> list[str]:
    """The encoding that a web page says it has, if it is one of those that are read."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    name = match[1].decode("ascii", "ignore").lower() if match else ""
    return [_WIDER[name]] if name in _WIDER and b"<" in data[:_DECLARED_WITHIN] else []


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _not_binary(text: str | None, encoding: str) -> tuple[str, str]:
    """Text has hardly any control characters; a picture or a program is full of them."""
    if text is None or "\x00" in text or len(_CONTROLS.findall(text)) > len(text) // 100:
        raise UnreadableDocument("这不是文本文件，无法读取。")
    return text, encoding
