"""A generator of damaged texts: what one periodical mirror does to an article, byte by byte.

Traditional script by a character table, GBK bytes, notes in pinyin put in by a search that does
not know where characters begin, the byte before a mark that lies across two characters lost,
decoding that drops what it does not know, half-width marks.
"""

from __future__ import annotations

import random

import opencc
import pypinyin

_TO_TRADITIONAL = opencc.OpenCC("s2t")
_TO_SIMPLIFIED = opencc.OpenCC("t2s")
# One simplified character for several traditional ones: the table leaves them alone.
_LEFT_ALONE = frozenset("后干里面只系范松云台表折卷斗谷几丑术朴千向余咸借困回冲卜并致舍了")
_HALF = str.maketrans("，：；？！（）", ",:;?!()")
_MARKS = tuple(mark.encode("gbk") for mark in "，：；？！（）、")


def traditional(text: str) -> str:
    """Character by character; 着 becomes 著, as the tables have it."""
    return "".join(_traditional_char(char) for char in text).replace("着", "著")


def half_width(text: str) -> str:
    return text.translate(_HALF)


def noted(text: str, share: float = 1.0, seed: int = 0) -> str:
    """Notes in pinyin after a share of the characters, each where it belongs."""
    chooser = random.Random(seed)  # noqa: S311 - test data
    return "".join(
        f"{char}({_pinyin(char)})" if _is_han(char) and chooser.random() < share else char
        for char in text
    )


def damaged(text: str, *, share: float = 0.5, seed: int = 0) -> str:
    """The text as the mirror serves it; `share` of its traditional characters carry notes."""
    chooser = random.Random(seed)  # noqa: S311 - test data
    text = traditional(text)
    changed = sorted({char for char in text if _TO_SIMPLIFIED.convert(char) != char})
    chosen = chooser.sample(changed, int(len(changed) * share))
    return "\n".join(
        half_width(_decoded(_hit(_with_notes(line, chosen)))) for line in text.split("\n")
    )


def _with_notes(line: str, chars: list[str]) -> bytes:
    data = line.encode("gbk")
    for char in chars:
        code = char.encode("gbk")
        data = data.replace(code, code + f"({_pinyin(char)})".encode("gbk"))
    return data


def _hit(data: bytes) -> bytes:
    """Marks found across two characters, as the bytes stand now, cost the byte before them."""
    result = bytearray(data)
    place = 0
    while place < len(data):
        if data[place] < 0x81:
            place += 1
            continue
        if data[place + 1 : place + 3] in _MARKS:
            result[place] = ord("?")
        place += 2
    return bytes(result)


def _decoded(data: bytes) -> str:
    pieces, place = [], 0
    while place < len(data):
        if data[place] < 0x81:
            pieces.append(chr(data[place]))
            place += 1
        elif place + 1 == len(data) or data[place + 1] < 0x40:
            pieces.append("?")
            place += 2
        else:
            pieces.append(data[place : place + 2].decode("gbk", "ignore")[:1])
            place += 2
    return "".join(pieces)


def _traditional_char(char: str) -> str:
    converted = _TO_TRADITIONAL.convert(char)
    if char in _LEFT_ALONE or len(converted) != 1:
        return char
    try:
        converted.encode("gbk")
    except UnicodeEncodeError:
        return char
    return converted


def _pinyin(char: str) -> str:
    return pypinyin.pinyin(char)[0][0]


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
