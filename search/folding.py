"""Folding: what looks different but reads the same becomes the same, and no offset moves.

Each code point becomes its one-character NFKC form, then lower case, then simplified Chinese. As
the length stays, a place in the folded text is the same place in the original.
"""

import unicodedata

import opencc

_SURROGATES = range(0xD800, 0xE000)
_RARE = 0x10000


class _FoldTable(dict):
    """A table for `str.translate` that works out each code point once, when it is first met."""

    def __init__(self):
        super().__init__()
        self._simplify = opencc.OpenCC("t2s").convert

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if code not in _SURROGATES:
            for change in (_compatible, str.lower, self._simplify):
                changed = change(character)
                character = changed if len(changed) == 1 else character
        # Rare ones are worked out each time: there are a million, and anybody can type them.
        if code < _RARE:
            self[code] = character
        return character


def _compatible(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


_table = _FoldTable()


def fold(text: str) -> str:
    """Return `text` folded; the result has exactly as many characters.

    >>> fold("黨建APP（１＋Ｘ）")
    '党建app(1+x)'
    """
    return text.translate(_table)
