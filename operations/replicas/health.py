"""Which replicas are fit to be read: looked at once a second by a thread of each process.

A replica is fit when it answers, is one, and has played back all that the primary had written
`REPLICA_LAG_SECONDS` ago. While the primary does not answer, those are fit that have come furthest.
"""

import logging
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from functools import cache
from itertools import count

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

from search import changes
from search.models import Change

logger = logging.getLogger(__name__)

SECONDS = 1
_one_watch = threading.Lock()
_QUESTION = f"""
    SELECT pg_is_in_recovery(),
        pg_wal_lsn_diff(
            CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
            ELSE pg_current_wal_lsn() END, '0/0'
        )::bigint,
        (SELECT number FROM {Change._meta.db_table} WHERE id = 1)
"""  # noqa: S608


@dataclass(frozen=True)
class Answer:
    """What a database says of itself: how far its log is written or played back, which number."""

    is_replica: bool
    position: int
    number: int


@dataclass
class Watch:
    """The replicas of this process, and which of them are fit."""

    replicas: tuple[str, ...]
    most_lag: float
    fit: tuple[str, ...] = ()
    # Where the log of the primary stood, and when.
    _written: deque[tuple[float, int]] = field(default_factory=deque)
    _turn: count = field(default_factory=count)

    def choose(self, without: set[str]) -> str:
        """Return the database for a reader's request: replicas by turns, or else the primary."""
        left = [alias for alias in self.fit if alias not in without]
        return left[next(self._turn) % len(left)] if left else DEFAULT_DB_ALIAS

    def leave_out(self, alias: str) -> None:
        """Ask a replica no more until it is looked at again."""
        self._settle(tuple(one for one in self.fit if one != alias))

    def look(self, now: float) -> None:
        """Find out which replicas are fit."""
        before = changes.reached()
        # The primary first: what it says, the replicas have by then, unless they lag.
        primary = ask(DEFAULT_DB_ALIAS)
        answers = {
            alias: answer
            for alias in self.replicas
            if (answer := ask(alias)) is not None and answer.is_replica
        }
        if primary is not None:
            changes.reset(before, primary.number)
            needed = self._needed(now, primary.position)
            fit = (alias for alias, answer in answers.items() if answer.position >= needed)
        else:
            furthest = max((answer.number for answer in answers.values()), default=before)
            changes.reset(before, furthest)
            fit = (alias for alias, answer in answers.items() if answer.number == furthest)
        self._settle(tuple(fit))

    def _needed(self, now: float, position: int) -> int:
        """Return how far the primary had written `most_lag` seconds ago, as far as is known."""
        written = self._written
        if written and position < written[-1][1]:
            written.clear()  # another database has taken its place
        written.append((now, position))
        while len(written) > 1 and written[1][0] <= now - self.most_lag:
            written.popleft()
        at, needed = written[0]
        return needed if at <= now - self.most_lag else 0

    def _settle(self, fit: tuple[str, ...]) -> None:
        for alias in sorted({*fit} ^ {*self.fit}):
            if alias in fit:
                logger.info("reading from %s", alias)
            else:
                logger.warning("%s is left out: it does not answer, or lags", alias)
        self.fit = fit


def replicas() -> tuple[str, ...]:
    """Return the names of the replicas that are set."""
    return tuple(alias for alias in settings.DATABASES if alias != DEFAULT_DB_ALIAS)


def ask(alias: str) -> Answer | None:
    """Ask a database how it is; None when it does not answer."""
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(_QUESTION)
            is_replica, position, number = cursor.fetchone()
    except Error:
        connections[alias].close()
        return None
    return Answer(is_replica, position or 0, number or 0)


def watch() -> Watch:
    """Return the watch of this process, which has looked once and goes on looking."""
    # Two requests may be the first.
    with _one_watch:
        return _watch()


@cache
def _watch() -> Watch:
    made = Watch(replicas(), settings.REPLICA_LAG_SECONDS)
    if made.replicas:
        looked = threading.Event()
        threading.Thread(target=_go_on_looking, args=(made, looked), daemon=True).start()
        looked.wait(timeout=10)
    return made


def _go_on_looking(made: Watch, looked: threading.Event) -> None:
    while True:
        try:
            made.look(time.monotonic())
        except Exception:  # a thread that ended would leave everything as it was
            logger.exception("the replicas could not be looked at")
        looked.set()
        time.sleep(SECONDS)
