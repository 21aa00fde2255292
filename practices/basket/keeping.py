"""The basket of one visitor, kept in their session; nothing is kept of who collects nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from practices.models.baskets import MOST_PIECES as MOST

from .pieces import Piece, piece_of_row, row_of

# So long can be undone what was taken out; then an empty basket leaves nothing behind.
UNDO_SECONDS = 600
_PIECES, _TAKEN = "basket", "basket_taken"


@dataclass(frozen=True)
class Added:
    """What came of adding: what is new, what was there before, and what there was no room for."""

    new: list[Piece]
    known: list[Piece]
    left: list[Piece]


class Basket:
    """The pieces in order; every change is written to the session at once.

    Whoever has a session gets pages of their own (`config/caching.py`), so a session without
    pieces, and without anything else, is let go of.
    """

    def __init__(self, request):
        self._session = request.session
        self.pieces = [piece for piece in map(piece_of_row, self._rows(_PIECES)) if piece][:MOST]
        self.taken = self._taken()
        self._places = count(1)
        if not self.pieces and not self.taken:
            self._let_go()

    def _rows(self, name: str) -> list:
        rows = self._session.get(name)
        return rows if isinstance(rows, list) else []

    def _taken(self) -> list[tuple[int, Piece]]:
        """Return what was taken out last, with its places; nothing after a while."""
        try:
            at, *rows = self._rows(_TAKEN) or [0]
            if time.time() - at > UNDO_SECONDS:
                return []
            return [(int(place), piece) for place, *row in rows if (piece := piece_of_row(row))]
        except (TypeError, ValueError):
            return []

    def __iter__(self) -> Iterator[Piece]:
        return iter(self.pieces)

    def __len__(self) -> int:
        return len(self.pieces)

    def __contains__(self, piece: Piece) -> bool:
        return any(piece.name == kept.name for kept in self.pieces)

    def next_place(self) -> str:
        """Return the anchor of one more control on this page."""
        return f"c{next(self._places)}"

    def add(self, pieces: Iterable[Piece]) -> Added:
        """Put pieces at the end, as many as there is room for; a remark that they had is kept."""
        added = Added([], [], [])
        before = {piece.name: piece for _, piece in self.taken}
        for piece in pieces:
            if piece in self:
                added.known.append(piece)
            elif len(self) < MOST:
                added.new.append(piece)
                known = before.get(piece.name, piece)
                self.pieces.append(piece if piece.remark else known)
            else:
                added.left.append(piece)
        if added.new:
            self._write()
        return added

    def remove(self, names: Iterable[str]) -> None:
        """Take pieces out; they can be put back where they were until others are taken out."""
        names = set(names)
        taken = [(place, row) for place, row in enumerate(self.pieces) if row.name in names]
        if taken:
            self.taken = taken
            self.pieces = [row for row in self.pieces if row.name not in names]
            self._write()

    def put_back(self) -> None:
        """Undo the last removal, as far as there is room."""
        for place, piece in self.taken:
            if piece not in self and len(self) < MOST:
                self.pieces.insert(place, piece)
        self.taken = []
        self._write()

    def arrange(self, pieces: Iterable[Piece]) -> None:
        """Take over order and remarks as a reader's page has them.

        What the page does not have (it may be old, or not show all) comes last. What only the page
        has comes back: the session may have ended while somebody was writing.
        """
        shown = list({piece.name: piece for piece in pieces}.values())
        names = {piece.name for piece in shown}
        others = [piece for piece in self.pieces if piece.name not in names]
        room = MOST - len(others)
        kept = [piece for piece in shown if piece in self]
        back = [piece for piece in shown if piece not in self][: max(room - len(kept), 0)]
        names = {piece.name for piece in (*kept, *back)}
        arranged = [*(piece for piece in shown if piece.name in names), *others]
        if arranged != self.pieces:
            self.pieces = arranged
            self._write()

    def move(self, name: str, by: int) -> None:
        """Move a piece by so many places, and no further than the ends."""
        names = [piece.name for piece in self.pieces]
        if name in names:
            place = names.index(name)
            piece = self.pieces.pop(place)
            self.pieces.insert(max(place + by, 0), piece)
            self._write()

    def _write(self) -> None:
        self.taken = [(place, piece) for place, piece in self.taken if piece not in self]
        if not self.pieces and not self.taken:
            self._let_go()
            return
        self._session[_PIECES] = [row_of(piece) for piece in self.pieces]
        taken = [[place, *row_of(piece)] for place, piece in self.taken]
        self._session[_TAKEN] = [int(time.time()), *taken] if taken else []

    def _let_go(self) -> None:
        if not {_PIECES, _TAKEN} & set(self._session.keys()):
            return
        self._session.pop(_PIECES, None)
        self._session.pop(_TAKEN, None)
        if not self._session.keys():
            self._session.flush()
