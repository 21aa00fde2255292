"""Step one: bytes to text. Plain text is read here, in the encodings Chinese files come in.

Encodings are tried strictly, never with replacement characters: a wrong guess would damage a
text that was whole. GB18030 and Big5 share most byte pairs, so when both decode, the reading
with the commoner characters wins.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

from imports.draft import Document, UnreadableDocument
from imports.language import commonness

MAX_BYTES = 20 * 1024 * 1024

_SAMPLE = 4000  # characters; enough to tell one encoding from another
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ONLY_TEXT = "目前只能读取纯文本（.txt），请先另存为纯文本再导入"
_FOREIGN_FORMATS = (
    (b"%PDF", f"这是 PDF 文件，{_ONLY_TEXT}。"),
    (b"PK\x03\x04", f"这是 Word 文档或压缩包，{_ONLY_TEXT}。"),
    (b"\xd0\xcf\x11\xe0", f"这是旧版 Word 文档或加密的 Office 文件，{_ONLY_TEXT}。"),
    (b"{\\rtf", f"这是 RTF 文件，{_ONLY_TEXT}。"),
)
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def read(path: Path | str) -> Document:
    """The document in a file. Raises `UnreadableDocument` with a sentence for the editor."""
    path = Path(path)
    try:
        if path.is_dir():
            raise UnreadableDocument(f"这是文件夹，不是文件：{path}")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableDocument(_too_large(path.stat().st_size))
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument(f"找不到文件：{path}") from None
    except (OSError, ValueError):  # ValueError: a path with a NUL in it
        raise UnreadableDocument(f"无法打开文件：{path}") from None
    return read_bytes(data, file_name=path.name)


def read_bytes(data: bytes, *, file_name: str = "") -> Document:
    """The document in these bytes, as from an upload. Raises `UnreadableDocument`."""
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(_too_large(len(data)))
    _refuse_other_formats(data)
    text, encoding = _decode(data)
    if _MARKUP.match(text):
        raise UnreadableDocument(f"这是网页文件，{_ONLY_TEXT}。")
    text = one_paragraph_a_line(text)
    if not text:
        raise UnreadableDocument("文件是空的，没有可以导入的文字。")
    return Document(
        text=text,
        file_name=file_name,
        encoding=encoding,
        fingerprint=hashlib.sha256(data).hexdigest(),
    )


def one_paragraph_a_line(text: str) -> str:
    """The words of a text without its layout: no blank lines, indents, controls, odd spaces."""
    text = _LINE_ENDS.sub("\n", text)
    text = _SURROGATES.sub("", _CONTROLS.sub("", _INVISIBLE.sub("", text)))
    text = text.replace("\t", " ").replace("\u00a0", " ")
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(b"%PDF") and b"/Encrypt" in data:
        raise UnreadableDocument("这是加密的 PDF 文件，请先解除密码并另存为纯文本（.txt）再导入。")
    for magic, message in _FOREIGN_FORMATS:
        if data.startswith(magic):
            raise UnreadableDocument(message)


def _decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding that it was found to be in."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _strictly(data, encoding)
            return _not_binary(text, encoding)
    if b"\x00" in data:
        raise UnreadableDocument("这不是文本文件，无法读取。")
    text = _strictly(data, "utf-8")
    if text is not None:
        return _not_binary(text, "utf-8")
    readings = [(_strictly(data, encoding), encoding) for encoding in ("gb18030", "big5hkscs")]
    possible = [(text, encoding) for text, encoding in readings if text is not None]
    if not possible:
        raise UnreadableDocument("文件的文字编码无法识别，请另存为 UTF-8 编码的纯文本再导入。")
    text, encoding = max(possible, key=lambda reading: commonness(reading[0][:_SAMPLE]))
    return _not_binary(text, encoding)


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


def _too_large(size: int) -> str:
    return f"文件太大（{size / 1024 / 1024:.1f} MB），上限是 {MAX_BYTES // 1024 // 1024} MB。"
