"""The machines of a cluster, as processes on ports of this one.

A PostgreSQL primary and two streaming replicas, Redis, two application servers as in production,
and nginx with the site's own configuration before them. Nothing of it is left afterwards.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import chown

import psycopg2
from django.conf import settings

from tests.support import postgres

HOST = "127.0.0.1"
NAME = "dangjian.example.cn"
SECONDS_TO_START = 30
# Not from settings: `make load` reads this before Django has any.
DEPLOY = Path(__file__).parents[2] / "deploy" / "nginx"


def free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind((HOST, 0))
        return listener.getsockname()[1]


def until(holds: Callable[[], object], what: str, seconds: float = SECONDS_TO_START) -> float:
    """Wait until something holds; return how long it took."""
    begun = time.monotonic()
    while not holds():
        if time.monotonic() > begun + seconds:
            raise AssertionError(f"waited {seconds} s in vain: {what}")
        time.sleep(0.02)
    return time.monotonic() - begun


def run(*command, **options) -> None:
    """Run a program to its end; if it fails, say what it said."""
    ended = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if ended.returncode:
        raise RuntimeError(f"{command[0]}: {ended.stdout[-3000:]}{ended.stderr[-3000:]}")


def is_running(pid: int) -> bool:
    """Tell whether a process still holds anything: not one that only waits to be counted."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


