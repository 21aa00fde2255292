"""The places that a process has for what takes long, shared out among those who ask."""

from __future__ import annotations

from collections import Counter
from threading import Condition


class Places:
    """So many at once; the last place is for an address that has none yet.

    Whoever floods thus leaves everybody else a place. Who comes while all are taken may wait for
    one, but nobody beside another: who waits holds a thread.
    """

    def __init__(self, number: int):
        self._number = number
        self._of_one = max(number - 1, 1)
        self._taken: Counter[str | None] = Counter()
        self._changed = Condition()
        self._somebody_waits = False

    def take(self, address: str | None, seconds: float) -> bool:
        """Take a place, if there is one within so many seconds; `leave` gives it back."""
        with self._changed:
            if not self._has_room(address):
                if not seconds or self._somebody_waits:
                    return False
                self._somebody_waits = True
                try:
                    if not self._changed.wait_for(lambda: self._has_room(address), seconds):
                        return False
                finally:
                    self._somebody_waits = False
            self._taken[address] += 1
            return True

    def leave(self, address: str | None) -> None:
        with self._changed:
            self._taken[address] -= 1
            if not self._taken[address]:
                del self._taken[address]
            self._changed.notify()

    def _has_room(self, address: str | None) -> bool:
        return self._taken.total() < self._number and self._taken[address] < self._of_one
