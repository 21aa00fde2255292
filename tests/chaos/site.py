"""A site of one machine, with all that it needs as processes that can be killed.

gunicorn as it is deployed, on an SQLite file or on a PostgreSQL server that keeps what it
commits (fsync), with Redis where that is asked for.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import chown, copytree

from django.conf import settings

from tests.cluster.readers import ask
from tests.cluster.servers import HOST, Database, Server, application, production, until
from tests.support import postgres

HOME = "tests-chaos-"
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
# What backups of PostgreSQL are made with.
PROGRAMS = postgres.PACKAGE / postgres.INSTALLATION / "bin"
REDIS = ["redis-server", "--port", "PORT", "--bind", HOST, "--save", "", "--appendonly", "no"]


@dataclass
class Site:
    """One site; what is in `more` goes into the environment of its processes."""

    folder: Path
    kind: str
    database: Database | None = None
    redis: Server | None = None
    application: Server | None = None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """Where all sites lie, and what they share: on a disk that nothing happens to."""
        return home_of(self.folder)

    @property
    def url(self) -> str:
        return self.database.url if self.database else f"sqlite:///{self.folder / 'db.sqlite3'}"

    def environment(self) -> dict[str, str]:
        cache = f"redis://{HOST}:{self.redis.port}/0" if self.redis else ""
        return {
            **production(self.folder, self.url),
            "STATIC_ROOT": str(self.home / "static"),
            "ARCHIVE_ROOT": str(self.folder / "archive"),
            "BACKUP_ROOT": str(self.folder / "backups"),
            # Where what is mapped into memory meets no full disk, as in /dev/shm.
            "METRICS_DIR": str(self.home / f"{self.folder.parent.name}-{self.folder.name}-figures"),
            "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
            "CACHE_URL": cache,
            "REVIEW_STEPS": "1",
            # A clock that jumps ahead would have the desk ask for the password, as it should.
            "SESSION_IDLE_MINUTES": "100000",
            "SESSION_HOURS": "10000",
            **self.more,
        }

    def serve(self, wsgi: str = "config.wsgi", *options: str, before: tuple[str, ...] = ()) -> None:
        """Start the application server; `before` stands before its command."""
        self.application = application(
            self.folder, self.environment(), wsgi, *options, before=before
        )
        self.application.start()
        until(lambda: self.status("/") == 200, "the first page")

    def status(self, path: str, patience: float = 20) -> int:
        """Return the status of a page, as a reader gets it; 0 where there is no answer in time."""
        try:
            return self.ask(path, patience)[0]
        except OSError:
            return 0

    def ask(self, path: str, patience: float = 20) -> tuple[int, str]:
        return ask(self.application.port, path, tls=False, patience=patience)

    def workers(self) -> list[int]:
        """Return the numbers of the worker processes."""
        return self.application.children()

    def start(self, *command: str, **options) -> subprocess.Popen:
        """Start Python on this site in a process of its own."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        how = {"cwd": settings.BASE_DIR, "env": self.environment(), **pipes, **options}
        return subprocess.Popen([sys.executable, *command], start_new_session=True, **how)

    def python(self, *command: str, told: str | None = None) -> str:
        """Run Python on this site to its end, and return what it said; it has to end well."""
        process = self.start(*command, stdin=subprocess.PIPE)
        said, _ = process.communicate(told)
        if process.returncode:
            raise RuntimeError(f"{command}: {said[-3000:]}")
        return said

    def manage(self, *command: str) -> str:
        return self.python("manage.py", *command)

    def kill(self) -> None:
        for server in (self.application, self.redis, self.database):
            if server is not None and server.process is not None:
                server.kill()


@contextmanager
def site(folder: Path, kind: str, *, redis: bool = False) -> Iterator[Site]:
    """Give a site whose database is empty, and which does not serve yet."""
    made = Site(folder, kind)
    folder.mkdir(exist_ok=True)
    try:
        if kind == POSTGRESQL:
            made.database = started_database(folder)
        if redis:
            made.redis = Server("Redis", REDIS, folder / "redis.log", options={"cwd": folder})
            made.redis.start()
        yield made
    finally:
        with suppress(ProcessLookupError):
            made.kill()


def started_database(folder: Path, *options: str) -> Database:
    """Make and start a PostgreSQL server with its data in `folder`; the programs lie beside it."""
    account = postgres.account_to_run_as()
    programs = _programs(home_of(folder))
    if account:
        chown(folder, account["user"], account["group"])
    postgres.initialize(programs, folder / "data", account)
    command = [programs / "postgres", "-D", folder / "data", "-h", HOST, "-p", "PORT", "-k", ""]
    log = home_of(folder) / f"{folder.parent.name}-{folder.name}-postgresql.log"
    database = Database("PostgreSQL", [*command, *options], log, options={"cwd": folder, **account})
    start(database)
    database.ask("CREATE DATABASE dangjian", "postgres")
    return database


def home_of(folder: Path) -> Path:
    return next(path for path in folder.parents if path.name.startswith(HOME))


def start(database: Database) -> None:
    database.start()
    until(database.takes_connections, "the database to start")


def _programs(home: Path) -> Path:
    copied = home / postgres.PACKAGE.name / postgres.INSTALLATION / "bin"
    return copied if copied.is_dir() else postgres.programs_in(home)


def copy(one: Site, other: Site) -> None:
    """Give `other`, whose database is empty, what is in `one`, documents included."""
    received = (made.environment()["MEDIA_ROOT"] for made in (one, other))
    copytree(*received, dirs_exist_ok=True)
    os.sync()
    if one.kind == SQLITE:
        one.python("-c", _BACKUP.format(target=other.folder / "db.sqlite3"))
        return
    programs = _programs(one.home)
    dump = subprocess.Popen([programs / "pg_dump", one.url], stdout=subprocess.PIPE)
    subprocess.run(
        [programs / "psql", "-q", other.url], stdin=dump.stdout, check=True, capture_output=True
    )
    assert dump.wait() == 0


_BACKUP = """
import sqlite3, django; django.setup()
from django.db import connection
connection.ensure_connection()
connection.connection.backup(sqlite3.connect("{target}"))
"""