@dataclass
class Server:
    """A program that can be killed and started again."""

    name: str
    command: list
    log: Path
    port: int = field(default_factory=free_port)
    options: dict = field(default_factory=dict)
    process: subprocess.Popen | None = None

    def start(self) -> None:
        with self.log.open("a") as output:
            self.process = subprocess.Popen(
                [str(part).replace("PORT", str(self.port)) for part in self.command],
                **{"stdout": output, "stderr": output, "start_new_session": True, **self.options},
            )
        until(self.answers, f"{self.name} to start: see {self.log}")

    def answers(self) -> bool:
        with closing(socket.socket()) as asked:
            return asked.connect_ex((HOST, self.port)) == 0

    def children(self) -> list[int]:
        """Return the numbers of the processes that it has started itself."""
        pid = self.process.pid
        told = Path(f"/proc/{pid}/task/{pid}/children")
        return [int(one) for one in told.read_text().split()] if told.exists() else []

    def kill(self) -> None:
        """Kill it and all its processes, without a chance to put anything in order (kill -9)."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Database(Server):
    """One PostgreSQL server."""

    @property
    def url(self) -> str:
        return f"postgres://tests@{HOST}:{self.port}/dangjian"

    def kill(self) -> None:
        # Its processes make sessions of their own. One that is sending rows would go on for a while
        # after the first one, and no server starts beside it.
        others = self.children()
        super().kill()
        for one in others:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        until(lambda: not any(map(is_running, others)), f"{self.name} to be gone")

    def ask(self, statement: str, database: str = "dangjian"):
        """Return the first value that a statement gives; True where it gives none."""
        to = {"host": HOST, "port": self.port, "user": "tests", "dbname": database}
        with closing(psycopg2.connect(**to, connect_timeout=2)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchone()[0] if cursor.description else True

    def takes_connections(self) -> bool:
        try:
            return self.ask("SELECT true", "postgres")
        except psycopg2.Error:
            return False

    def reads(self) -> int:
        """Return how many statements read practices here, as the log tells: only pages do."""
        lines = self.log.read_text(errors="replace").splitlines()
        return sum('FROM "practices_practice"' in line for line in lines)


def production(folder: Path, url: str) -> dict[str, str]:
    """Return the environment of a site in production that keeps its files in `folder`."""
    return {
        **os.environ,
        "DJANGO_ENV": "production",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": NAME,
        "SITE_URL": f"https://{NAME}",
        "SECURE_HTTPS": "yes",
        "LOG_LEVEL": "INFO",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "DATABASE_URL": url,
    }


def application(
    folder: Path, environment: dict[str, str], *options: str, name="application", before=()
) -> Server:
    """Return gunicorn as it is deployed; `options` are more of its own, with the program to serve.

    `before` stands before its command.
    """
    command = [*before, sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py"]
    figures = {"METRICS_DIR": str(folder / f"{name}-figures")}
    started = {"cwd": settings.BASE_DIR, "env": {**figures, **environment}}
    listening = ["--bind", f"{HOST}:PORT", *options]
    return Server(name, [*command, *listening], folder / f"{name}.log", options=started)


@dataclass
class Cluster:
    """All of it, running."""

    folder: Path
    primary: Database
    replicas: list[Database] = field(default_factory=list)
    redis: Server | None = None
    applications: list[Server] = field(default_factory=list)
    nginx: Server | None = None

    @property
    def address(self) -> str:
        return f"https://{HOST}:{self.nginx.port}"

    def environment(self) -> dict[str, str]:
        return {
            **production(self.folder, self.primary.url),
            "DATABASE_REPLICA_URLS": ",".join(one.url for one in self.replicas),
            "REPLICA_LAG_SECONDS": "2",
            "CACHE_URL": f"redis://{HOST}:{self.redis.port}/0",
        }

    def everything(self) -> list[Server]:
        databases = [*self.replicas, self.primary]
        servers = (self.nginx, *self.applications, self.redis, *databases)
        return [one for one in servers if one is not None and one.process is not None]


@contextmanager
def cluster(folder: Path, fill: str) -> Iterator[Cluster]:
    """Start a cluster; `fill` is the Python that puts records into the migrated database."""
    made = Cluster(folder, None)
    with ExitStack() as undo:
        undo.callback(lambda: [one.kill() for one in made.everything()])
        _start_databases(made, fill)
        _start_applications(made)
        yield made


def _start_databases(made: Cluster, fill: str) -> None:
    folder, account = made.folder, postgres.account_to_run_as()
    programs = postgres.programs_in(folder)
    if account:
        chown(folder, account["user"], account["group"])
    made.redis = Server("Redis", _REDIS, folder / "redis.log", options={"cwd": folder})
    made.redis.start()
    made.primary = _database(made, "primary", programs, account)
    postgres.initialize(programs, folder / "primary", account)
    made.primary.start()
    until(made.primary.takes_connections, "the primary to start")
    made.primary.ask("CREATE DATABASE dangjian", "postgres")
    collecting = subprocess.Popen(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=settings.BASE_DIR,
        env=made.environment(),
    )
    run(sys.executable, "manage.py", "migrate", cwd=settings.BASE_DIR, env=made.environment())
    run(sys.executable, "-c", fill, cwd=settings.BASE_DIR, env=made.environment())
    for number in (1, 2):
        replica = _database(made, f"replica{number}", programs, account)
        source = ["-h", HOST, "-p", made.primary.port, "-U", "tests"]
        copying = [programs / "pg_basebackup", "-R", "-c", "fast", "-D", folder / replica.name]
        run(*map(str, (*copying, *source)), cwd=folder, **account)
        made.replicas.append(replica)
        replica.start()
    for replica in made.replicas:
        until(replica.takes_connections, f"{replica.name} to start")
    assert collecting.wait() == 0


_REDIS = ["redis-server", "--port", "PORT", "--bind", HOST, "--save", "", "--appendonly", "no"]


def _database(made: Cluster, name: str, programs: Path, account: dict) -> Database:
    command = [programs / "postgres", "-D", made.folder / name, "-h", HOST, "-p", "PORT"]
    options = ["-k", "", "-c", "fsync=off", "-c", "max_wal_senders=10", "-c", "log_statement=all"]
    started = {"cwd": made.folder, **account}
    return Database(name, [*command, *options], made.folder / f"{name}.log", options=started)


def _start_applications(made: Cluster) -> None:
    for number in (1, 2):
        name = f"application{number}"
        made.applications.append(
            application(made.folder, made.environment(), "config.wsgi", name=name)
        )
        made.applications[-1].start()
    start_nginx(made)


def start_nginx(made: Cluster) -> None:
    """Start nginx before the application servers."""
    folder = made.folder
    made.nginx = Server("nginx", [], folder / "nginx.log", options={"cwd": folder})
    made.nginx.command = ["nginx", "-p", folder, "-c", nginx_settings(made), "-g", "daemon off;"]
    made.nginx.start()


def nginx_settings(made: Cluster) -> Path:
    """Write nginx's configuration: the one in `deploy/`, on other ports and with other paths."""
    folder = made.folder
    one = "server 127.0.0.1:8000 max_fails=2 fail_timeout=5s;"
    servers = "\n".join(one.replace("8000", str(each.port)) for each in made.applications)
    site = (DEPLOY / "dangjian.conf").read_text(encoding="utf-8")
    for words, instead in (
        (one, servers),
        ("listen 80;", f"listen {HOST}:{free_port()};"),
        ("listen 443 ssl", f"listen {HOST}:{made.nginx.port} ssl"),
        ("/etc/ssl/certs/dangjian.pem", f"{folder}/tls.pem"),
        ("/etc/ssl/private/dangjian.key", f"{folder}/tls.key"),
        ("/var/lib/dangjian/static/", f"{folder}/static/"),
        ("/var/log/nginx/dangjian.log", f"{folder}/access.log"),
        ("/etc/nginx/dangjian-proxy.conf", str(DEPLOY / "dangjian-proxy.conf")),
    ):
        assert words in site, words
        site = site.replace(words, instead)
    (folder / "site.conf").write_text(site, encoding="utf-8")
    key = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-subj", f"/CN={NAME}", "-keyout", f"{folder}/tls.key", "-out", f"{folder}/tls.pem"]
    run(*key, *files)
    kept = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = (
        f"user root;\nworker_processes 2;\npid {folder}/nginx.pid;\n"
        f"error_log {folder}/nginx.log;\nevents {{ worker_connections 1024; }}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\n{kept}include {folder}/site.conf;\n}}\n"
    )
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    return folder / "nginx.conf"
