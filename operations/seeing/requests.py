"""Every request: its number, one line in the log, and its figures.

The line says how, which view, what came of it and how long it took: no address, no account, and
nothing that was typed.
"""

from __future__ import annotations

import logging
import time

from . import figures
from .answers import when_closed
from .current import PROBE, Current, begin, end
from .probes import answer_to

log = logging.getLogger("operations.access")
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Requests:
    """The outermost of all: what happens inside is counted, and written down under a number."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began, found = time.perf_counter(), begin(request)
        with figures.in_progress():
            response = self.get_response(request)
        asks_for = getattr(request, "asks_for", "")
        end(found)
        response["X-Request-ID"] = found.id
        if request.method == "HEAD":
            _without_content(response)
        method = request.method if request.method in _METHODS else "OTHER"

        def done():
            seconds = time.perf_counter() - began
            _write(found, method, response, seconds)
            figures.answered(found, method, response.status_code, seconds, asks_for)

        if response.streaming:
            when_closed(response, done)
        else:
            done()
        return response


class Probes:
    """Answer those who watch the site before it is asked by which name they call it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return answer_to(request) or self.get_response(request)


def _without_content(response) -> None:
    """Leave what only GET may have; a file is not even made."""
    if response.streaming:
        response.streaming_content = ()
    else:
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""


def _write(found: Current, method: str, response, seconds: float) -> None:
    status, ms = response.status_code, round(1000 * seconds, 1)
    # Of what was made while it was sent, nobody has counted the bytes.
    size = response.get("Content-Length", "") if response.streaming else len(response.content)
    line = f"{method} {found.route} {status} {ms} ms {size or '?'} B"
    said = {"method": method, "route": found.route, "status": status, "ms": ms}
    said |= {"bytes": int(size)} if size != "" else {}
    # Load balancers ask every second, and all is well.
    level = logging.DEBUG if found.route == PROBE and status == 200 else logging.INFO
    log.log(level, line, extra=said)
