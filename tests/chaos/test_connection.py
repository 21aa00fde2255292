"""The connection to PostgreSQL breaks off, or nothing comes over it any more."""

import selectors
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from operations.hanging import SECONDS
from tests.cluster.servers import HOST, until

from .desk import Desk, Work
from .examining import examined
from .site import POSTGRESQL, site


class Proxy:
    """What stands between site and database: it passes on, breaks off, or holds back."""

    def __init__(self, port: int):
        self._to = (HOST, port)
        self._listener = socket.create_server((HOST, 0))
        self.port = self._listener.getsockname()[1]
        self.holds_back = self.refuses = False
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._ready = selectors.DefaultSelector()
        self._ready.register(self._listener, selectors.EVENT_READ)
        self._ends = False
        self._thread = threading.Thread(target=self._pass_on)
        self._thread.start()

    def break_off(self) -> None:
        """Close all connections."""
        for one in list(self._pairs):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        self._ends = True
        self._thread.join()
        self.break_off()
        self._listener.close()

    def _pass_on(self) -> None:
        while not self._ends:
            if self.holds_back:
                time.sleep(0.05)
                continue
            for key, _ in self._ready.select(0.1):
                if key.fileobj is self._listener:
                    self._accept()
                else:
                    self._move(key.fileobj)

    def _accept(self) -> None:
        one = self._listener.accept()[0]
        if self.refuses:
            one.close()
            return
        other = socket.create_connection(self._to)
        for this, that in ((one, other), (other, one)):
            self._pairs[this] = that
            self._ready.register(this, selectors.EVENT_READ)

    def _move(self, one: socket.socket) -> None:
        if one not in self._pairs:
            return
        try:
            data = one.recv(65536)
            if data:
                self._pairs[one].sendall(data)
                return
        except OSError:
            pass
        for end in (one, self._pairs[one]):
            self._pairs.pop(end)
            self._ready.unregister(end)
            end.close()


@contextmanager
def behind_proxy(prepared, home) -> Iterator[tuple]:
    """Serve the prepared database through a proxy."""
    if prepared.kind != POSTGRESQL:
        pytest.skip("SQLite needs no connection")
    proxy = Proxy(prepared.database.port)
    try:
        with site(home / "behind", "behind a proxy") as made:
            url = prepared.url.replace(str(prepared.database.port), str(proxy.port))
            made.more = {"DATABASE_URL": url, "MEDIA_ROOT": str(prepared.folder / "media")}
            made.serve()
            yield made, proxy
    finally:
        proxy.stop()


def test_connections_break_off(prepared, home, row):
    with behind_proxy(prepared, home) as (made, proxy):
        with Work(Desk.of(made)) as told:
            for _ in range(5):
                time.sleep(1.5)
                proxy.break_off()
            begun = time.monotonic()
            time.sleep(3)
        back = told.back_after(begun)
        row("all connections to the database break off, 5 times", POSTGRESQL, told, back=back)
        assert back < 2
        assert {status for _, status, _ in told.refused} <= {503}
        assert told.saved
        assert examined(prepared, told) == []


def test_the_database_hangs(prepared, home, row):
    with behind_proxy(prepared, home) as (made, proxy):
        with Work(Desk.of(made)) as told:
            time.sleep(3)
            begun = time.monotonic()
            proxy.holds_back = True
            freed = until(lambda: made.status("/", 60) in (200, 503), "an answer", 60)
            time.sleep(max(begun + SECONDS + 15 - time.monotonic(), 0))
            asked = time.monotonic()
            answered = made.status("/")
            ended = time.monotonic()
            proxy.holds_back = False
            time.sleep(8)
        back = told.back_after(ended)
        notes = f"first answer after {freed:.0f} s, then in {ended - asked:.1f} s"
        row(
            f"the database hangs for {ended - begun:.0f} s",
            POSTGRESQL,
            told,
            back=back,
            notes=notes,
        )
        assert freed < SECONDS + 10
        assert answered in (200, 503)
        assert ended - asked < 8
        assert back < 6
        assert examined(prepared, told) == []
