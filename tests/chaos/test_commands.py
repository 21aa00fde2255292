"""kill -9 of a command in the middle of its work, and of the database under it; it runs again."""

import os
import signal
import subprocess
import time
from itertools import count
from pathlib import Path

import pytest

from imports.catalogue.loading import FIXTURES

from .desk import Work
from .examining import examined
from .site import POSTGRESQL, SQLITE, Site, site, start

TIMES = 4
_numbers = count(1)
FILL = """
import django; django.setup()
from search.indexing import together
from tests.factories import EvidenceFactory, PracticeFactory
with together():
    for number in range({first}, {first} + 100):
        name = f"第{{number}}个装入的行动"
        practice = PracticeFactory(name=name, gist="党建在车间。", published=True)
        EvidenceFactory(practice=practice, published=True)
"""
LARGE = """
import sys, django; django.setup()
from django.core.management import call_command
from imports.archives import loading
loading.MOST_TOGETHER = 20
call_command("import_archive", sys.argv[1])
"""


@pytest.fixture(scope="module")
def archives(home) -> list[Path]:
    """Four archives, each of 200 records more than the one before."""
    made = []
    with site(home / "elsewhere", SQLITE) as elsewhere:
        elsewhere.manage("migrate", "--verbosity", "0")
        for number in range(4):
            elsewhere.python("-c", FILL.format(first=100 * number))
            made.append(home / f"{number}.zip")
            elsewhere.manage("export_archive", str(made[-1]))
    return made


def document(home: Path) -> Path:
    """Return a document that nobody has imported yet."""
    text = (FIXTURES / "seed-interview.txt").read_text(encoding="utf-8")
    path = home / f"fangtan{next(_numbers)}.txt"
    path.write_text(f"{text}\n第{path.stem}次刊出。\n", encoding="utf-8")
    return path


def command(name: str, home: Path, archives: list[Path]) -> list[str]:
    """Return what is to be run; of two archives, each of the two ways to load one takes its own."""
    return {
        "import_interview": lambda: ["manage.py", name, str(document(home))],
        "import_archive": lambda: ["manage.py", name, str(archives[0])],
        "import_archive, indexed after": lambda: ["-c", LARGE, str(archives[1])],
        "export_archive": lambda: ["manage.py", name],
        "backup": lambda: ["manage.py", name],
        "reindex": lambda: ["manage.py", name],
        "reindex --renew": lambda: ["manage.py", "reindex", "--renew"],
    }[name]()


COMMANDS = (
    "import_interview",
    "import_archive",
    "import_archive, indexed after",
    "export_archive",
    "backup",
    "reindex",
    "reindex --renew",
)


def cut_off(site: Site, arguments: list[str], after: float, cut) -> bool:
    """Start a command and `cut` it off after so many seconds; False if it was done by then."""
    process = site.start(*arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        cut(process)
        process.wait()
        return True
    assert process.returncode == 0
    return False


def killed(process) -> None:
    os.killpg(process.pid, signal.SIGKILL)


def seconds_of(site: Site, name: str, arguments: list[str]) -> float:
    """Return how long a command takes here and now, or what it does before it writes."""
    if "import" in name:
        command = name.partition(",")[0]
        arguments = ["manage.py", command, "--dry-run", arguments[-1]]
    begun = time.monotonic()
    site.python(*arguments)
    return (time.monotonic() - begun) * (1.3 if name == "import_interview" else 1)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_killed_and_runs_again(served, desk, home, archives, row, name):
    arguments = command(name, home, archives[:2])
    cut = 0
    with Work(desk) as told:
        seconds = seconds_of(served, name, arguments)
        for number in range(TIMES):
            if not cut_off(served, arguments, seconds * (0.45 + number * 0.18), killed):
                break
            cut += 1
            assert served.status("/") == 200
        begun = time.monotonic()
        served.python(*arguments)
        done = time.monotonic() - begun
    notes = f"killed up to {seconds * (0.27 + cut * 0.18):.1f} s; then it runs in {done:.1f} s"
    row(f"`{name}` is killed, {cut} times", served.kind, told, notes=notes)
    assert cut
    assert told.refused == []
    assert told.errors_of_readers() == []
    assert examined(served, told) == []


@pytest.mark.parametrize("name", COMMANDS[:5])
def test_the_database_is_killed_under_a_command(served, home, archives, row, name):
    if served.kind != POSTGRESQL:
        pytest.skip("SQLite has no server")
    arguments = command(name, home, archives[2:])

    def cut(process) -> None:
        served.database.kill()
        start(served.database)

    times = cut_off(served, arguments, 0.7 * seconds_of(served, name, arguments), cut)
    served.python(*arguments)
    row(f"the database is killed under `{name}`", served.kind)
    assert times
    assert examined(served) == []
