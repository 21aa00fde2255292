"""A text under repair: edits are applied rule by rule, and their places followed to the end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from imports.draft import Repair


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to `text[start:end]` of the manuscript as it stands when the edit is made.

    An edit that is not accepted changes nothing; it freezes its words for the editor's decision.
    """

    rule: str
    start: int
    end: int
    after: str
    candidates: int = 1
    accepted: bool = True
    options: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tracked:
    before: str
    edit: Edit
    start: int
    end: int


class Manuscript:
    """The text and everything that has been done to it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tracked: list[_Tracked] = []

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make these edits at once; they are in order and do not overlap."""
        if not edits:
            return
        old, pieces, place = self.text, [], 0
        changes: list[tuple[int, int, int]] = []  # old start, old end, new start
        made: list[_Tracked] = []
        length = 0
        for edit in edits:
            after = edit.after if edit.accepted else old[edit.start : edit.end]
            pieces += [old[place : edit.start], after]
            new_start = length + edit.start - place
            length = new_start + len(after)
            changes.append((edit.start, edit.end, new_start))
            before = old[edit.start : edit.end]
            made.append(_Tracked(before, edit, new_start, length))
            place = edit.end
        pieces.append(old[place:])
        self.text = "".join(pieces)
        self._follow(changes, [tracked.end for tracked in made])
        self._tracked += made

    def forget_questions(self) -> None:
        """Drop the edits that were not accepted; the next pass asks again where it must."""
        self._tracked = [tracked for tracked in self._tracked if tracked.edit.accepted]

    def frozen(self) -> list[tuple[int, int]]:
        """Places whose words wait for the editor; no later rule may touch them."""
        return sorted((t.start, t.end) for t in self._tracked if not t.edit.accepted)

    def repairs(self) -> tuple[Repair, ...]:
        """All repairs, in the order of the text."""
        found = [
            Repair(
                rule=tracked.edit.rule,
                before=tracked.before,
                after=(
                    self.text[tracked.start : tracked.end]
                    if tracked.edit.accepted
                    else tracked.edit.after
                ),
                start=tracked.start,
                end=tracked.end,
                candidates=tracked.edit.candidates,
                accepted=tracked.edit.accepted,
                options=tracked.edit.options,
            )
            for tracked in self._tracked
        ]
        return tuple(sorted(found, key=lambda repair: (repair.start, repair.end, repair.rule)))

    def _follow(self, changes: list[tuple[int, int, int]], new_ends: list[int]) -> None:
        """Move the places of earlier edits to where their words stand now."""
        starts = [change[0] for change in changes]

        def moved(offset: int, *, is_end: bool) -> int:
            # An end belongs to the change before it, a start to the change at it.
            index = bisect_right(starts, offset - 1 if is_end else offset) - 1
            if index < 0:
                return offset
            old_start, old_end, new_start = changes[index]
            if offset >= old_end:
                return new_ends[index] + offset - old_end
            if new_ends[index] - new_start == old_end - old_start:
                return new_start + offset - old_start  # as long as before: place by place
            return new_ends[index] if is_end else new_start

        for tracked in self._tracked:
            end = moved(tracked.end, is_end=True)
            tracked.start = min(moved(tracked.start, is_end=False), end)
            tracked.end = end


def without_frozen(edits: Sequence[Edit], frozen: Sequence[tuple[int, int]]) -> list[Edit]:
    """The edits that touch no frozen place."""
    starts = [start for start, _ in frozen]
    kept = []
    for edit in edits:
        index = bisect_right(starts, edit.end - 1) - 1
        if index < 0 or frozen[index][1] <= edit.start:
            kept.append(edit)
    return kept
