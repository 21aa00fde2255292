"""How gunicorn serves the site: `gunicorn -c deploy/gunicorn.py config.wsgi`.

What is given on the command line wins.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import gunicorn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from config.settings import LOGGING, METRICS_DIR

# What is logged before there are workers asks for settings, too.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

worker_class = "gthread"
workers = 2
# Two that search, two that make files (SEARCHES_AT_ONCE, EXPORTS_AT_ONCE), two for who reads.
threads = 6
# The program writes a line for each request itself, without addresses and what was typed.
accesslog = None
logconfig_dict = LOGGING
# Signals and systemd say what to do; nothing else listens.
control_socket_disable = True
# Whoever asks need not know what answers, nor of which version.
gunicorn.SERVER = "site"


def _make_folder() -> None:
    """Make the folder in which the workers add up their figures, or empty it of earlier ones.

    In memory, because files mapped into it must not meet a full disk.
    """
    if METRICS_DIR:
        Path(METRICS_DIR).mkdir(parents=True, exist_ok=True)
        for left in Path(METRICS_DIR).glob("*.db"):
            left.unlink()
        os.environ[_FOLDER] = METRICS_DIR
    else:
        within = _IN_MEMORY if _IN_MEMORY.is_dir() else None
        os.environ[_FOLDER] = tempfile.mkdtemp(prefix="site-metrics-", dir=within)


# Read again when gunicorn is told to reload, while workers still write.
if _FOLDER not in os.environ:
    try:
        _make_folder()
    except OSError as error:
        print(f"各进程的指标不能汇总：{error}", file=sys.stderr)  # noqa: T201 - before there is a log


def child_exit(server, worker):
    """Forget what only a worker that runs can have, as its memory."""
    from prometheus_client.multiprocess import mark_process_dead

    if _FOLDER in os.environ:
        mark_process_dead(worker.pid)


def on_exit(server):
    if not METRICS_DIR and _FOLDER in os.environ:
        shutil.rmtree(os.environ[_FOLDER], ignore_errors=True)
