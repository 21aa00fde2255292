"""What a file is, by its first bytes; what is not read is refused with what to do instead."""

from __future__ import annotations

from enum import Enum
from pathlib import PurePath

from imports.draft import UnreadableDocument


class Format(Enum):
    WORD = "Word 文档（.docx）"
    PDF = "PDF"
    TEXT = "文字"


_ZIP, _PDF, _OLE = b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"
_PDF_WITHIN = 1024  # bytes; some writers put a line before the header
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_PROMISES = {".docx": Format.WORD, ".pdf": Format.PDF}


def format_of(data: bytes, file_name: str = "") -> Format:
    """The format of a file. Raises `UnreadableDocument` for those that are not read."""
    found = _by_content(data)
    promised = _PROMISES.get(PurePath(file_name).suffix.lower())
    if promised is not None and found is not promised:
        raise UnreadableDocument(
            f"文件名说它是 {promised.value}，内容却不是。请用原来的程序打开，重新保存后再导入。"
        )
    return found


def _by_content(data: bytes) -> Format:
    if data.startswith(_ZIP):
        return Format.WORD
    if _PDF in data[:_PDF_WITHIN]:
        return Format.PDF
    if data.startswith(_OLE):
        if _ENCRYPTED_OFFICE in data:
            raise UnreadableDocument("这是加了密码的 Office 文件，请先解除密码，另存后再导入。")
        raise UnreadableDocument(
            "这是旧版 Office 文件（.doc 等），请用 Word 或 WPS 另存为 .docx 再导入。"
        )
    if data.startswith(b"{\\rtf"):
        raise UnreadableDocument("这是 RTF 文件，请用 Word 或 WPS 另存为 .docx 再导入。")
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        raise UnreadableDocument("这是图片，没有文字。请先识别成文字，再导入。")
    if b"multipart/related" in data[:2000] and b"MIME-Version" in data[:2000]:
        raise UnreadableDocument("这是单个网页文件（.mht），请另存为“网页，仅 HTML”再导入。")
    return Format.TEXT
