"""When two guests are one person."""

from collections.abc import Iterator

from editorial.merging import Mergeable, register

from .models import Guest


def _guests(keep: Guest, duplicate: Guest) -> Iterator[str]:
    shared = keep.interviews.filter(pk__in=duplicate.interviews.values("pk")).first()
    if shared is not None:
        yield f"两人同时出现在访谈《{shared}》中，不能合并。"


def register_all() -> None:
    register(Mergeable(Guest, refusals=_guests, joined=("note",)))
