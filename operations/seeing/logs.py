"""How log lines are written: for people or as JSON, with the number of the request, and without
what readers typed.

An error is told by its kind, its place in the code and its sentence; what stands between quotes in
that sentence is a value, and left out.
"""

from __future__ import annotations

import logging
import re
import traceback

from pythonjsonlogger.json import JsonFormatter

from .current import current_id

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’")
_LONGEST = 300
# What JSON lines may hold beside the usual: no request, and nothing that others attach.
_MEMBERS = {
    *("time", "level", "logger", "message", "request_id", "error"),
    *("method", "route", "status", "ms", "bytes"),
}


class Failures:
    """Lets errors pass; an answer of 503 is no failure, but said on purpose."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", None) != 503


class Careful:
    """Gives lines the number of their request, and takes out what others write of readers.

    Django says the address of a failing page, gunicorn that of who sent what it cannot read.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_id()
        if record.name == "django.request":
            record.msg, record.args = "request failed", ()
        elif record.name.startswith("django.security"):
            # Bots send such without end: which check refused it is all that is worth a line.
            record.msg, record.args, record.exc_info = "request refused", (), None
        elif record.name == "gunicorn.error":
            self._by_gunicorn(record)
        return True

    def _by_gunicorn(self, record: logging.LogRecord) -> None:
        line = record.getMessage()
        record.args = ()
        if line.startswith("Invalid request"):
            record.msg, record.request_id = "request cannot be read", ""
        elif line.startswith("Error handling request"):
            record.msg = "answer not sent to its end"
        else:
            record.msg = line


def said(error: BaseException) -> str:
    """Return the first line of what an error says, without values."""
    first, *_ = [*str(error).splitlines(), ""]
    return _QUOTED.sub("…", first)[:_LONGEST]


def told(error: BaseException, *, with_sentence: bool = True) -> str:
    """Return the places that led to an error, and to those before it."""
    parts, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        places = "".join(traceback.format_tb(error.__traceback__))
        sentence = f": {said(error)}" if with_sentence else ""
        parts.append(f"{places}{type(error).__qualname__}{sentence}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\n".join(reversed(parts))


class Lines(logging.Formatter):
    """Lines that a person reads."""

    def __init__(self):
        form = "{asctime} {levelname} {name} {request_id}: {message}"
        super().__init__(form, style="{", defaults={"request_id": ""})

    def formatException(self, ei):  # noqa: N802 - as the library calls it
        return told(ei[1])


class JsonLines(JsonFormatter):
    """A line of JSON for each thing that happened."""

    def __init__(self):
        super().__init__(
            "{levelname}{name}{message}",
            style="{",
            timestamp="time",
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "error"},
            json_ensure_ascii=False,
        )

    def formatException(self, ei):  # noqa: N802 - as the library calls it
        return told(ei[1])

    def process_log_record(self, log_data):
        return {name: value for name, value in log_data.items() if name in _MEMBERS and value != ""}
