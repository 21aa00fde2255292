"""All reads of a request from the one database that was chosen for it; writes to the primary."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context

from django.db import DEFAULT_DB_ALIAS, connections

_chosen: ContextVar[str] = ContextVar("chosen", default=DEFAULT_DB_ALIAS)
_END = object()


class ToReplicas:
    """Django's router. What is not said to be a reader's request reads from the primary.

    So does all within a transaction: what it has written itself stands nowhere else.
    """

    def db_for_read(self, model, **hints) -> str:
        alias = _chosen.get()
        if alias != DEFAULT_DB_ALIAS and connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return DEFAULT_DB_ALIAS
        return alias

    def db_for_write(self, model, **hints) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints) -> bool:
        return True

    def allow_migrate(self, db, app_label, **hints) -> bool:
        return db == DEFAULT_DB_ALIAS


def current() -> str:
    """Return the database that is read from here."""
    return _chosen.get()


@contextmanager
def reading(alias: str) -> Iterator[None]:
    """Have all that is read in this block come from one database."""
    token = _chosen.set(alias)
    try:
        yield
    finally:
        _chosen.reset(token)


def go_on(response) -> None:
    """Have a download that is made while it is sent read on from the database chosen for it."""
    if response.streaming and getattr(response, "file_to_stream", None) is None:
        response.streaming_content = _within(copy_context(), iter(response.streaming_content))


def _within(context, parts: Iterator) -> Iterator:
    while (part := context.run(next, parts, _END)) is not _END:
        yield part
