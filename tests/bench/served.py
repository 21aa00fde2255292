"""The same pages through gunicorn: two workers, four requests at a time."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from .timing import milliseconds

PORT = 8123
AT_ONCE = 4
# The size of a catalogue page, to serve as a file for the floor.
FLOOR_BYTES = 70_000


class Server:
    """gunicorn in production settings on the base that DATABASE_URL names."""

    def __init__(self, process: subprocess.Popen):
        self.process = process
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
        self.workers = [int(child) for child in children.split()]

    def processor_seconds(self) -> float:
        ticks = 0
        for pid in self.workers:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Return the megabytes of the larger worker."""
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self.workers]
        return max(pages) * os.sysconf("SC_PAGE_SIZE") / 1024**2

    def measure(self, urls: list[str], **headers: str) -> tuple[list[float], float]:
        """Ask for all addresses; return the times, and the processor's milliseconds for each."""
        before = self.processor_seconds()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            taken = list(pool.map(lambda url: milliseconds(lambda: fetch(url, headers)), urls))
        return taken, (self.processor_seconds() - before) * 1000 / len(urls)


def fetch(path: str, headers: dict[str, str] | None = None) -> dict[str, str]:
    """Ask for a page and return the headers of the answer."""
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", headers=headers or {})
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            answer.read()
            return dict(answer.headers)
    except urllib.error.HTTPError as error:
        if error.code != 304:
            raise
        return dict(error.headers)


@contextmanager
def gunicorn() -> Iterator[Server]:
    """Start the server, as `make serve` does, with a file as large as a page beside its own."""
    with tempfile.TemporaryDirectory() as static:
        environment = {
            **os.environ,
            "DJANGO_ENV": "production",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "ALLOWED_HOSTS": "127.0.0.1",
            "SECURE_HTTPS": "no",
            "STATIC_ROOT": static,
        }
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(collect, env=environment, check=True)  # noqa: S603
        (Path(static) / "floor.html").write_bytes(b"x" * FLOOR_BYTES)
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{PORT}"]
        command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            _wait()
            yield Server(process)
        finally:
            process.terminate()
            process.wait()


def _wait() -> None:
    for _ in range(200):
        try:
            fetch("/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(0.5)  # the second worker
            return
    raise SystemExit("gunicorn does not answer")
