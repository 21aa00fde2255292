"""Step two: a damaged text to clean simplified Chinese, with an account of every change.

The rules are separate functions from a text to edits, in this order:

D1 notes in pinyin; D7 words of the page; D3 and D4 stretches decoded out of step (they need the
traditional script and the half-width marks that the damage left); D5 gaps; D2 script; D6 marks.

Nothing is invented. A clean text comes out as it went in, character for character, but for its
script; what comes out, repaired again, stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable

from imports.draft import Credit, Repaired
from imports.repair.boilerplate import drop_boilerplate
from imports.repair.gaps import find_gaps, mark_gaps
from imports.repair.manuscript import Edit, Manuscript, without_frozen
from imports.repair.marks import is_half_width, widen_marks
from imports.repair.notes import are_damage, find_notes
from imports.repair.script import is_traditional, to_simplified
from imports.repair.shifted import restore

__all__ = ["repair"]

_PASSES = 6  # until nothing changes: what one rule restores may be another rule's business


def repair(text: str, report: Callable[[float], None] = lambda done: None) -> Repaired:
    """The clean text with all repairs (in the text's order), gaps and credits.

    `report` is told how much is done, from 0 to 1, before each rule; it may raise to stop.
    """
    manuscript = Manuscript(text)
    credits_found: list[Credit] = []
    for number in range(_PASSES):
        before = manuscript.text
        manuscript.forget_questions()
        credits_found += _pass(manuscript, lambda done, n=number: report(_share_done(n, done)))
        if manuscript.text == before:
            break
    return Repaired(
        text=manuscript.text,
        repairs=manuscript.repairs(),
        gaps=find_gaps(manuscript.text),
        credits=tuple(credits_found),
    )


def _share_done(number: int, done: float) -> float:
    """How much of the whole is done: each pass has half as much to do as the one before it."""
    return 1 - 0.5**number * (1 - done / 2)


def _pass(manuscript: Manuscript, report: Callable[[float], None]) -> tuple[Credit, ...]:
    """Every rule once, each on what the one before it left; the credits that were dropped.

    Which rules apply follows from the text alone, so that a text at rest stays at rest.
    """
    report(0.0)
    traditional = is_traditional(manuscript.text)
    notes = find_notes(manuscript.text)
    noted = are_damage(notes, traditional=traditional)
    if noted:
        manuscript.apply(notes)
    page, credits_found = drop_boilerplate(manuscript.text)
    manuscript.apply(page)
    half_width = is_half_width(manuscript.text)
    report(0.3)
    manuscript.apply(restore(manuscript.text))
    report(0.7)
    _apply(manuscript, mark_gaps(manuscript.text, damaged=half_width))
    if traditional:
        _apply(manuscript, to_simplified(manuscript.text))
    if half_width:
        _apply(manuscript, widen_marks(manuscript.text))
    return credits_found


def _apply(manuscript: Manuscript, edits: list[Edit]) -> None:
    """Apply the edits that leave the editor's questions alone."""
    manuscript.apply(without_frozen(edits, manuscript.frozen()))
