"""The places that a process has for what takes long, shared out among those who ask."""

from __future__ import annotations

from collections import Counter
from threading import Condition

# Who waits holds a thread.
_MOST_WAITING = 2


class Places:
    """So many at once; the last place is for an address that has none yet.

    Whoever floods thus leaves everybody else a place. Who comes while there is none may wait for
    one: one of each address, so that a flood does not take that, too, and two in all.
    """

    def __init__(self, number: int):
        self._number = number
        self._of_one = max(number - 1, 1)
        self._taken: Counter[str | None] = Counter()
        self._changed = Condition()
        self._waiting: set[str | None] = set()

    def take(self, address: str | None, seconds: float) -> bool:
        """Take a place, if there is one within so many seconds; `leave` gives it back."""
        with self._changed:
            if not self._has_room(address):
                if not seconds or address in self._waiting or len(self._waiting) == _MOST_WAITING:
                    return False
                self._waiting.add(address)
                try:
                    if not self._changed.wait_for(lambda: self._has_room(address), seconds):
                        return False
                finally:
                    self._waiting.remove(address)
            self._taken[address] += 1
            return True

    def leave(self, address: str | None) -> None:
        with self._changed:
            self._taken[address] -= 1
            if not self._taken[address]:
                del self._taken[address]
            self._changed.notify_all()

    def _has_room(self, address: str | None) -> bool:
        return self._taken.total() < self._number and self._taken[address] < self._of_one
