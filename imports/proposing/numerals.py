"""Numbers written in Chinese characters: 二十, 一千二百, 三百二十."""

from __future__ import annotations

_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True)) | {"两": 2, "零": 0}
_PLACES = {"十": 10, "百": 100, "千": 1000}

_DIGIT = "[一二两三四五六七八九]"
# From ten to 9999, well formed: 三五十 and 四五百 are guesses, not numbers.
WRITTEN_OUT = (
    rf"(?:{_DIGIT}千(?:零?{_DIGIT}百)?(?:零?{_DIGIT}十)?(?:零?{_DIGIT})?"
    rf"|{_DIGIT}百(?:零?{_DIGIT}十|零)?{_DIGIT}?|{_DIGIT}?十{_DIGIT}|{_DIGIT}十)"
)


def value_of(words: str) -> int:
    """The value of a number as in `WRITTEN_OUT`, or of a bare 百 or 千 (百余家), or of 万 as 1.

    >>> value_of("一千二百")
    1200
    """
    total, digit = 0, None
    for char in words:
        if char in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[char]
            digit = None
        else:
            digit = _DIGITS.get(char, 1)
    return total + (digit or 0)
