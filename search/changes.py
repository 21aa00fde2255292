"""The change number: in which state the records are, in one row that every change raises.

The row is locked by whoever raises it until their transaction ends, so that the order of numbers
is the order of commits, and nobody who has seen a number can have missed a smaller one.

Replicas follow the primary, each a little behind. A process never goes back behind a number that it
has read: a replica that is not as far is `Behind`, and another database has to be asked
(docs/decisions/0029-growing.md).
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import DEFAULT_DB_ALIAS, router
from django.db.models import F

from .models import Change

_held: ContextVar["Held | None"] = ContextVar("held", default=None)


class Behind(Exception):
    """The replica asked is not yet where this process has been."""


@dataclass(frozen=True)
class State:
    """A state of the records.

    `seen` is the stamp of the last change that visitors could see, `values` of the last change of
    what lists can be narrowed by.
    """

    number: int
    stamp: str
    seen: str
    values: str


@dataclass(frozen=True)
class Held:
    """A state that a request keeps to, with what was made for it, by name."""

    state: State
    made: dict[str, object] = field(default_factory=dict)


@dataclass
class _Reached:
    """How far this process has been: the last state read, and the number that replicas need."""

    state: State | None = None
    number: int = 0


_reached = _Reached()


def newest() -> State:
    """Return the state that the database is in, by one indexed read."""
    rows = Change.objects.filter(pk=1)
    row = rows.values_list("number", "stamp", "seen", "values").first()
    state = State(*row) if row else State(0, "", "", "")
    if state.number < _reached.number and router.db_for_read(Change) != DEFAULT_DB_ALIAS:
        raise Behind
    _reached.number = max(_reached.number, state.number)
    _reached.state = state
    return state


def last_read() -> State | None:
    """Return the state that this process read last, for when no database answers."""
    return _reached.state


def reached() -> int:
    """Return the number that a replica must have come to."""
    return _reached.number


def reset(before: int, number: int) -> None:
    """Have replicas need `number`, lower or higher, unless the process has gone on from `before`.

    The number falls when another database took the primary's place, or an older backup.
    """
    _reached.number = number if _reached.number == before else max(_reached.number, number)


def current() -> State:
    """Return the state that this request goes by: the newest one unless one is held."""
    held = _held.get()
    return held.state if held else newest()


def kept() -> dict[str, object]:
    """Return what is kept for this request; nothing is kept outside of one."""
    held = _held.get()
    return held.made if held else {}


@contextmanager
def held() -> Iterator[State]:
    """Read the state once for all that is done in this block."""
    token = _held.set(Held(newest()))
    try:
        yield _held.get().state
    finally:
        _held.reset(token)


def advance(*, public: bool, values: bool = False) -> int:
    """Raise the number, inside the transaction of the change, and return the new one.

    `public` says that visitors can see the change, `values` that it is one of what lists can be
    narrowed by.
    """
    stamp = uuid.uuid4().hex
    raised = {"number": F("number") + 1, "stamp": stamp}
    raised |= {"seen": stamp} if public else {}
    raised |= {"values": stamp} if values else {}
    if not Change.objects.filter(pk=1).update(**raised):
        Change.objects.create(pk=1, number=1, stamp=stamp, seen=stamp, values=stamp)
    return Change.objects.values_list("number", flat=True).get(pk=1)
