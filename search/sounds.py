"""Names by their sound: pinyin in full and by initials, for those who type no characters.

A character with several readings counts with each of them: pypinyin reads 单 and 解 otherwise when
they are surnames. `sounds` are kept as lines of syllables, `yi xin san liang`, where a syllable
with several readings is written `dan/shan/chan`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from .fixtures import words_of
from .tokens import RUN

_MARK = "ˈ"  # begins a token of sound; no token of a text has it
_MOST_SYLLABLES = 24  # of one name
_SYLLABLES = words_of("syllables.txt")
_LATIN = re.compile(r"[a-z]+(?:[ '\-]+[a-z]+)*")
_LONGEST_TYPED = 60
_LONGEST_SYLLABLE = 6
_MOST_CUTS = 8


@lru_cache(maxsize=8192)
def _readings(character: str) -> str:
    # Its tables take 55 MB, and only who writes records needs them.
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return "/".join(found[0]) if found else ""


def sound(name: str) -> str:
    """Return the syllables of a folded name; letters and digits stand for themselves."""
    syllables = []
    for run in RUN.finditer(name):
        if run["han"]:
            syllables += filter(None, map(_readings, run["han"]))
        else:
            syllables.append(run["other"])
    return " ".join(syllables[:_MOST_SYLLABLES])


def sound_tokens(sounds: str) -> set[str]:
    """Return the tokens of lines of syllables: each syllable, and each three initials in a row."""
    found = set()
    for line in sounds.splitlines():
        syllables = [syllable.split("/") for syllable in line.split()]
        found.update(_MARK + reading for readings in syllables for reading in readings)
        for count in (2, 3):
            for at in range(len(syllables) - count + 1):
                found.update(
                    _MARK + _MARK + initials
                    for initials in _joined(_initials(syllables[at : at + count]))
                )
    return found


def _initials(syllables: list[list[str]]) -> list[set[str]]:
    """Return the initials that each syllable may have."""
    return [{reading[0] for reading in readings} for readings in syllables]


def _joined(initials: list[set[str]]) -> Iterable[str]:
    words = [""]
    for letters in initials:
        words = [word + letter for word in words for letter in sorted(letters)]
    return words[:64]


def typed_sound(folded: str) -> str:
    """Return what was typed when it may be pinyin, letters only; else ""."""
    cleaned = " ".join(folded.split())
    if len(cleaned) > _LONGEST_TYPED or not _LATIN.fullmatch(cleaned):
        return ""
    return re.sub(r"[^a-z]", "", cleaned)


def initial_tokens(letters: str) -> list[str]:
    """Return the tokens that a name must have whose initials contain `letters` (two or more)."""
    count = min(3, len(letters))
    return [_MARK + _MARK + letters[at : at + count] for at in range(len(letters) - count + 1)]


def syllable_tokens(letters: str) -> list[list[str]]:
    """Return the tokens of each way to cut letters into syllables; the last one may be begun only.

    >>> [[token[1:] for token in tokens] for tokens in syllable_tokens("xian")]
    [['xian'], ['xi', 'an'], ['xi', 'a']]
    """
    found: list[list[str]] = []

    def cut(at: int, syllables: list[str]) -> None:
        rest = letters[at:]
        if len(found) >= _MOST_CUTS:
            return
        if not rest:
            found.append([_MARK + syllable for syllable in syllables])
            return
        for end in range(min(_LONGEST_SYLLABLE, len(rest)), 0, -1):
            if rest[:end] in _SYLLABLES:
                cut(at + end, [*syllables, rest[:end]])
        if syllables and any(syllable.startswith(rest) for syllable in _SYLLABLES):
            found.append([_MARK + syllable for syllable in syllables])

    cut(0, [])
    return found


def sounds_like(sounds: str, letters: str) -> bool:
    """Tell whether a name's syllables, or their initials, contain `letters` from a border on.

    The last syllable may be begun only, but not alone in the middle: xi is not the xin of 高新区.
    """
    for line in sounds.splitlines():
        syllables = [syllable.split("/") for syllable in line.split()]
        for at in range(len(syllables)):
            if _begins(syllables[at:], letters, alone=at > 0):
                return True
            if _initials_begin(syllables[at:], letters):
                return True
    return False


def _begins(syllables: list[list[str]], letters: str, *, alone: bool) -> bool:
    if not letters:
        return True
    if not syllables:
        return False
    return any(
        (not alone and reading.startswith(letters))
        or (
            letters.startswith(reading)
            and _begins(syllables[1:], letters[len(reading) :], alone=False)
        )
        for reading in syllables[0]
    )


def _initials_begin(syllables: list[list[str]], letters: str) -> bool:
    if len(letters) > len(syllables) or len(letters) < 2:
        return False
    return all(
        letter in initials for letter, initials in zip(letters, _initials(syllables), strict=False)
    )
