"""D1: notes in pinyin that a damaging pipeline put after characters (`高新區(qū)`)."""

from __future__ import annotations

import re
from functools import lru_cache

from imports.language import is_common, simplify_char
from imports.repair.manuscript import Edit

PINYIN = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɑɡ]{1,6}"
_NOTE = rf"\( ?{PINYIN} ?\)"
_NOTED = re.compile(rf"([㐀-\u9fff])((?:{_NOTE})+)")
_EACH = re.compile(rf"\( ?({PINYIN}) ?\)")
_LOOK_ALIKES = str.maketrans("ɑɡ", "ag")


@lru_cache(maxsize=32768)
def readings(char: str) -> frozenset[str]:
    """Every legal reading of a character, in either script, with tone marks."""
    import pypinyin  # its tables take 55 MB, which no reader's page needs

    found: set[str] = set()
    for form in {char, simplify_char(char)}:
        for options in pypinyin.pinyin(form, heteronym=True, errors="ignore"):
            found.update(options)
    return frozenset(found)


def is_reading(pinyin: str, char: str) -> bool:
    return pinyin.translate(_LOOK_ALIKES) in readings(char)


def find_notes(text: str) -> list[Edit]:
    """Edits that drop each note whose pinyin is a legal reading of the character before it."""
    edits = []
    for match in _NOTED.finditer(text):
        char, start = match[1], match.start()
        end = start + 1
        for note in _EACH.finditer(match[2]):
            if not is_reading(note[1], char):
                break
            end = match.start(2) + note.end()
        if end > start + 1:
            edits.append(Edit("D1", start, end, char))
    return edits


def end_of_note(text: str, place: int, char: str) -> int:
    """Where the note on `char` that begins at `place` ends; `place` if there is none."""
    note = _EACH.match(text, place)
    return note.end() if note and is_reading(note[1], char) else place


def are_damage(notes: list[Edit], *, traditional: bool) -> bool:
    """Whether these notes are damage, not an author's.

    An author may gloss a rare character, once; nobody glosses everyday ones. So two everyday
    characters must be glossed, or one in a text in traditional script, which damage leaves.
    """
    everyday = sum(is_common(note.after) for note in notes)
    return everyday >= 2 or (everyday == 1 and traditional)
