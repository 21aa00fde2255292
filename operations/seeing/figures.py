"""Figures of what the processes do, for Prometheus; those of what there is: `stock.py`.

With several processes each writes its own into a folder that `deploy/gunicorn.py` makes, and
whichever is asked adds them up. No label holds anything that was typed.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from prometheus_client import Counter, Gauge, Histogram

from .current import Current

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_PAGE = os.sysconf("SC_PAGE_SIZE")
_SECONDS_OF_MEMORY = 5

REQUESTS = Counter("site_requests", "Requests answered.", ["route", "method", "status"])
DURATION = Histogram("site_request_seconds", "Time to answer.", ["route"], buckets=_SECONDS)
IN_PROGRESS = Gauge("site_requests_in_progress", "Being answered.", multiprocess_mode="livesum")
PAGES = Counter("site_pages", "Public pages: cache, unchanged (304) or made.", ["source"])
QUERIES = Histogram(
    "site_request_queries", "Queries of a request.", buckets=(0, 1, 2, 5, 10, 20, 50, 100, 500)
)
QUERY_SECONDS = Histogram(
    "site_request_query_seconds", "Time of a request's queries.", buckets=_SECONDS
)
SLOW_QUERIES = Counter("site_slow_queries", "Queries over SLOW_QUERY_MS.")
SEARCH_SECONDS = Histogram("site_search_seconds", "Searches that were made.", buckets=_SECONDS)
EXPORTS = Counter("site_exports", "Files that were made.", ["route"])
REFUSED = Counter("site_refused", "Refused: rate (429) or slot (503).", ["kind"])
SIGN_IN_FAILURES = Counter("site_sign_in_failures", "Sign-ins that failed.")
MEMORY = Gauge("site_worker_memory_bytes", "Memory of a process.", multiprocess_mode="liveall")

_measured = [0.0]


def in_progress():
    return IN_PROGRESS.track_inprogress()


def answered(found: Current, method: str, status: int, seconds: float, asks_for: str) -> None:
    """Count a request that was answered."""
    REQUESTS.labels(found.route, method, str(status)).inc()
    DURATION.labels(found.route).observe(seconds)
    QUERIES.observe(found.queries)
    QUERY_SECONDS.observe(found.seconds)
    if asks_for == "search" and status == 200:
        SEARCH_SECONDS.observe(seconds)
    elif asks_for == "export" and status == 200:
        EXPORTS.labels(found.route).inc()
    if time.monotonic() - _measured[0] > _SECONDS_OF_MEMORY:
        _measured[0] = time.monotonic()
        MEMORY.set(memory())


def page(source: str) -> None:
    PAGES.labels(source).inc()


def refused(kind: str) -> None:
    REFUSED.labels(kind).inc()


def sign_in_failed(**kwargs) -> None:
    """Count a sign-in that failed; a receiver of Django's signal."""
    SIGN_IN_FAILURES.inc()


def memory() -> int:
    """Return what this process holds of memory, in bytes; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0


MEMORY.set(memory())
