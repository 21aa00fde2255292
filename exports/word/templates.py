"""The templates of a site: an office's own, if they are sound, else the built-in ones.

An office may change fonts, sizes, the cover, headers and footers, and add what it likes. What must
stay are the styles, by their names, and the place of the text. No language of templates is read:
placeholders are names that are replaced by words.
"""

from __future__ import annotations

import io
import logging
import zipfile
from pathlib import Path

import docx
from django.conf import settings
from docx.document import Document

from . import built_in, filling
from .layout import BRIEF, OFFICIAL
from .styles import found, needed

log = logging.getLogger(__name__)

NAMES = {"compilation": "材料汇编", "brief": "一页通"}
LARGEST = 10 * 2**20
# What must stand in each template, in a paragraph of its own outside tables.
_PLACES = {"compilation": (filling.CONTENTS, filling.BODY), "brief": (filling.BODY,)}
_GRIDS = {"compilation": OFFICIAL, "brief": BRIEF}
# What a package may be unpacked to: a small file can pretend to be a large one.
_MOST_UNPACKED = 100 * 2**20


class Unsound(Exception):
    """A template cannot be used; the sentences say why."""

    def __init__(self, *sentences: str):
        super().__init__("；".join(sentences))
        self.sentences = sentences


def folder() -> Path | None:
    """Return where an office keeps its own templates; None where it has none."""
    return Path(settings.WORD_TEMPLATES) if settings.WORD_TEMPLATES else None


def path_of(name: str) -> Path | None:
    """Return the office's own template, if there is one."""
    place = folder()
    path = place / f"{name}.docx" if place else None
    return path if path and path.is_file() else None


def opened(name: str) -> Document:
    """Return the template to fill: what cannot be used is said in the log, and stood in for."""
    if path := path_of(name):
        try:
            return read(name, path)
        except Unsound as problem:
            log.warning("Word 模板 %s 不能用，已改用内置模板：%s", path, problem)
    return docx.Document(io.BytesIO(built_in.template(name)))


def read(name: str, path: Path) -> Document:
    """Return an office's template; raises `Unsound`."""
    try:
        if path.stat().st_size > LARGEST:
            raise Unsound(f"文件超过 {LARGEST // 2**20} MB")
        data = path.read_bytes()
    except OSError:
        raise Unsound("文件读不了") from None
    document = _document(data)
    if problems := list(_missing(name, document)):
        raise Unsound(*problems)
    return document


def _document(data: bytes) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _MOST_UNPACKED:
                raise Unsound("文件解开以后太大")
        document = docx.Document(io.BytesIO(data))
        # Templates are of the same parts as documents; these are read now, and not when filled.
        list(document.styles)
        list(filling.parts_of(document))
    except Unsound:
        raise
    except Exception:
        raise Unsound("不是 Word 文档（.docx），或者已经损坏") from None
    return document


def _missing(name: str, document: Document):
    """Yield a sentence for everything that a document cannot be filled without."""
    known = found(document)
    lacking = [style for style in needed(_GRIDS[name]) if style not in known]
    if lacking:
        yield f"缺少样式：{'、'.join(lacking)}"
    for place in _PLACES[name]:
        if filling.paragraph_of(document, place) is None:
            yield f"缺少单独成段的 {{{{ {place} }}}}"
    if document.element.body.sectPr is None:
        yield "缺少页面设置"
