"""Word documents (.docx): paragraphs, cells of tables and text boxes in the order of the page.

python-docx opens the package; the text is read off the XML, because its own `Paragraph.text`
leaves out what was inserted with changes tracked. Pictures, notes, headers and footers are left.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn

from editorial.packages import MOST_PARTS, declares_entities, xml_size
from imports.draft import Document, UnreadableDocument
from imports.reading.numbering import Numbering
from imports.reading.text import one_paragraph_a_line

_LARGEST_TEXT = 64 * 1024 * 1024  # bytes of all XML, unpacked: its tree takes several times as much
_LARGEST_WHOLE = 256 * 1024 * 1024  # bytes of all parts, unpacked
_ODD = "这个 Word 文档里有不该有的内容，没有导入。请把文字复制到新的文档再试。"
_BROKEN = "这个 Word 文档已经损坏，打不开。请用 Word 或 WPS 修复后另存为 .docx 再导入。"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_TEXT = {_MC_FALLBACK, qn("w:moveFrom"), qn("w:del")}
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
# What programs write where nobody wrote a title or a name.
_NOBODY = {
    "",
    "python-docx",
    "administrator",
    "admin",
    "user",
    "microsoft",
    "lenovo",
    "windows 用户",
}
_NO_TITLE = ("文档", "新建", "word document", "microsoft word", "untitled", "ole_", "幻灯片")


def read_word(data: bytes) -> Document:
    """The text of a .docx file. Raises `UnreadableDocument`."""
    _check_package(data)
    try:
        package = docx.Document(io.BytesIO(data))
        text = "\n".join(_paragraphs(package))
        properties = package.core_properties
        title, author = properties.title or "", properties.author or ""
    except Exception:  # a broken package makes the library raise whatever it stumbles over
        raise UnreadableDocument(_BROKEN) from None
    return Document(
        text=one_paragraph_a_line(text),
        title=_unless(title.strip(), title.strip().lower().startswith(_NO_TITLE)),
        author=_unless(author.strip(), author.strip().lower() in _NOBODY or author.isascii()),
        encoding="docx",
    )


def _unless(value: str, is_nothing: bool) -> str:
    return "" if is_nothing else value


def _check_package(data: bytes) -> None:
    """Refuse what is no Word document, and what would unpack to more than it should."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_parts(package)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError):
        raise UnreadableDocument(_BROKEN) from None


def _check_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableDocument("这是加了密码的压缩包，请先解压，再导入里面的文件。")
    if "word/document.xml" not in package.namelist():
        raise UnreadableDocument(_other_package(package.namelist()))
    whole = sum(part.file_size for part in parts)
    is_large = whole > _LARGEST_WHOLE or xml_size(package) > _LARGEST_TEXT
    if len(parts) > MOST_PARTS or is_large:
        raise UnreadableDocument(
            "这个 Word 文档展开后大得不正常，没有导入。请把文字复制到新的文档再试。"
        )
    if declares_entities(package):
        raise UnreadableDocument(
            "这个 Word 文档里有不该有的内容，没有导入。请把文字复制到新的文档再试。"
        )


def _other_package(names: list[str]) -> str:
    folders = {name.partition("/")[0] for name in names}
    if "xl" in folders:
        return "这是 Excel 表格，不是文章。请把文字另存为 Word 文档再导入。"
    if "ppt" in folders:
        return "这是演示文稿，不是文章。请把文字另存为 Word 文档再导入。"
    return "这是压缩包，不是 Word 文档。请先解压，再导入里面的文件。"


def _paragraphs(package: docx.document.Document) -> Iterator[str]:
    numbering = Numbering(package)
    for paragraph in package.element.body.iter(qn("w:p")):
        if any(outer.tag in _NOT_TEXT for outer in paragraph.iterancestors()):
            continue
        text = "".join(_pieces(paragraph))
        if text.strip():
            yield numbering.before(paragraph) + text


def _pieces(paragraph) -> Iterator[str]:
    """The words of a paragraph without those of the text boxes that hang on it."""
    for child in paragraph:
        if child.tag in _NOT_TEXT or child.tag == qn("w:pPr"):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag != qn("w:p"):
            yield from _pieces(child)
