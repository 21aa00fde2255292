"""Giving a basket an address that anybody may open."""

from __future__ import annotations

from collections.abc import Iterable

from editorial.limits import Rate, seconds_to_wait
from practices.models import SharedBasket

from .pieces import Piece, piece_of_row, row_of

# Baskets that a network address may give addresses to.
RATE = Rate(20, 3600)


def may_share(request) -> bool:
    """Count one basket; tell whether the address has not shared too many."""
    return not seconds_to_wait("share", request, RATE)


def shared_as(pieces: Iterable[Piece]) -> SharedBasket | None:
    """Return these pieces as they were shared before, remarks and order included."""
    key = SharedBasket.key_of([row_of(piece) for piece in pieces])
    return SharedBasket.objects.filter(key=key).first()


def share(pieces: Iterable[Piece]) -> SharedBasket:
    """Store the pieces as they are now; what was shared before keeps its address."""
    rows = [row_of(piece) for piece in pieces]
    content = {"pieces": rows, "number": len(rows)}
    return SharedBasket.objects.get_or_create(key=SharedBasket.key_of(rows), defaults=content)[0]


def pieces_in(shared: SharedBasket) -> list[Piece]:
    return [piece for piece in map(piece_of_row, shared.pieces) if piece]
