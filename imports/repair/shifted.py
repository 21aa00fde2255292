"""D3 and D4: stretches decoded one byte out of step, and what to make of their readings.

A stretch is restored without asking only if its best reading falls into step, is far likelier
than any other and than the words as they stand, and every character that was guessed makes a
common word, or one of the document's own, with a neighbour. Otherwise the editor is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from imports.language import frequency, is_han
from imports.repair.evidence import Evidence, normal
from imports.repair.lattice import LOST, Lattice, Path, swallowed_note
from imports.repair.manuscript import Edit
from imports.repair.notes import PINYIN, end_of_note

_OPTIONS = 5  # readings shown to the editor
_WINDOW = 14  # damaged characters after a trigger that are no evidence for anything
_LEAD_OVER_TEXT = 6.0  # nats; how much likelier than the words as they stand
_LEAD_OVER_OTHERS = 2.0
_LEAD_OF_STOP = 1.0  # where only the full stop, which the damage hits most, is in question
_EVERYDAY = 3000  # occurrences in the corpus; a rarer character must make a word
_SAME = 80  # characters from a stretch on that decide how it reads
_AFTER = 3  # characters after the stretch that must fit too

_MARK = rf"(?<![{LOST}])[{LOST}](?=[,:;?!()！-～])(?!\?[{LOST}])"
_NOTE = rf"(?<=[㐀-\u9fff])(?:[{LOST}]\(?)?(?={PINYIN} ?\))"
_TRIGGER = re.compile(f"(?P<note>{_NOTE})|(?P<mark>{_MARK})")
_BARE_NOTE = re.compile(rf"[{LOST}？][{LOST}？!！(（]*{PINYIN} ?[)）]")
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A place that may be out of step, with its readings, best first."""

    rule: str
    start: int
    readings: tuple[Path, ...]
    scores: tuple[float, ...]
    untouched: float


def restore(text: str) -> list[Edit]:
    """Edits for the stretches that are out of step, in order."""
    triggers = [match for match in _TRIGGER.finditer(text) if _is_trigger(match)]
    if not triggers:
        return _left_over(text, [])
    evidence = Evidence(_without_windows(text, [match.start() for match in triggers]))
    lattice = Lattice(text, evidence)
    known: dict[str, tuple[int, Edit | None]] = {}
    edits: list[Edit] = []
    done = 0
    for match in triggers:
        start = match.start()
        if start < done:
            continue
        window = text[max(0, start - 2) : start + _SAME]
        if window not in known:
            known[window] = (start, _edit(text, _stretch(lattice, match), evidence))
        edit = _moved(*known[window], start)
        if edit is not None:
            edits.append(edit)
            done = edit.end
    return sorted([*edits, *_left_over(text, edits)], key=lambda edit: edit.start)


def _left_over(text: str, edits: list[Edit]) -> list[Edit]:
    """Questions about notes whose character is gone and that no reading was found for."""
    known = [(edit.start, edit.end) for edit in edits]
    return [
        Edit("D4", match.start(), match.end(), "", candidates=0, accepted=False)
        for match in _BARE_NOTE.finditer(text)
        if _TONED.search(match[0])
        and not any(start < match.end() and match.start() < end for start, end in known)
    ]


def _moved(origin: int, edit: Edit | None, start: int) -> Edit | None:
    """The edit for a stretch, at another place with the same words around it."""
    if edit is None or origin == start:
        return edit
    distance = start - origin
    return replace(edit, start=edit.start + distance, end=edit.end + distance)


def _is_trigger(match: re.Match[str]) -> bool:
    """A note that lost its bracket without a trace must at least have a tone."""
    if match["note"] != "":
        return True
    return bool(_TONED.search(match.string, match.end(), match.end() + 6))


def _without_windows(text: str, places: list[int]) -> str:
    """The text without the stretches in question, which must not speak for themselves."""
    pieces, kept = [], 0
    for place in places:
        pieces.append(text[kept : max(kept, place)])
        kept = max(kept, place + _WINDOW)
    return "\n".join([*pieces, text[kept:]])


def _stretch(lattice: Lattice, match: re.Match[str]) -> Stretch:
    start = match.start()
    is_note = match["note"] is not None
    paths = lattice.after_note(start) if is_note else lattice.after_mark(start)
    end = max((path.end for path in paths), default=match.end()) + _AFTER
    scored = sorted(
        ((lattice.score_from(path, end), path) for path in paths),
        key=lambda pair: -pair[0],
    )
    return Stretch(
        rule="D4" if is_note else "D3",
        start=start,
        readings=tuple(path for _, path in scored),
        scores=tuple(score for score, _ in scored),
        untouched=lattice.score_untouched(start, end),
    )


def _edit(text: str, stretch: Stretch, evidence: Evidence) -> Edit | None:
    """What to do about a stretch: restore it, ask, or leave it because nothing is wrong."""
    rule, start = stretch.rule, stretch.start
    kept = text[start - 1] if rule == "D4" else ""  # shown, because its second byte is the clue
    if not stretch.readings:
        if rule == "D3":
            return None
        _, end = swallowed_note(text, start) or ("", start)
        return Edit(rule, start - 1, end, kept, candidates=0, accepted=False)
    best = stretch.readings[0]
    if stretch.scores[0] - stretch.untouched < _LEAD_OVER_TEXT and rule == "D3":
        return None
    return Edit(
        rule,
        start - len(kept),
        end_of_note(text, best.end, best.chars[-1:] or kept),
        kept + best.chars,
        candidates=len(stretch.readings),
        accepted=_is_certain(text, stretch, evidence),
        options=tuple(kept + path.chars for path in stretch.readings[:_OPTIONS]),
    )


def _is_certain(text: str, stretch: Stretch, evidence: Evidence) -> bool:
    best, scores = stretch.readings[0], stretch.scores
    if scores[0] - stretch.untouched < _LEAD_OVER_TEXT:
        return False
    if len(scores) > 1 and scores[0] - scores[1] < _lead(*stretch.readings[:2]):
        return False
    words = best.words + normal(text[best.end : best.end + 2])
    first = len(best.before)
    rare = {
        place
        for place in range(len(best.chars))
        if is_han(words[first + place]) and frequency(words[first + place]) < _EVERYDAY
    }
    return all(_fits(words, first + place, evidence) for place in {*best.guesses, *rare})


def _lead(best: Path, second: Path) -> float:
    """How much likelier the best reading must be than the second, in nats."""
    only_the_stop = best.chars.startswith("。") and best.chars[1:] == second.chars[1:]
    return _LEAD_OF_STOP if only_the_stop else _LEAD_OVER_OTHERS


def _fits(words: str, place: int, evidence: Evidence) -> bool:
    """Whether a guessed character makes a word with a neighbour; a mark needs no word."""
    if not is_han(words[place]):
        return True
    return evidence.has_pair(words[place - 1 : place + 1]) or evidence.has_pair(
        words[place : place + 2]
    )
