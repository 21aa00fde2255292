"""Every query of a request: counted, and written down when it is slow.

Commands go through whole tables, and say themselves how far they are: theirs are left alone.
Only the statement is written, never a value: Django hands those over beside it, and what stands
between quotes in it is left out as well.
"""

from __future__ import annotations

import logging
import re
import time

from django.conf import settings

from . import figures
from .current import current, current_route

log = logging.getLogger("operations.slow")
_LITERAL = re.compile(r"'(?:[^']|'')*'")
_LONGEST = 2000


def watch(*, connection, **kwargs) -> None:
    """Have a connection that was just made watched; a receiver of Django's signal."""
    if _watched not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watched)


def _watched(execute, sql, params, many, context):
    if (found := current()) is None:
        return execute(sql, params, many, context)
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        seconds = time.perf_counter() - began
        found.queries += 1
        found.seconds += seconds
        if settings.SLOW_QUERY_MS and seconds * 1000 >= settings.SLOW_QUERY_MS:
            _write(str(sql), seconds)


def _write(sql: str, seconds: float) -> None:
    figures.SLOW_QUERIES.inc()
    ms, route = round(1000 * seconds), current_route()
    statement = " ".join(_LITERAL.sub("'…'", sql).split())[:_LONGEST]
    log.warning("%s ms: %s", ms, statement, extra={"ms": ms, "route": route})
