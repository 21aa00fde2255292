"""What those ask who watch the site: is it alive, can it serve, and the figures.

They ask by an address and in plain HTTP from inside, so they are answered whatever host they name.
An examination runs beside the requests: a database that hangs makes it late, and late is said
after two seconds; a flood of probes gets the answer of the last second.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connections
from django.http import HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST

from operations.examining.readiness import LATE, Part, examine

from .stock import exposition

SECONDS_TO_ANSWER = 2.0
SECONDS_KEPT = 1.0


class Examiner:
    """Runs one examination at a time, and keeps its outcome for a moment."""

    def __init__(self, examine: Callable[[], list[Part]] = examine):
        self._examine = examine
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._parts: list[Part] = []
        self._at = float("-inf")

    def parts(self) -> list[Part]:
        """Return what was found within the last second, or what is found within two."""
        with self._lock:
            if time.monotonic() - self._at > SECONDS_KEPT and self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
            thread = self._thread
        if thread is not None:
            thread.join(SECONDS_TO_ANSWER)
            if thread.is_alive():
                return [LATE]
        return self._parts

    def _run(self) -> None:
        try:
            self._parts = self._examine()
            self._at = time.monotonic()
        finally:
            connections.close_all()
            self._thread = None


_examiner = Examiner()


def answer_to(request) -> HttpResponse | None:
    """Return the answer to a probe; None for a request of any other kind."""
    answer = _PROBES.get(request.path_info)
    return answer(request) if answer else None


def _healthz(request) -> HttpResponse:
    return _lines("ok\n")


def _readyz(request) -> HttpResponse:
    parts = _examiner.parts()
    is_ready = all(part.is_well or not part.is_needed for part in parts)
    lines = "".join(f"{part.name}: {part.state}\n" for part in parts)
    return _lines(lines, 200 if is_ready else 503)


def _metrics(request) -> HttpResponse | None:
    if not settings.METRICS_TOKEN:
        return None
    given = request.headers.get("Authorization", "")
    if not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        answer = _lines("unauthorized\n", 401)
        answer["WWW-Authenticate"] = "Bearer"
        return answer
    return _lines(exposition(), kind=CONTENT_TYPE_LATEST)


def _lines(content, status: int = 200, kind: str = "text/plain; charset=utf-8") -> HttpResponse:
    answer = HttpResponse(content, status=status, content_type=kind)
    answer["Cache-Control"] = "no-store"
    return answer


_PROBES = {"/healthz": _healthz, "/readyz": _readyz, "/metrics": _metrics}
