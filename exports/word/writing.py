"""A draft as a Word document: blocks become paragraphs in the styles of a template.

The paragraphs are written as XML and parsed once: python-docx looks every style up by its name
again, and takes twenty times as long for a hundred practices.
"""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from editorial.tables.cells import plain_text

from . import filling, layout
from .built_in import endnotes_xml
from .contents import bookmark, contents_xml
from .drafting import (
    Block,
    Cite,
    Closing,
    Compilation,
    Draft,
    Heading,
    Paper,
    Paragraph,
    Quotation,
    Raised,
    Run,
    Table,
    Words,
    plain,
)
from .layout import OFFICIAL
from .measuring import balanced, pages
from .notes import Notes
from .styles import found

# Marks that belong to both scripts; beside Chinese they are Chinese.
_OF_BOTH = frozenset("“”‘’…—·")
_OF_NOTES = qn("w:endnotePr")
_DECIMAL = f'<w:endnotePr {nsdecls("w")}><w:numFmt w:val="decimal"/></w:endnotePr>'
_BEFORE_NOTES = (qn("w:headerReference"), qn("w:footerReference"), qn("w:footnotePr"))
_CHINESE = '<w:rFonts w:hint="eastAsia"/>'


class _Writer:
    """Writes the blocks of one document, and keeps what they refer to."""

    def __init__(self, document: Document):
        self.document = document
        self.styles = found(document)
        self.notes = Notes(self.styles)
        self.headings = 0
        self._links: dict[str, str] = {}

    def block(self, block: Block, *, begins_page: bool = False) -> str:
        if isinstance(block, Heading):
            return self._heading(block, begins_page)
        if isinstance(block, Quotation):
            return self._quotation(block)
        if isinstance(block, Table):
            return self._table(block)
        return self.paragraph(block.style, "".join(map(self._run, block.runs)))

    def paragraph(self, style: str, runs: str, more: str = "") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{more}</w:pPr>{runs}</w:p>'

    def _heading(self, heading: Heading, begins_page: bool) -> str:
        self.headings += 1
        number, name = self.headings, bookmark(self.headings)
        runs = (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{_text(heading.text)}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )
        more = "<w:pageBreakBefore/>" if begins_page else ""
        return self.paragraph(f"heading {heading.level}", runs, more)

    def _quotation(self, quotation: Quotation) -> str:
        words = "".join(self.paragraph("Quote", _text(text)) for text in quotation.paragraphs)
        said = _text(f"——{quotation.speaker}") + self._run(quotation.cite)
        return words + self.paragraph("引文署名", said)

    def _run(self, run: Run) -> str:
        if isinstance(run, Cite):
            place = Words(run.place, url=run.url)
            return self.notes.mark(run) + (self._run(place) if run.place else "")
        if isinstance(run, Raised):
            return _text(run.text, f'<w:rStyle w:val="{self.styles["endnote reference"]}"/>')
        if run.url:
            text = _text(run.text, f'<w:rStyle w:val="{self.styles["Hyperlink"]}"/>')
            return f'<w:hyperlink r:id="{self._link(run.url)}" w:history="1">{text}</w:hyperlink>'
        strong = f'<w:rStyle w:val="{self.styles["Strong"]}"/>' if run.is_strong else ""
        return _text(run.text, strong)

    def _link(self, url: str) -> str:
        """Return the relationship to an address. Asking for a free number each time is slow."""
        if url not in self._links:
            name = self._links[url] = f"rIdLink{len(self._links) + 1}"
            self.document.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, url, name, is_external=True
            )
        return self._links[url]

    def _table(self, table: Table) -> str:
        wide = layout.HEIGHT if len(table.rows[0]) > 3 else layout.WIDTH
        # The names of problems and themes stand here; they should not break after every word.
        first = 1900
        other = (wide - first) // max(len(table.rows[0]) - 1, 1)
        widths = [first, *(other for _ in table.rows[0][1:])]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = "".join(self._row(row, widths, place == 0) for place, row in enumerate(table.rows))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles["Table Grid"]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, row, widths: list[int], is_head: bool) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{''.join(map(self.block, cell)) or self.block(plain('', '表格文字'))}</w:tc>"
            for cell, width in zip(row, widths, strict=True)
        )
        head = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
        return f"<w:tr>{head}{cells}</w:tr>"


def _text(text: str, properties: str = "") -> str:
    """Return a run; a line break in the text is one in the paragraph."""
    text = plain_text(text)
    if _OF_BOTH & set(text):
        properties += _CHINESE
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    words = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    return f"<w:r>{properties}{words}</w:r>"


