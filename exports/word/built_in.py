"""The templates that come with the site, as packages written part by part.

python-docx's own blank document is not taken: most of its styles are for English letters, and an
office that opens a template should find the styles that it uses and no others.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache

from . import layout
from .layout import BRIEF, OFFICIAL, Grid
from .styles import font_table_xml, numbering_xml, style_id, styles_xml

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
# The parts beside the document, in the order of their relationships (rId1 and so on).
_PARTS = (
    ("styles.xml", "styles"),
    ("settings.xml", "settings"),
    ("fontTable.xml", "fontTable"),
    ("numbering.xml", "numbering"),
    ("endnotes.xml", "endnotes"),
    ("footer1.xml", "footer"),
    ("footer2.xml", "footer"),
    ("footer3.xml", "footer"),
    ("footer4.xml", "footer"),
)
# Footers of odd and of even pages.
_NUMBERED, _EMPTY = ("rId6", "rId7"), ("rId8", "rId9")


@lru_cache(maxsize=2)
def template(name: str) -> bytes:
    """Return the built-in template of this name: `compilation` or `brief`."""
    grid, body = (BRIEF, _brief()) if name == "brief" else (OFFICIAL, _compilation())
    parts = {
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles_xml(grid),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": font_table_xml(),
        "word/numbering.xml": numbering_xml(),
        "word/endnotes.xml": endnotes_xml(),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
        "word/footer3.xml": f"<w:ftr {_W}>{_paragraph('footer')}</w:ftr>",
        "word/footer4.xml": f"<w:ftr {_W}>{_paragraph('footer')}</w:ftr>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _HEAD + _content_types())
        package.writestr(
            "_rels/.rels", _HEAD + _relations([("word/document.xml", "officeDocument")])
        )
        package.writestr("word/_rels/document.xml.rels", _HEAD + _relations(_PARTS))
        for path, xml in parts.items():
            package.writestr(path, _HEAD + xml)
    return file.getvalue()


def _content_types() -> str:
    kinds = [("document.xml", "document.main"), *_PARTS]
    overrides = "".join(
        f'<Override PartName="/word/{path}" ContentType="{_KIND}{kind}+xml"/>'
        for path, kind in kinds
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(parts) -> str:
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}{kind}" Target="{path}"/>'
        for number, (path, kind) in enumerate(parts, start=1)
    )
    name_space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{name_space}">{found}</Relationships>'


def _settings() -> str:
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:endnotePr><w:pos w:val="docEnd"/><w:numFmt w:val="decimal"/>'
        '<w:endnote w:id="-1"/><w:endnote w:id="0"/></w:endnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def endnotes_xml() -> str:
    """Return the part for endnotes, without any; no line parts them from the text."""
    rows = "".join(
        f'<w:endnote w:type="{kind}" w:id="{number}"><w:p><w:pPr>'
        f'<w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p></w:endnote>'
        for kind, number in (("separator", -1), ("continuationSeparator", 0))
    )
    return f"<w:endnotes {_W} {_R}>{rows}</w:endnotes>"


def _footer(side: str) -> str:
    """Return a page number between dashes, one character in from the outer edge."""
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    number = (
        f'{begin}<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f"{separate}<w:r><w:t>1</w:t></w:r>{end}"
    )
    place = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
    return (
        f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/>{place}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">— </w:t></w:r>{number}'
        f'<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def _paragraph(style: str, text: str = "", section: str = "") -> str:
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{section}</w:pPr>{run}</w:p>'


def section(grid: Grid, footers: tuple[str, ...], numbers: str = "") -> str:
    """Return what the pages of a section are like; `numbers` is how they are numbered.

    Without footers, it has those of the section before.
    """
    references = "".join(
        f'<w:footerReference w:type="{pages}" r:id="{name}"/>'
        for pages, name in zip(("default", "even"), footers, strict=False)
    )
    return (
        f"<w:sectPr>{references}"
        '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{layout.PAGE_WIDTH}" w:h="{layout.PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{layout.TOP}" w:right="{layout.RIGHT}" w:bottom="{layout.BOTTOM}" '
        f'w:left="{layout.LEFT}" w:header="851" w:footer="{layout.FOOTER}" w:gutter="0"/>{numbers}'
        f'<w:docGrid w:type="lines" w:linePitch="{grid.pitch}"/></w:sectPr>'
    )


def _compilation() -> str:
    """Cover without a number, contents with Roman ones, and the text from page 1."""
    roman = '<w:pgNumType w:fmt="upperRoman" w:start="1"/>'
    return "".join(
        (
            _paragraph("封面标题", "{{ 标题 }}"),
            _paragraph("封面文字", "{{ 收录 }}"),
            _paragraph("封面站名", "{{ 站名 }}"),
            _paragraph("封面文字", "{{ 日期 }}", section(OFFICIAL, _EMPTY)),
            _paragraph("TOC Heading", "目录"),
            _paragraph("toc 1", "{{ 目录 }}"),
            _paragraph("Normal", section=section(OFFICIAL, _NUMBERED, roman)),
            _paragraph("Body Text", "{{ 正文 }}"),
            section(OFFICIAL, (), '<w:pgNumType w:start="1"/>'),
        )
    )


def _brief() -> str:
    return "".join(
        (
            _paragraph("Title", "{{ 标题 }}"),
            _paragraph("Subtitle", "{{ 站名 }}　{{ 日期 }}"),
            _paragraph("Body Text", "{{ 正文 }}"),
            section(BRIEF, _NUMBERED, '<w:pgNumType w:start="1"/>'),
        )
    )
