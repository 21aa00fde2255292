"""Two processes migrate, or prepare, the same database at the same moment."""

import os
import signal
import time

import pytest

from .examining import examined
from .site import site

# Before the last migrations of each kind: tables, rights, rows.
OLDER = (("editorial", "0004"), ("imports", "0002"))


def both(made, *command: str) -> list[str]:
    """Run a command twice at once; return what was said by each. Both have to end well."""
    processes = [made.start("manage.py", *command) for _ in range(2)]
    said = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    return said


@pytest.mark.parametrize("command", ["migrate", "prepare"])
def test_two_at_once_on_an_empty_database(prepared, home, row, command):
    with site(home / f"{command}-{prepared.kind}", prepared.kind) as made:
        said = both(made, command)
        assert sum("另一个进程正在做同样的事" in words for words in said) == 1
        made.manage("migrate", "--check")
        if command == "prepare":
            assert examined(made) == []
    row(f"two `{command}` at once on an empty database", prepared.kind, notes="one waits")


def test_two_at_once_on_an_older_database(prepared, home, row):
    with site(home / f"older-{prepared.kind}", prepared.kind) as made:
        made.manage("migrate", "--verbosity", "0")
        for app, name in OLDER:
            made.manage("migrate", "--verbosity", "0", app, name)
        both(made, "migrate")
        made.manage("migrate", "--check")
    row("two `migrate` at once on an older database", prepared.kind, notes="one waits")


def test_a_migration_is_killed_and_runs_again(prepared, home, row):
    """What was begun is undone, or done to its end when it is run again."""
    times = 0
    with site(home / f"killed-{prepared.kind}", prepared.kind) as made:
        for seconds in (1.5, 2.0, 2.5, 3.0, 4.0):
            process = made.start("manage.py", "migrate", "--verbosity", "0")
            time.sleep(seconds)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                times += 1
            process.communicate()
        made.manage("prepare")
        assert examined(made) == []
    assert times
    row(f"`migrate` is killed, {times} times", prepared.kind, notes="`prepare` goes on from there")
