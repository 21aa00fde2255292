"""What Chinese usually looks like: how common characters and words are, and their two scripts.

The frequencies are those of jieba's dictionary, which comes inside rjieba; the script tables are
OpenCC's. Nothing here knows the document being imported.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import log

import opencc
import rjieba

COMMON_FREQUENCY = 300  # occurrences in jieba's corpus; below it a lone character is a rarity
_CORPUS = 60_000_000  # characters that jieba's counts were taken from, to the order of magnitude
_MARKS = {"，": 3e6, "。": 1.5e6, "、": 1e6, "“": 4e5, "”": 4e5, "：": 2e5, "；": 2e5}
_MARKS |= {"？": 1e5, "！": 1e5, "（": 1e5, "）": 1e5, "《": 1e5, "》": 1e5}
_MARKS |= {"—": 5e4, "‘": 2e4, "’": 2e4, "…": 2e4, "·": 2e4, "－": 5e3, "％": 5e3}


def is_han(char: str) -> bool:
    """A Chinese character, by the blocks that carry Chinese text."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\U00020000" <= char <= "\U000323af"
        or char == "〇"
    )


@cache
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def simplify(text: str) -> str:
    """OpenCC's simplified form of a text; same length, or the text as it was where it is not."""
    simplified = _to_simplified().convert(text)
    if len(simplified) == len(text):
        return simplified
    return "".join(simplify_char(char) for char in text)


@lru_cache(maxsize=65536)
def simplify_char(char: str) -> str:
    simplified = _to_simplified().convert(char)
    return simplified if len(simplified) == 1 else char


@lru_cache(maxsize=65536)
def is_simplified_only(char: str) -> bool:
    """A character that a text in traditional script would write otherwise (为, 务, 体)."""
    return simplify_char(char) == char and _to_traditional().convert(char) != char


@lru_cache(maxsize=65536)
def frequency(word: str) -> float:
    """Occurrences of a simplified word, character or mark in the corpus; 0 if unknown."""
    if word in _MARKS:
        return _MARKS[word]
    return float(rjieba.suggest_freq(word)) if rjieba.has_word(word) else 0.0


def is_word(word: str) -> bool:
    return bool(rjieba.has_word(word))


@lru_cache(maxsize=65536)
def log_probability(char: str) -> float:
    """Natural logarithm of how likely a simplified character is anywhere in Chinese text."""
    return log((frequency(char) + 1) / _CORPUS)


@lru_cache(maxsize=65536)
def is_common(char: str) -> bool:
    """A character or mark that any text may hold; `char` in either script."""
    char = simplify_char(char)
    if char in _MARKS:
        return True
    return is_han(char) and (_in_level_one(char) or frequency(char) >= COMMON_FREQUENCY)


def _in_level_one(char: str) -> bool:
    """GB 2312 orders its 3755 everyday characters first, in rows B0 to D7."""
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


def commonness(text: str) -> float:
    """The mean log probability of a text's characters that are not ASCII; 0 without any."""
    chars = [simplify_char(char) for char in text if char > "\x7f"]
    return sum(map(log_probability, chars)) / len(chars) if chars else 0.0
