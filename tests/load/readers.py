"""Readers from addresses of their own, how long they waited, and what they were told."""

import http.client
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle

from tests.bench.timing import median, slow
from tests.cluster.servers import HOST, NAME

_CONTEXT = ssl.create_default_context()
# The certificate is the trial's own.
_CONTEXT.check_hostname, _CONTEXT.verify_mode = False, ssl.CERT_NONE


@dataclass
class Person:
    """Somebody who asks for one thing after the other, on a connection that is kept."""

    port: int
    address: str = HOST
    connection: http.client.HTTPSConnection | None = None

    def ask(self, path: str) -> tuple[int, dict[str, str]]:
        """Return status and headers; 0 when there was no answer."""
        if self.connection is None:
            self.connection = http.client.HTTPSConnection(
                HOST, self.port, timeout=60, context=_CONTEXT, source_address=(self.address, 0)
            )
        try:
            self.connection.request("GET", path, headers={"Host": NAME})
            answer = self.connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            return 0, {}
        return answer.status, dict(answer.headers)


@dataclass
class Met:
    """What a crowd met with: milliseconds of what was answered, and how often which status."""

    taken: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    told_when: int = 0
    seconds: float = 0

    def cells(self) -> str:
        """Return it as cells of a table: requests a second, median, p95, slowest, statuses."""
        if not self.taken:
            return "– | – | – | – | –"
        rate = len(self.taken) / self.seconds
        told = ", ".join(f"{number} × {status}" for status, number in sorted(self.statuses.items()))
        times = (median(self.taken), slow(self.taken), max(self.taken))
        return f"{rate:.0f} | {' | '.join(f'{one:.0f}' for one in times)} | {told}"


@contextmanager
def crowd(
    port: int, paths: Callable[[], str | None], crews: list[list[str]], pause: float
) -> Iterator[Met]:
    """Have each crew ask, one address after the other, for what `paths` gives until it gives None.

    It ends with the block.
    """
    met, stop, begun = Met(), threading.Event(), time.monotonic()

    def go_on(crew: list[str]) -> None:
        for person in cycle([Person(port, address) for address in crew]):
            if stop.is_set() or (path := paths()) is None:
                return
            start = time.perf_counter()
            status, headers = person.ask(path)
            met.taken.append((time.perf_counter() - start) * 1000)
            met.statuses[status] += 1
            met.told_when += status in (429, 503) and "Retry-After" in headers
            met.seconds = time.monotonic() - begun
            stop.wait(pause)

    threads = [threading.Thread(target=go_on, args=(crew,)) for crew in crews]
    for thread in threads:
        thread.start()
    try:
        yield met
    finally:
        stop.set()
        for thread in threads:
            thread.join()
