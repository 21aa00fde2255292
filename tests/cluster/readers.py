"""Readers who go on reading all the time, and what they met with."""

import http.client
import ssl
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple
from urllib.parse import quote

from .servers import HOST, NAME, Cluster, until

# Kept pages, and by their number pages that nobody has asked for before.
PATHS = (
    "/",
    "/practices/",
    "/zones/",
    "/api/practices/",
    f"/search/?q={quote('党建')}{{number}}",
    "/practices/?sort=name&n={number}",
)


class Read(NamedTuple):
    """One request: when it began, how long it took, what came of it."""

    begun: float
    seconds: float
    path: str
    status: int

    @property
    def is_error(self) -> bool:
        return self.status != 200


@dataclass
class Readers:
    """Several readers at once; `reads` is all that they asked for."""

    cluster: Cluster
    reads: list[Read] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _number: count = field(default_factory=count)

    def start(self, readers: int = 3) -> None:
        self._threads = [threading.Thread(target=self._read) for _ in range(readers)]
        for thread in self._threads:
            thread.start()
        until(lambda: self.reads and not self.reads[-1].is_error, "the first page")

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def since(self, begun: float) -> list[Read]:
        return [read for read in self.reads if read.begun >= begun]

    def _read(self) -> None:
        while not self._stop.is_set():
            number = next(self._number)
            path = PATHS[number % len(PATHS)].format(number=number)
            begun = time.monotonic()
            status = self._status(path)
            self.reads.append(Read(begun, time.monotonic() - begun, path, status))
            self._stop.wait(0.03)

    def _status(self, path: str) -> int:
        """Ask once, on a connection of its own, as a reader does who comes from elsewhere."""
        try:
            status, _ = ask(self.cluster.nginx.port, path)
        except (OSError, http.client.HTTPException):
            return 0
        return status


def ask(
    port: int, path: str, *, tls: bool = True, patience: float = 20, **headers: str
) -> tuple[int, str]:
    """Return status and page of an address, from nginx or from an application server itself."""
    # The certificate is the cluster's own.
    context = ssl._create_unverified_context()  # noqa: S323
    kind = http.client.HTTPSConnection if tls else http.client.HTTPConnection
    how = {"context": context} if tls else {}
    connection = kind(HOST, port, timeout=patience, **how)
    try:
        told = {"Host": NAME, **({} if tls else {"X-Forwarded-Proto": "https"}), **headers}
        connection.request("GET", path, headers=told)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        connection.close()
