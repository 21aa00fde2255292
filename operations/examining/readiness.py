"""Whether this process can serve: its database, its cache, the index, the migrations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from search.models import Change, Document, Listing


@dataclass(frozen=True)
class Part:
    """One part of what serving takes; without one that is not needed pages are only slower."""

    name: str
    state: str
    is_needed: bool = True

    @property
    def is_well(self) -> bool:
        return self.state == "ok"


LATE = Part("database", "no answer in time")


def examine() -> list[Part]:
    """Look at all parts. What needs the database is not asked when it does not answer."""
    found = [_database()]
    if found[0].is_well:
        found += [_asked("migrations", migrations), _asked("index", index)]
    cache = "ok" if cache_keeps() else "no answer"
    return [*found, Part("cache", cache, is_needed=False)]


def _database() -> Part:
    def select():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "ok"

    return _asked("database", select)


def _asked(name: str, ask: Callable[[], str]) -> Part:
    try:
        return Part(name, ask())
    except DatabaseError:
        return Part(name, "no answer")


def migrations() -> str:
    """Tell whether the database has all changes that this version of the program expects."""
    applied = MigrationRecorder(connection).applied_migrations()
    if _known() <= applied.keys():
        return "ok"
    # Some may be replaced by others: the plan knows, and takes its time.
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "pending" if plan else "ok"


@lru_cache(maxsize=1)
def _known() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)


def index() -> str:
    """Tell whether what is published can be found: an index being made anew is empty at first."""
    if not Change.objects.filter(pk=1).exists():
        return "missing"
    has_listings = Listing.objects.filter(published=True).exists()
    return "ok" if Document.objects.exists() or not has_listings else "being made"


def cache_keeps() -> bool:
    """Tell whether the cache keeps what it is given; what stands in for a shared one is not it."""
    cache = caches[DEFAULT_CACHE_ALIAS]
    asked = getattr(cache, "shared", cache)
    try:
        asked.set("readyz", True, 10)
        return asked.get("readyz") is True
    except Exception:  # every kind of cache has errors of its own
        return False
