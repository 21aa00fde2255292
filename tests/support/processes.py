"""Processes of their own beside the tests, and a database that they all use at once."""

import os
import signal
import sqlite3
import sys
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from subprocess import Popen, TimeoutExpired

from django.db import connection


@contextmanager
def running(*arguments, **options):
    """Run Python in a process group of its own, of which nothing is left afterwards."""
    command = [sys.executable, *arguments]
    process = Popen(command, start_new_session=True, text=True, **options)
    try:
        yield process
    finally:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            with suppress(TimeoutExpired):
                process.wait(5)
        for pipe in filter(None, (process.stdin, process.stdout)):
            pipe.close()


@contextmanager
def database(folder: Path):
    """Yield the DATABASE_URL of a copy of the empty database that migrations made for the tests.

    To run them again would take most of the time that these tests may take.
    """
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "db.sqlite3")) as copy:
            connection.connection.backup(copy)
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    # Nobody may be connected to a database that is copied.
    connection.close()
    copy, other = f"copy_{os.getpid()}", connection.copy()
    other.settings_dict["NAME"] = "postgres"
    with closing(other), other.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {copy} TEMPLATE {connection.settings_dict['NAME']}")
        try:
            yield f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{copy}"
        finally:
            cursor.execute(f"DROP DATABASE {copy} WITH (FORCE)")


def environment(folder: Path, url: str) -> dict[str, str]:
    """Return the environment of a process that works on the database at `url`.

    Whatever the developer or the suite has set, the site is as the tests know it.
    """
    plain = {"DJANGO_ENV": "development", "DEBUG": "no", "SECURE_HTTPS": "no", "SITE_URL": ""}
    kept = {"STATIC_ROOT": str(folder / "static"), "MEDIA_ROOT": str(folder / "media")}
    known = {"DJANGO_SETTINGS_MODULE": "config.settings", "ALLOWED_HOSTS": ""}
    # Tests ask faster than any visitor may; those of the limits set them themselves.
    limits = {"SEARCH_RATE": "9999999/sec", "SEARCHES_AT_ONCE": "1000"}
    return {**os.environ, **plain, **kept, **known, **limits, "DATABASE_URL": url}
