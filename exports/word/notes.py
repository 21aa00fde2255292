"""Endnotes: every source once; where it is cited again, a reference to its note.

GB/T 7714-2015, 顺序编码制: a source keeps the number under which it was first cited, and where in
it the words stand is said outside the brackets.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from editorial.tables.cells import plain_text

from .drafting import Cite

# Bookmarks of headings are counted from 1; those of notes begin far behind.
_FIRST_BOOKMARK = 100_000
_RAISED = '<w:rPr><w:rStyle w:val="{style}"/></w:rPr>'


def field(code: str, shown: str, properties: str = "") -> str:
    """Return a field with what it shows until Word counts it anew."""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{properties}<w:t>{shown}</w:t></w:r>"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def _bracket(mark: str) -> str:
    """Return a bracket for Word; LibreOffice, which puts the number before it, does without.

    Markup Compatibility (ECMA-376, part 3): a program that knows `w15` takes it, others nothing.
    """
    return (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        f'<mc:Choice Requires="w15"><w:r><w:t>{mark}</w:t></w:r></mc:Choice></mc:AlternateContent>'
    )


class Notes:
    """The notes of one document. `styles` are the identifiers of its styles by their names."""

    def __init__(self, styles: dict[str, str]):
        self._raised = _RAISED.format(style=styles["endnote reference"])
        self._text_style = styles["endnote text"]
        self._numbers: dict[int, int] = {}
        self._references: list[str] = []

    def mark(self, cite: Cite) -> str:
        """Return the runs that stand for a source, as [1] raised."""
        number = self._numbers.get(cite.note.key)
        if number is None:
            number = self._numbers[cite.note.key] = len(self._references) + 1
            self._references.append(cite.note.reference)
            bookmark = _FIRST_BOOKMARK + number
            inner = (
                f'<w:bookmarkStart w:id="{bookmark}" w:name="_RefNote{number}"/>'
                f'<w:r>{self._raised}<w:endnoteReference w:id="{number}"/></w:r>'
                f'<w:bookmarkEnd w:id="{bookmark}"/>'
            )
        else:
            inner = field(f"NOTEREF _RefNote{number} \\h", str(number), self._raised)
        return f"<w:r>{self._raised}<w:t>[</w:t></w:r>{inner}<w:r>{self._raised}<w:t>]</w:t></w:r>"

    def __len__(self) -> int:
        return len(self._references)

    def xml(self) -> str:
        """Return the notes for the part that holds them."""
        return "".join(
            f'<w:endnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{self._text_style}"/></w:pPr>'
            f"{_bracket('[')}<w:r><w:endnoteRef/></w:r>{_bracket(']')}"
            f'<w:r><w:t xml:space="preserve"> {escape(plain_text(reference))}</w:t></w:r></w:p>'
            "</w:endnote>"
            for number, reference in enumerate(self._references, start=1)
        )
