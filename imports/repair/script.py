"""D2: traditional script to simplified, as OpenCC does it, with what OpenCC leaves behind."""

from __future__ import annotations

import re
from functools import lru_cache

from imports.language import is_han, is_word, simplify, simplify_char
from imports.repair.manuscript import Edit

TRADITIONAL_SHARE = 0.05  # of all Chinese characters; real traditional text has 25 to 40 %

# Variants that Hong Kong, Taiwan and old code tables use and OpenCC's t2s does not know.
_VARIANTS = str.maketrans("陜衞敍簷痺睪", "陕卫叙檐痹睾")
# Characters that simplified script keeps in the names of persons.
# Not 於: the surname is rare beside 于, of which a table makes 於 too.
_NAME_CHARACTERS = "乾昇陞甯堃喆淼犇龢濛徵颺祕迺邨甦"
_AMBIGUOUS = re.compile(f"[{_NAME_CHARACTERS}著]")
_LABEL = re.compile(r"^([\u4e00-\u9fff·]{2,4})[:：]", re.MULTILINE)
_DRY = frozenset("淨净燥旱枯涸杯脆癟瘪薪餅饼果洗貨货糧粮")  # beside these, 乾 is 干
_ZHE = frozenset(("执著", "穿著", "意味著"))  # in the dictionary so, but written 着 today


@lru_cache(maxsize=65536)
def is_traditional_only(char: str) -> bool:
    """A character that simplified text does not use: OpenCC changes it, GB 2312 lacks it."""
    if simplify_char(char) == char:
        return False
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def is_traditional(text: str) -> bool:
    """Whether a text as a whole is written in traditional script."""
    total = sum(map(is_han, text))
    return total > 0 and sum(map(is_traditional_only, text)) >= TRADITIONAL_SHARE * total


def to_simplified(text: str) -> list[Edit]:
    """Edits that turn a text in traditional script into simplified, one per run of characters.

    Lengths are kept, so the runs are where old and new differ.
    """
    simplified = simplify(text).translate(_VARIANTS)
    new = list(simplified)
    names = {match[1] for match in _LABEL.finditer(text)}
    for match in _AMBIGUOUS.finditer(text):
        place = match.start()
        if _is_in_name(text, place, names) or (match[0] == "乾" and not _is_dry(text, place)):
            new[place] = match[0]
        elif match[0] == "著":
            new[place] = _zhe_or_zhu(simplified, place)
    return _differences(text, new)


def _is_in_name(text: str, place: int, names: set[str]) -> bool:
    return any(
        text[start:end] in names
        for start in range(max(0, place - 3), place + 1)
        for end in range(place + 1, start + 5)
    )


def _is_dry(text: str, place: int) -> bool:
    """干 and 乾 share one traditional character; simplified text keeps 乾 in 乾坤, 乾隆, names."""
    around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return any(char in _DRY for char in around)


def _zhe_or_zhu(text: str, place: int) -> str:
    """着 the particle (承载着, 着力), unless a word is written with 著 (显著, 著名, 原著)."""
    for start in range(max(0, place - 2), place + 1):
        for end in range(max(start + 2, place + 1), min(len(text), place + 3) + 1):
            if is_word(text[start:end]) and text[start:end] not in _ZHE:
                return "著"
    return "著" if text[place + 1 : place + 2] in ("《", "有") else "着"


def _differences(text: str, new: list[str]) -> list[Edit]:
    edits: list[Edit] = []
    start = None
    for place, (old_char, new_char) in enumerate(zip([*text, ""], [*new, ""], strict=True)):
        if old_char != new_char and start is None:
            start = place
        elif old_char == new_char and start is not None:
            edits.append(Edit("D2", start, place, "".join(new[start:place])))
            start = None
    return edits
