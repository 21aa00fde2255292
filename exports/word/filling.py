"""Placeholders of a template, and putting words and blocks in their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element

from editorial.tables.cells import plain_text

BODY, CONTENTS = "正文", "目录"
# Word cuts what is typed into runs as it likes: {{ 标题 }} is looked for in the whole paragraph.
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_TEXT, _PARAGRAPH = qn("w:t"), qn("w:p")
_SECTION, _TYPE = f"{qn('w:pPr')}/{qn('w:sectPr')}", qn("w:type")
_REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def parts_of(document: Document) -> Iterator[_Element]:
    """Yield the body, and the headers and footers, of a document."""
    yield document.element.body
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/header", "/footer")):
            yield relation.target_part.element


def placeholders(document: Document) -> set[str]:
    """Return the names of all placeholders in a document."""
    found = set()
    for root in parts_of(document):
        for paragraph in root.iter(_PARAGRAPH):
            found.update(_PLACE.findall(_read(paragraph)))
    return found


def paragraph_of(document: Document, name: str) -> _Element | None:
    """Return the paragraph of the body itself that a placeholder stands in."""
    for child in document.element.body:
        if child.tag == _PARAGRAPH and name in _PLACE.findall(_read(child)):
            return child
    return None


def fill(document: Document, values: Mapping[str, str]) -> None:
    """Put words in the place of their names, in the look of the first run of each."""
    for root in parts_of(document):
        for paragraph in root.iter(_PARAGRAPH):
            _fill_paragraph(paragraph, values)


def _read(paragraph: _Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(_TEXT))


def _fill_paragraph(paragraph: _Element, values: Mapping[str, str]) -> None:
    texts = list(paragraph.iter(_TEXT))
    matches = [one for one in _PLACE.finditer(_read(paragraph)) if one[1] in values]
    # From the last to the first: places before stay true.
    for match in reversed(matches):
        start = 0
        inserted = plain_text(values[match[1]])
        for text in texts:
            words = text.text or ""
            end = start + len(words)
            left, right = max(match.start(), start), min(match.end(), end)
            if left < right:
                text.text = words[: left - start] + inserted + words[right - start :]
                text.set(_SPACE, "preserve")
                inserted = ""
            start = end
    for text in texts:
        _break_lines(text)


def _break_lines(text: _Element) -> None:
    """Have the lines of what was put in stand under each other."""
    first, *others = (text.text or "").split("\n")
    text.text = first
    for line in reversed(others):
        more = text.makeelement(_TEXT, {_SPACE: "preserve"})
        more.text = line
        text.addnext(more)
        text.addnext(text.makeelement(qn("w:br"), {}))


def put_blocks(paragraph: _Element, blocks: list[_Element]) -> None:
    """Put blocks where a paragraph stands; what it says of the section stays, behind them."""
    section = paragraph.find(_SECTION)
    for block in blocks:
        paragraph.addprevious(block)
    if section is None:
        paragraph.getparent().remove(paragraph)
        return
    for text in paragraph.iter(_TEXT):
        text.text = ""


def drop_before(document: Document, paragraph: _Element) -> None:
    """Take away the sections before the one that a paragraph stands in: cover and contents."""
    before = list(paragraph.itersiblings(preceding=True))
    ends = [one for one in before if one.find(_SECTION) is not None]
    after = [paragraph, *paragraph.itersiblings()]
    kept = next((one.find(_SECTION) for one in after if one.find(_SECTION) is not None), None)
    for one in ends:
        _inherit(kept if kept is not None else document.element.body.sectPr, one.find(_SECTION))
    if ends:
        for one in before[before.index(ends[0]) :]:
            document.element.body.remove(one)


def _inherit(section: _Element, earlier: _Element) -> None:
    """Give a section the headers and footers that it takes over from an earlier one."""
    own = {(one.tag, one.get(_TYPE)) for one in section.iterchildren(*_REFERENCES)}
    for reference in reversed(list(earlier.iterchildren(*_REFERENCES))):
        if (reference.tag, reference.get(_TYPE)) not in own:
            section.insert(0, reference)
