"""How often an address may ask for what costs something; the one place where it is counted.

Reports, shared baskets, the interface for programs, searches and files all count here, each kind
for itself, in the cache: with a shared one over all processes and machines. Of an address only a
digest is kept that nobody can undo without the site's key, for two spans of the limit.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from .visitors import network_of

SPANS = {"sec": 1, "min": 60, "hour": 3600, "day": 86400}


@dataclass(frozen=True)
class Rate:
    """So many in so many seconds."""

    number: int
    seconds: int

    @classmethod
    def of(cls, written: str) -> Rate:
        """Return the rate that a setting says.

        >>> Rate.of("300/min")
        Rate(number=300, seconds=60)
        """
        number, _, span = written.partition("/")
        return cls(int(number), SPANS[span])


def seconds_to_wait(kind: str, request, rate: Rate) -> int:
    """Count one of this kind; return 0, or, when it is too many, how long to wait.

    The span slides: of the one before counts what lies less than a span back, as if it had come
    evenly. What is refused does not count, so that who shares an address with a flood still gets
    a share of what the address may have.
    """
    span, into = divmod(time.time(), rate.seconds)
    key = f"limit-{kind}-{_digest(request)}-{rate.seconds}"
    here, before = f"{key}-{span:.0f}", cache.get(f"{key}-{span - 1:.0f}", 0)
    cache.add(here, 0, 2 * rate.seconds)
    try:
        count = cache.incr(here)
        if before * (1 - into / rate.seconds) + count <= rate.number:
            return 0
        cache.decr(here)
    except ValueError:
        return 0  # the cache has let go of it, or keeps nothing
    return max(1, math.ceil(_rest(before, count - 1, into, rate)))


def _rest(before: int, count: int, into: float, rate: Rate) -> float:
    """Return after how many seconds one more is allowed: in this span, or in the next one."""
    room = rate.number - 1
    if count <= room and before:
        return rate.seconds * (1 - (room - count) / before) - into
    return rate.seconds - into + rate.seconds * max(0.0, 1 - room / max(count, 1))


def _digest(request) -> str:
    address = network_of(request) or ""
    return salted_hmac("editorial.limits", address, algorithm="sha256").hexdigest()[:32]
