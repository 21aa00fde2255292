"""Numbers that Word makes itself (一、 1. （一）): text to a reader, but not in the file."""

from __future__ import annotations

import re
from collections import defaultdict

from docx.oxml.ns import qn

_DIGITS = "〇一二三四五六七八九"
_PLACE = re.compile(r"%([1-9])")
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital")
_DEEPEST = 10  # styles that a style may rest on


class Numbering:
    """Counts the numbered paragraphs of a document, in their order."""

    def __init__(self, package) -> None:
        self._levels = _levels(package)
        self._styles = {style.style_id: style.element for style in package.styles}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def before(self, paragraph) -> str:
        """The number in front of a paragraph as Word shows it, or ""; must be asked in order."""
        number, level = self._numbered(paragraph)
        shape = self._levels.get(number, {}).get(level)
        if shape is None:
            return ""
        kind, words, start = shape
        counts = self._counts[number]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if kind == "bullet":
            return ""
        return _PLACE.sub(lambda place: self._count(number, int(place[1]) - 1), words)

    def _count(self, number: str, level: int) -> str:
        kind, _, start = self._levels[number].get(level, ("decimal", "", 1))
        count = self._counts[number].get(level, start)
        return _in_chinese(count) if kind in _CHINESE else str(count)

    def _numbered(self, paragraph) -> tuple[str, int]:
        """The list and the level of a paragraph, from itself or from its style."""
        properties = paragraph.find(qn("w:pPr"))
        for _ in range(_DEEPEST):
            if properties is None:
                break
            own = properties.find(qn("w:numPr"))
            if own is not None and own.find(qn("w:numId")) is not None:
                level = own.find(qn("w:ilvl"))
                depth = int(level.get(qn("w:val"))) if level is not None else 0
                return own.find(qn("w:numId")).get(qn("w:val")), depth
            properties = self._properties_of_style(properties)
        return "0", 0

    def _properties_of_style(self, properties):
        style = properties.find(qn("w:pStyle"))
        if style is None and properties.getparent().tag == qn("w:style"):
            style = properties.getparent().find(qn("w:basedOn"))
        element = self._styles.get(style.get(qn("w:val"))) if style is not None else None
        return element.find(qn("w:pPr")) if element is not None else None


def _levels(package) -> dict[str, dict[int, tuple[str, str, int]]]:
    """List → level → (format, text with places such as %1, first number)."""
    try:
        root = package.part.numbering_part.element
    except (KeyError, NotImplementedError):  # a document without lists
        return {}
    shapes = {
        shape.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"))): (
                _value(level, "w:numFmt", "decimal"),
                _value(level, "w:lvlText", ""),
                int(_value(level, "w:start", "1")),
            )
            for level in shape.findall(qn("w:lvl"))
        }
        for shape in root.findall(qn("w:abstractNum"))
    }
    return {
        number.get(qn("w:numId")): shapes.get(_value(number, "w:abstractNumId", ""), {})
        for number in root.findall(qn("w:num"))
    }


def _value(element, name: str, otherwise: str) -> str:
    child = element.find(qn(name))
    return otherwise if child is None else child.get(qn("w:val"), otherwise)


def _in_chinese(count: int) -> str:
    """A count below a hundred in Chinese numerals, as lists use them; others in digits."""
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    words = "" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return words + (_DIGITS[ones] if ones else "")
