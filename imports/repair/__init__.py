"""Step two: a damaged text to clean simplified Chinese, with an account of every change.

The rules are separate functions from a text to edits, in this order:

D1 notes in pinyin; D7 words of the page; D3 and D4 stretches decoded out of step (they need the
traditional script and the half-width marks that the damage left); D5 gaps; D2 script; D6 marks.

Nothing is invented. A clean text comes out as it went in, character for character, but for its
script; what comes out, repaired again, stays as it is.
"""

from __future__ import annotations

from imports.draft import Repaired
from imports.repair.boilerplate import drop_boilerplate
from imports.repair.gaps import find_gaps, mark_gaps
from imports.repair.manuscript import Edit, Manuscript, without_frozen
from imports.repair.marks import is_half_width, widen_marks
from imports.repair.notes import are_damage, find_notes
from imports.repair.script import is_traditional, to_simplified
from imports.repair.shifted import restore

__all__ = ["repair"]

_ROUNDS = 5  # a stretch that is restored is evidence for those that were not certain


def repair(text: str) -> Repaired:
    """The clean text with all repairs (in the text's order), gaps and credits."""
    manuscript = Manuscript(text)
    traditional = is_traditional(text)
    notes = find_notes(text)
    noted = are_damage(notes, traditional=traditional)
    if noted:
        manuscript.apply(notes)
    page, credits_found = drop_boilerplate(manuscript.text)
    manuscript.apply(page)
    half_width = is_half_width(manuscript.text)
    if half_width or noted:
        _restore(manuscript, traditional=traditional, noted=noted)
    _apply(manuscript, mark_gaps(manuscript.text, damaged=half_width))
    if traditional:
        _apply(manuscript, to_simplified(manuscript.text))
    if half_width:
        _apply(manuscript, widen_marks(manuscript.text))
    return Repaired(
        text=manuscript.text,
        repairs=manuscript.repairs(),
        gaps=find_gaps(manuscript.text),
        credits=credits_found,
    )


def _apply(manuscript: Manuscript, edits: list[Edit]) -> None:
    manuscript.apply(without_frozen(edits, manuscript.frozen()))


def _restore(manuscript: Manuscript, *, traditional: bool, noted: bool) -> None:
    """Restore round by round, for what is restored is evidence for what was not certain.

    A character that is restored may carry a note, which then goes too.
    """
    for _ in range(_ROUNDS):
        edits = restore(manuscript.text, traditional=traditional)
        certain = [edit for edit in edits if edit.accepted]
        if not certain:
            break
        manuscript.apply(certain)
        if noted:
            manuscript.apply(find_notes(manuscript.text))
    manuscript.apply([edit for edit in edits if not edit.accepted])
