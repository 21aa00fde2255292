"""Clients that do harm: slow ones, many at once, huge or broken requests.

Each is a context: trouble goes on in its block, and what it yields says what came of it.
"""

import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from tests.cluster.servers import HOST, NAME

from .readers import _CONTEXT

_HEAD = f"GET /practices/ HTTP/1.1\r\nHost: {NAME}\r\n"


def _connected(port: int, address: str) -> ssl.SSLSocket:
    plain = socket.create_connection((HOST, port), timeout=30, source_address=(address, 0))
    return _CONTEXT.wrap_socket(plain, server_hostname=NAME)


def _counted(ends: Counter) -> str:
    return ", ".join(f"{many} × {end}" for end, many in sorted(ends.items()))


@contextmanager
def _at_once(number: int, work: Callable[[threading.Event], str]) -> Iterator[Callable[[], str]]:
    """Do `work` in so many threads; say how often it ended in which way."""
    ends, stop = Counter(), threading.Event()

    def go_on() -> None:
        try:
            ends[work(stop)] += 1
        except OSError:
            ends["cut off"] += 1

    threads = [threading.Thread(target=go_on) for _ in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield (
            lambda: ", ".join(f"{many} × {end}" for end, many in sorted(ends.items())) or "waiting"
        )
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@contextmanager
def half_requests(port: int) -> Iterator[Callable[[], str]]:
    """Send requests letter by letter, and never to the end."""

    def work(stop: threading.Event) -> str:
        with _connected(port, "127.0.3.1") as connection:
            for letter in _HEAD * 20:
                if stop.wait(0.5):
                    return "still sending"
                connection.send(letter.encode())
        return "sent"

    with _at_once(150, work) as came:
        yield came


@contextmanager
def slow_readers(port: int) -> Iterator[Callable[[], str]]:
    """Ask for a large file, and take it a few bytes at a time."""

    def work(stop: threading.Event) -> str:
        with _connected(port, "127.0.3.2") as connection:
            request = _HEAD.replace("/practices/", "/practices/?format=csv")
            connection.sendall(f"{request}\r\n".encode())
            status = connection.recv(12)[9:].decode()
            while not stop.wait(0.5):
                if not connection.recv(64):
                    return f"{status}, ended"
        return f"{status}, still reading"

    with _at_once(20, work) as came:
        yield came


@contextmanager
def many_connections(port: int) -> Iterator[Callable[[], str]]:
    """Open six hundred connections from three addresses, and ask for nothing."""
    open_, refused = [], 0
    for number in range(600):
        try:
            open_.append(_connected(port, f"127.0.4.{number % 3}"))
        except OSError:
            refused += 1
    try:
        yield lambda: f"{len(open_)} open, {refused} refused"
    finally:
        for connection in open_:
            with suppress(OSError):
                connection.close()


@contextmanager
def broken_requests(port: int) -> Iterator[Callable[[], str]]:
    """Send headers of 64 KB, addresses of 20 KB, and what is no HTTP, again and again."""
    sent = (
        f"{_HEAD}X-Long: {'x' * 65_536}\r\n\r\n",
        _HEAD.replace("/practices/", f"/practices/?q={'a' * 20_000}") + "\r\n",
        f"{_HEAD}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "\x00\x01\x02 nothing\r\n\r\n",
        f"{_HEAD}Cookie: {'c=1; ' * 1500}\r\n\r\n",
    )
    answers = Counter()

    def work(stop: threading.Event) -> str:
        while not stop.is_set():
            for request in sent:
                with suppress(OSError), _connected(port, "127.0.3.3") as connection:
                    connection.sendall(request.encode())
                    answers[connection.recv(12)[9:].decode() or "closed"] += 1
        return "done"

    with _at_once(4, work):
        yield lambda: _counted(answers)


TROUBLES = {
    "150 half requests": half_requests,
    "20 slow readers of files": slow_readers,
    "600 idle connections": many_connections,
    "broken requests": broken_requests,
}
