"""Step one: bytes to text. Word, web pages, PDF with a text layer and plain text are read.

What a file is, its content says, not its name; but a name that promises another format than the
content keeps is a mistake that an editor should hear of. Nothing is ever fetched from elsewhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from imports.draft import Document, UnreadableDocument
from imports.reading.formats import Format, format_of
from imports.reading.text import decode, is_markup, one_paragraph_a_line

__all__ = ["MAX_BYTES", "one_paragraph_a_line", "read", "read_bytes"]

MAX_BYTES = 20 * 1024 * 1024


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
    if not data.strip():
        raise UnreadableDocument("文件是空的，没有可以导入的文字。")
    document = _read(data, format_of(data, file_name))
    if not document.text:
        raise UnreadableDocument("文件里没有可以导入的文字。")
    return replace(document, file_name=file_name, fingerprint=hashlib.sha256(data).hexdigest())


def _read(data: bytes, found: Format) -> Document:
    # Loaded when they are needed: the libraries take 30 MB, and most workers never read a document.
    if found is Format.WORD:
        from imports.reading.word import read_word

        return read_word(data)
    if found is Format.PDF:
        from imports.reading.pdf import read_pdf

        return read_pdf(data)
    text, encoding = decode(data)
    if is_markup(text):
        from imports.reading.web import read_page

        return read_page(text, encoding)
    return Document(text=one_paragraph_a_line(text), encoding=encoding)


def _too_large(size: int) -> str:
    return f"文件太大（{size / 1024 / 1024:.1f} MB），上限是 {MAX_BYTES // 1024 // 1024} MB。"
