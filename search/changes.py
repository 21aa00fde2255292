"""The change number: in which state the records are, in one row that every change raises.

The row is locked by whoever raises it until their transaction ends, so that the order of numbers
is the order of commits, and nobody who has seen a number can have missed a smaller one.
"""

import uuid
from dataclasses import dataclass

from django.db.models import F

from .models import Change


@dataclass(frozen=True)
class State:
    """A state of the records; see `models.Change`."""

    number: int
    public: int
    stamp: str


def current() -> State:
    """Return the state that the database is in, by one indexed read."""
    row = Change.objects.filter(pk=1).values_list("number", "public", "stamp").first()
    return State(*row) if row else State(0, 0, "")


def advance(*, public: bool) -> int:
    """Raise the number, inside the transaction of the change, and return the new one."""
    raised = {"number": F("number") + 1, "stamp": uuid.uuid4().hex}
    if public:
        raised["public"] = F("number") + 1
    if not Change.objects.filter(pk=1).update(**raised):
        Change.objects.create(pk=1, number=1, public=1, stamp=raised["stamp"])
    return Change.objects.values_list("number", flat=True).get(pk=1)
