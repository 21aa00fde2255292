"""The change number: in which state the records are, in one row that every change raises.

The row is locked by whoever raises it until their transaction ends, so that the order of numbers
is the order of commits, and nobody who has seen a number can have missed a smaller one.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db.models import F

from .models import Change

_held: ContextVar["State | None"] = ContextVar("state", default=None)


@dataclass(frozen=True)
class State:
    """A state of the records; `seen` is the stamp of the last change that visitors could see."""

    number: int
    stamp: str
    seen: str


def newest() -> State:
    """Return the state that the database is in, by one indexed read."""
    row = Change.objects.filter(pk=1).values_list("number", "stamp", "seen").first()
    return State(*row) if row else State(0, "", "")


def current() -> State:
    """Return the state that this request goes by: the newest one unless one is held."""
    return _held.get() or newest()


@contextmanager
def held() -> Iterator[State]:
    """Read the state once for all that is done in this block."""
    state = newest()
    token = _held.set(state)
    try:
        yield state
    finally:
        _held.reset(token)


def advance(*, public: bool) -> int:
    """Raise the number, inside the transaction of the change, and return the new one."""
    stamp = uuid.uuid4().hex
    raised = {"number": F("number") + 1, "stamp": stamp}
    if public:
        raised["seen"] = stamp
    if not Change.objects.filter(pk=1).update(**raised):
        Change.objects.create(pk=1, number=1, stamp=stamp, seen=stamp)
    return Change.objects.values_list("number", flat=True).get(pk=1)
