"""PDF files with a text layer: lines joined to paragraphs, page numbers and running heads dropped.

Columns come in the order in which the file draws them, which is usually the order of reading.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter

import pypdf
from pypdf.errors import DependencyError

from imports.draft import Document, UnreadableDocument
from imports.language import is_han
from imports.reading.text import one_paragraph_a_line

MOST_PAGES = 2000
# What drawing all pages takes; forms that call forms may take it without end.
MOST_STEPS = 1_500_000
_BROKEN = "这个 PDF 文件已经损坏，打不开。请重新下载或另存后再导入。"
_ENCRYPTED = "这是加密的 PDF 文件，请先解除密码，另存后再导入。"
_SCANNED = "这个 PDF 是扫描件，没有文字层。请先做文字识别（OCR），再导入得到的 Word 或文本。"
_GARBLED = "这个 PDF 里的文字没有带编码，读出来是乱码。请把它转成 Word 文档再导入。"
_ENDLESS = "这个 PDF 画得异常复杂，没有导入。请把文字复制到 Word 文档再试。"
_FEWEST_CHINESE = 10  # characters; below this there is no article
_MOST_GARBLED = 0.05  # share of characters that no text has
_GARBAGE = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_PAGE_NUMBER = re.compile(r"[\s—－\-–·.|/第页共]*\d{0,4}[\s—－\-–·.|/第页共\d]*")
# What a paragraph begins with that no line inside one does: a label, a number, an indent.
_LABEL = re.compile(
    r"^(?:[【\[▲■●][^\n]{1,20}|[\u4e00-\u9fff·　 ]{1,12}[：:]|[QA问答]\d?[：:.]"
    r"|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[　\s]{2,})"
)
_FULL_LINE = 0.88  # of the usual width; a shorter line ends its paragraph
_RUNNING = 0.5  # share of pages on which a first or last line stands that is no text

# Writers of PDF confuse characters with the radicals that look the same (⼯ for 工, ⻓ for 长).
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_RADICALS |= str.maketrans(
    "⺟⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on odd files help no editor


def read_pdf(data: bytes) -> Document:
    """The text of a PDF file. Raises `UnreadableDocument`."""
    try:
        pages, title = _pages(data)
    except DependencyError:
        raise UnreadableDocument(_ENCRYPTED) from None
    except UnreadableDocument:
        raise
    except Exception:  # odd files make the library raise whatever it stumbles over
        raise UnreadableDocument(_ENCRYPTED if b"/Encrypt" in data else _BROKEN) from None
    text = "\n".join(pages)
    if sum(map(is_han, text)) < _FEWEST_CHINESE:
        garbled = len(text.strip()) > 10 * _FEWEST_CHINESE
        raise UnreadableDocument(_GARBLED if garbled else _SCANNED)
    if len(_GARBAGE.findall(text)) > _MOST_GARBLED * len(text):
        raise UnreadableDocument(_GARBLED)
    return Document(text=one_paragraph_a_line(_reflowed(pages)), title=title, encoding="pdf")


def _pages(data: bytes) -> tuple[list[str], str]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableDocument(_ENCRYPTED)
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableDocument(f"这个 PDF 超过 {MOST_PAGES} 页，请拆成单篇文章再导入。")
    steps = _Steps()
    pages = [
        page.extract_text(visitor_operand_before=steps).translate(_RADICALS)
        for page in reader.pages
    ]
    # The library goes on after an error within a form, and leaves the form out.
    steps.check()
    title = (reader.metadata.title or "").strip() if reader.metadata else ""
    return pages, title if any(map(is_han, title)) and "." not in title else ""


class _Steps:
    """Counts the steps of drawing, and refuses to take more than `MOST_STEPS`."""

    def __init__(self):
        self.number = 0

    def __call__(self, *drawing) -> None:
        self.number += 1
        self.check()

    def check(self) -> None:
        if self.number > MOST_STEPS:
            raise UnreadableDocument(_ENDLESS)


def _reflowed(pages: list[str]) -> str:
    lines = [line for page in _without_margins(pages) for line in page]
    widths = sorted(map(_width, lines))
    full = widths[int(0.9 * (len(widths) - 1))] * _FULL_LINE if widths else 0
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and not _LABEL.match(line):
            paragraphs[-1] += _joined(paragraphs[-1], line.strip())
        else:
            paragraphs.append(line.strip())
        goes_on = _width(line) >= full and len(line.strip()) > 1
    return "\n".join(paragraphs)


def _joined(before: str, line: str) -> str:
    """A space belongs between Latin words only."""
    latin = before[-1:].isascii() and before[-1:].isalnum() and line[:1].isascii()
    return f" {line}" if latin and line[:1].isalnum() else line


def _width(line: str) -> float:
    """How wide a line is set, in Chinese characters."""
    return sum(0.5 if char.isascii() else 1 for char in line.strip())


def _without_margins(pages: list[str]) -> list[list[str]]:
    """The lines of each page without its number and what stands at the edge of most pages."""
    split = [[line for line in page.split("\n") if line.strip()] for page in pages]
    edges = Counter(
        _edge(line) for lines in split for line in {*lines[:2], *lines[-2:]} if _edge(line)
    )
    least = max(3, _RUNNING * len(pages))
    kept = []
    for lines in split:
        inner = range(2, len(lines) - 2)
        kept.append(
            [
                line
                for place, line in enumerate(lines)
                if place in inner
                or not (edges[_edge(line)] >= least or _PAGE_NUMBER.fullmatch(line))
            ]
        )
    return kept


def _edge(line: str) -> str:
    return re.sub(r"[\d\s]", "", line)
