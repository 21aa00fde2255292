"""How well a reading of a damaged stretch fits: the document itself first, then the language."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise
from math import exp, log
from pathlib import Path

from imports.language import frequency, is_common, is_han, is_word, log_probability, simplify
from imports.repair.marks import FULL_WIDTH

_WIDEN = str.maketrans(FULL_WIDTH)
_PHRASES = Path(__file__).parent.parent / "fixtures" / "phrases.txt"

# How much each kind of evidence counts in the probability of a character after two others.
_ANYWHERE, _MARKS, _WORD, _LONG_WORD = 0.2, 0.1, 0.1, 0.1
_AFTER_MARK = 0.6  # as _ANYWHERE, after a mark, where no word can go on
_DOCUMENT_PAIR, _DOCUMENT_TRIPLE = 0.2, 0.3
_FIELD_PAIR, _FIELD_TRIPLE = 0.03, 0.07
_UNSEEN = 3  # added to counts from one document, which are too small to be sure of
_BOUND = 2000  # added to a character's frequency as a word, for the words it is bound in
# How often one mark follows another, in articles of this kind.
_MARK_PAIRS = {"。“": 0.05, "。《": 0.01, "，“": 0.02, "”，": 0.25, "”。": 0.05, "”、": 0.1}
_MARK_PAIRS |= {"”“": 0.05, "：“": 0.1, "》。": 0.1, "》，": 0.2, "》《": 0.05, "。”": 0.03}
_MARK_PAIRS |= {"），": 0.1, "）、": 0.05, "）。": 0.05, "！”": 0.1, "？”": 0.1, "——": 0.5}

_OPENING = frozenset("“‘（《")
_BEGINNINGS = _OPENING | {"", "\n", "。", "！", "？"}  # of a quotation, a text, a line, a sentence
_STOPS = frozenset("，。、；：？！）》”’")
_MISPLACED = -8.0  # nats, for marks where typography has none


def normal(text: str) -> str:
    """A text as evidence sees it: simplified, with full-width marks; same length."""
    return simplify(text).translate(_WIDEN)


class _Counts:
    """Characters, pairs and triples of a text, counted."""

    def __init__(self, text: str) -> None:
        self.chars = Counter(text)
        self.pairs = Counter(map("".join, pairwise(text)))
        self.triples = Counter(map("".join, zip(text, text[1:], text[2:], strict=False)))

    def after_one(self, before: str, char: str) -> float:
        """How often `char` follows this character."""
        count = self.pairs.get(before + char)
        return count / (self.chars[before] + _UNSEEN) if count else 0.0

    def after_two(self, before: str, char: str) -> float:
        """How often `char` follows these two."""
        count = self.triples.get(before + char)
        return count / (self.pairs[before] + 1) if count else 0.0


@cache
def _field() -> _Counts:
    """Set expressions of the field, one a line: what any of its documents is likely to say."""
    return _Counts(_PHRASES.read_text(encoding="utf-8"))


class Evidence:
    """What the document says elsewhere, counted; characters are simplified, marks full width."""

    def __init__(self, text: str) -> None:
        self._document = _Counts(normal(text))

    def is_possible(self, char: str) -> bool:
        """A character that this document may hold: a common one, or one it uses elsewhere."""
        return is_common(char) or self._document.chars[char] >= 2

    def has_pair(self, pair: str) -> bool:
        """Whether two characters stand together here, in a set expression or as a word."""
        return self._document.pairs[pair] > 0 or _field().pairs[pair] > 0 or is_word(pair)

    def gain(self, before: str, char: str) -> float:
        """The log probability (nats) of a character after the (two) characters before it."""
        chance = _chance_in_language(before, char)
        if before:
            chance += _DOCUMENT_PAIR * self._document.after_one(before[-1], char)
        if len(before) > 1:
            chance += _DOCUMENT_TRIPLE * self._document.after_two(before, char)
        return log(chance) + _typography(before, char)

    def score(self, before: str, text: str) -> float:
        """The log probability (nats) of a text after the characters before it."""
        total = 0.0
        for char in text:
            total += self.gain(before, char)
            before = before[-1:] + char
        return total


@lru_cache(maxsize=1 << 18)
def _chance_in_language(before: str, char: str) -> float:
    """What the language and the field contribute, whatever the document."""
    anywhere = _ANYWHERE if before and is_han(before[-1]) else _AFTER_MARK
    chance = anywhere * exp(log_probability(char))
    if before:
        last = before[-1]
        chance += _MARKS * _MARK_PAIRS.get(last + char, 0.0)
        chance += _FIELD_PAIR * _field().after_one(last, char)
        chance += _WORD * _share(frequency(last + char), frequency(last) * 2 + _BOUND)
    if len(before) > 1:
        chance += _FIELD_TRIPLE * _field().after_two(before, char)
        chance += _LONG_WORD * _share(frequency(before + char), frequency(before))
    return chance


def _share(part: float, rest: float) -> float:
    return part / (part + rest) if part else 0.0


def _typography(before: str, char: str) -> float:
    """Two stops in a row (but ？！), or a sentence or quotation of one character."""
    if char not in _STOPS or not before or (before[-1] in "？！" and char in "？！"):
        return 0.0
    if before[-1] in _OPENING or (before[-1] in "，。、；：？！" and char not in "”’）》"):
        return _MISPLACED
    if before[-2:-1] in _BEGINNINGS and char in "，。；：":
        return _MISPLACED
    return 0.0
