"""Measure the public pages on one base, in this process and through gunicorn, as JSON.

    DATABASE_URL=… python -m tests.bench.scale RESULT.json

Every page is asked for at many different addresses, so that none comes from the cache, and beside
the pages stand floors measured in the same run.
"""

import json
import os
import resource
import sys
from pathlib import Path

import django

from .pages import addresses
from .served import fetch, gunicorn
from .timing import median, milliseconds, slow, yardstick

REQUESTS = 100
_TWENTY_ROWS = (
    "SELECT id, slug, name, gist FROM practices_practice WHERE state = 'published'"
    " ORDER BY id DESC LIMIT 20"
)


def _figures(taken: list[float], **more: float) -> dict[str, float]:
    return {"median": median(taken), "p95": slow(taken), **more}


def _read_twenty_rows() -> None:
    """Read what a page of cards shows by plain SQL."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_TWENTY_ROWS)
        keys = [row[0] for row in cursor.fetchall()]
        places = ", ".join(["%s"] * len(keys))
        for table, other, column in (
            ("practices_practice_zones", "zones_zone", "zone_id"),
            ("practices_practice_themes", "practices_theme", "theme_id"),
        ):
            cursor.execute(
                f"SELECT * FROM {table} JOIN {other} AS other ON other.id = {column}"  # noqa: S608
                f" WHERE practice_id IN ({places})",
                keys,
            )
            cursor.fetchall()


def in_this_process(pages: dict[str, list[str]]) -> dict[str, dict[str, float]]:
    """Time single requests, rendering included, without server and network."""
    from django.conf import settings
    from django.test import Client

    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    client, measured = Client(SERVER_NAME="localhost"), {}

    def get(url: str) -> None:
        if (status := client.get(url).status_code) != 200:
            raise SystemExit(f"{url} answered {status}")

    for name, urls in pages.items():
        for url in urls[:3]:
            get(url)
        measured[name] = _figures([milliseconds(lambda url=url: get(url)) for url in urls[3:]])
    floor = [milliseconds(_read_twenty_rows) for _ in range(REQUESTS)]
    return measured | {"floor: SQL for 20 rows": _figures(floor)}


def through_gunicorn(pages: dict[str, list[str]]) -> tuple[dict[str, dict[str, float]], float]:
    """Time four requests at once; return the figures, and the megabytes of a worker at the end."""
    measured = {}
    with gunicorn() as server:
        measured["first answer"] = _figures([milliseconds(lambda: fetch("/practices/?first=1"))])
        for url in pages["catalogue"][:8]:
            fetch(url)
        for name, urls in pages.items():
            taken, each = server.measure([f"{url}&served=1" for url in urls])
            measured[name] = _figures(taken, cpu=each)
        cached = ["/practices/?kept=1"] * REQUESTS
        etag = fetch(cached[0])["ETag"]
        for name, urls, headers in (
            ("from the cache", cached, {}),
            ("304", cached, {"If-None-Match": etag}),
            ("floor: static file", ["/static/floor.html"] * REQUESTS, {}),
        ):
            server.measure(urls[:16], **headers)
            taken, each = server.measure(urls, **headers)
            measured[name] = _figures(taken, cpu=each)
        return measured, server.memory()


def shelves() -> dict[str, float]:
    """Time how a worker starts and how it follows a publication, in milliseconds."""
    from practices.models import Practice
    from search import snapshots
    from search.models import StoredShelf

    snapshots.forget()
    found = {"snapshot from the stored one": milliseconds(lambda: snapshots.shelf("practice"))}
    stored = list(StoredShelf.objects.filter(collection="practice"))
    StoredShelf.objects.filter(collection="practice").delete()
    snapshots.forget()
    found["snapshot from all listings"] = milliseconds(lambda: snapshots.shelf("practice"))
    StoredShelf.objects.bulk_create(stored)
    saves, follows = [], []
    for practice in Practice.objects.order_by("-pk")[:10]:
        saves.append(milliseconds(practice.save))
        follows.append(milliseconds(lambda: snapshots.shelf("practice")))
    found["saving one practice"] = median(saves)
    found["snapshot after one publication"] = median(follows)
    return found


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import connection

    from practices.models import Practice

    pages, before = addresses(REQUESTS), yardstick()
    here = in_this_process(pages)
    served, memory = through_gunicorn(pages)
    result = {
        "database": connection.vendor,
        "practices": Practice.objects.count(),
        "here": here,
        "gunicorn": served,
        "worker": memory,
        "shelves": shelves(),
        "process": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "yardstick": [before, yardstick()],
    }
    Path(sys.argv[1]).write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main()
