"""The request that is being answered: its number, its route, and what it asked of the database."""

from __future__ import annotations

import re
import uuid
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

UNKNOWN, STATIC, PROBE = "unknown", "static", "probe"
PROBES = ("/healthz", "/readyz", "/metrics")
_LOOKS_RIGHT = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass
class Current:
    """What is known of the request while, and after, it is answered."""

    id: str
    request: HttpRequest | None
    queries: int = 0
    seconds: float = 0.0
    route: str = UNKNOWN


# It is left after the answer: files are still being made, and Django writes its line, by then.
_current: ContextVar[Current | None] = ContextVar("current", default=None)


def begin(request) -> Current:
    """Take a request up, under the number that a proxy gave it, or one of our own."""
    given = request.headers.get("X-Request-ID", "")
    is_given = settings.REST_FRAMEWORK["NUM_PROXIES"] and _LOOKS_RIGHT.fullmatch(given)
    found = Current(given if is_given else uuid.uuid4().hex, request)
    _current.set(found)
    return found


def end(found: Current) -> None:
    """Let go of the request, and keep what it was."""
    found.route = route_of(found.request)
    found.request = None


def current() -> Current | None:
    return _current.get()


def current_id() -> str:
    """Return the number of the request; empty outside of one."""
    found = current()
    return found.id if found else ""


def current_route() -> str:
    """Return the route of the request; empty outside of one."""
    found = current()
    if found is None:
        return ""
    return route_of(found.request) if found.request is not None else found.route


def route_of(request) -> str:
    """Return the name of the view: one of those that there are, whatever was asked for."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or UNKNOWN
    path = request.path_info
    if path in PROBES:
        return PROBE
    return STATIC if path.startswith(settings.STATIC_URL) else UNKNOWN
