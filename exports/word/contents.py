"""The contents: a field that Word makes anew, with its entries filled in already."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from editorial.tables.cells import plain_text

from .drafting import Heading
from .notes import field


def bookmark(number: int) -> str:
    """Return the name of the bookmark of a document's heading of this number."""
    return f"_Toc{number:08}"


def contents_xml(
    headings: Iterable[tuple[str, Heading, int]], depth: int, styles: dict[str, str]
) -> str:
    """Return the block that Word knows as contents: headings, with their numbers and pages."""
    listed = [
        _entry(number, heading, page, place, styles)
        for place, (number, heading, page) in enumerate(headings, start=1)
        if heading.level <= depth
    ]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve">'
        f' TOC \\o "1-{depth}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    first, *others = listed or [("", "")]
    paragraphs = f"<w:p>{first[0]}{begin}{first[1]}</w:p>"
    paragraphs += "".join(f"<w:p>{properties}{runs}</w:p>" for properties, runs in others)
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        f'{paragraphs}<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        "</w:sdtContent></w:sdt>"
    )


def _entry(
    number: str, heading: Heading, page: int, place: int, styles: dict[str, str]
) -> tuple[str, str]:
    name = bookmark(place)
    text = escape(plain_text(number + heading.text))
    return (
        f'<w:pPr><w:pStyle w:val="{styles[f"toc {heading.level}"]}"/></w:pPr>',
        f'<w:hyperlink w:anchor="{name}" w:history="1"><w:r><w:t>{text}</w:t></w:r>'
        f"<w:r><w:tab/></w:r>{field(f'PAGEREF {name} {chr(92)}h', str(page))}</w:hyperlink>",
    )
