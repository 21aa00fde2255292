"""Sites with the project's own catalogue in them, made once for each database, and the table."""

import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from shutil import rmtree

import pytest
from django import get_version
from django.conf import settings

from .desk import Desk
from .site import HOME, POSTGRESQL, SQLITE, Site, site

_HEAD = (
    "what failed",
    "database",
    "editors: told saved / refused",
    "readers: asked / errors",
    "last failure after, s",
    "what was seen",
)
_rows: list[tuple] = []


@pytest.fixture(scope="session")
def home():
    """A folder that the account which runs PostgreSQL gets to."""
    folder = Path(tempfile.mkdtemp(prefix=HOME, dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", params=(SQLITE, POSTGRESQL))
def prepared(request, home) -> Site:
    """A site that `manage.py prepare` has made ready, and that nobody serves."""
    with site(home / request.param.lower(), request.param) as made:
        static = ["manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(
            [sys.executable, *static], cwd=settings.BASE_DIR, env=made.environment(), check=True
        )
        made.manage("prepare")
        yield made


@pytest.fixture(scope="module")
def served(prepared) -> Site:
    """The prepared site, served."""
    try:
        prepared.serve()
        yield prepared
    finally:
        prepared.application.kill()
        prepared.application = None


@pytest.fixture
def desk(served) -> Desk:
    return Desk.of(served)


@pytest.fixture(scope="session")
def say(request):
    """Tell whoever waits at the terminal."""
    capture = request.config.pluginmanager.getplugin("capturemanager")

    def say(*lines: str) -> None:
        with capture.global_and_fixture_disabled():
            print("", *lines, sep="\n", flush=True)

    return say


@pytest.fixture(scope="session")
def row(say):
    """`row(what, kind, told, back, notes)` puts a line into the table."""

    def row(what: str, kind: str, told=None, *, back: float | None = None, notes: str = "") -> None:
        people = ("–", "–")
        if told is not None:
            people = (
                f"{len(told.saved) + len(told.published)} / {len(told.refused)}",
                f"{len(told.reads)} / {len(told.errors_of_readers())}",
            )
        _rows.append((what, kind, *people, "–" if back is None else f"{back:.1f}", notes))
        say(_line(_rows[-1]))

    return row


@pytest.fixture(scope="session", autouse=True)
def _table(say):
    yield
    versions = f"Python {platform.python_version()}, Django {get_version()}"
    head = [_line(_HEAD), _line(("---",) * len(_HEAD))]
    say(time.strftime("%Y-%m-%d, ") + versions, *head, *map(_line, _rows))


def _line(cells) -> str:
    return f"| {' | '.join(cells)} |"