def write(draft: Draft, document: Document) -> bytes:
    """Return a draft as a file, in the look of a template, which is filled."""
    writer = _Writer(document)
    place = filling.paragraph_of(document, filling.BODY)
    if isinstance(draft, Compilation):
        _fill_contents(draft, writer)
    else:
        filling.drop_before(document, place)
        if draft.is_wide:
            _turn(document)
    has_title = "标题" in filling.placeholders(document)
    # Before the text is there: what somebody wrote is never taken for a placeholder.
    filling.fill(document, _values(draft))
    head = "" if has_title or isinstance(draft, Compilation) else _head(draft, writer)
    filling.put_blocks(place, _parsed(head + _body(draft, writer)))
    _put_notes(document, writer.notes)
    _describe(document, draft)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _head(draft: Paper, writer: _Writer) -> str:
    title = writer.block(plain(balanced(draft.title, _width(draft)), "Title"))
    return title + (writer.block(plain(draft.subtitle, "Subtitle")) if draft.subtitle else "")


def _body(draft: Draft, writer: _Writer) -> str:
    """Return all that stands in the place of the text."""
    written = []
    # Sections of a compilation begin a page, as its contents say.
    breaks = isinstance(draft, Compilation) and draft.depth == 2
    for block in draft.blocks():
        is_section = breaks and isinstance(block, Heading) and block.level == 1
        written.append(writer.block(block, begins_page=is_section and writer.headings > 0))
    if not (isinstance(draft, Paper) and draft.is_brief):
        written += map(writer.block, _closing(draft.closing))
    if len(writer.notes):
        written.append(writer.block(plain("出处", "出处标题")))
    return "".join(written)


def _closing(closing: Closing) -> list[Paragraph]:
    address = Paragraph((Words(closing.url, url=closing.url),), "Signature")
    return [
        plain(""), plain(closing.site, "Signature"), plain(closing.day, "Signature"), address,
    ]  # fmt: skip


def _fill_contents(draft: Compilation, writer: _Writer) -> None:
    place = filling.paragraph_of(writer.document, filling.CONTENTS)
    if place is None:
        return
    headings = pages(draft.blocks(), OFFICIAL, breaks_at=1 if draft.depth == 2 else 0)
    filling.put_blocks(place, _parsed(contents_xml(headings, draft.depth, writer.styles)))


def _parsed(xml: str) -> list:
    return list(parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>"))


def _turn(document: Document) -> None:
    """Lay the last section's pages on their side; the head is at the edge that is bound."""
    section = document.element.body.sectPr
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    size.set(qn("w:w"), height)
    size.set(qn("w:h"), width)
    size.set(qn("w:orient"), "landscape")
    turned = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
    old = {name: margins.get(qn(f"w:{name}")) for name in turned}
    for name, other in turned.items():
        margins.set(qn(f"w:{name}"), old[other])
    if (grid := section.find(qn("w:docGrid"))) is not None:
        section.remove(grid)


def _count_notes(document: Document) -> None:
    """Have notes counted 1, 2, 3 where a template does not say how: Word would count i, ii, iii."""
    for section in document.element.iter(qn("w:sectPr")):
        if section.find(_OF_NOTES) is None:
            counted = parse_xml(_DECIMAL)
            before = [one for one in section if one.tag in _BEFORE_NOTES]
            section.insert(len(before), counted)


def _put_notes(document: Document, notes: Notes) -> None:
    """Add the notes to the part that holds a template's own separators, or to a new one."""
    _count_notes(document)
    part = next(
        (
            relation.target_part
            for relation in document.part.rels.values()
            if relation.reltype == RELATIONSHIP_TYPE.ENDNOTES
        ),
        None,
    )
    if part is None:
        name = PackURI("/word/endnotes.xml")
        package = document.part.package
        part = Part(name, CONTENT_TYPE.WML_ENDNOTES, endnotes_xml().encode(), package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
    root = parse_xml(part.blob)
    for note in root.findall(qn("w:endnote")):
        if int(note.get(qn("w:id"))) > 0:
            root.remove(note)
    for note in _parsed(notes.xml()):
        root.append(note)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _values(draft: Draft) -> dict[str, str]:
    closing = draft.closing
    return {
        "标题": balanced(draft.title, _width(draft)),
        "收录": draft.contains if isinstance(draft, Compilation) else draft.subtitle,
        "站名": closing.site,
        "日期": closing.day,
        "网址": closing.url,
    }


def _width(draft: Draft) -> float:
    """Return how many characters a line of the title holds: on a cover it is set larger."""
    return layout.WIDTH / 20 / (36 if isinstance(draft, Compilation) else 22)


def _describe(document: Document, draft: Draft) -> None:
    """Say in the file's properties what it is and whose."""
    known = document.core_properties
    known.title, known.language = plain_text(draft.title), "zh-CN"
    known.author = plain_text(draft.closing.site)
    known.last_modified_by, known.comments = "", ""
