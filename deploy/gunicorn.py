"""How gunicorn serves the site: `gunicorn --config deploy/gunicorn.py config.wsgi`.

Where it listens is said by who starts it: `make serve`, dangjian.socket, or the container.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import gunicorn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from config.settings import LOGGING, METRICS_DIR, WORKERS

# What is logged before there are workers asks for settings, too.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

worker_class = "gthread"
workers = WORKERS
# Three that search and two that wait to, three that make files (SEARCHES_AT_ONCE, EXPORTS_AT_ONCE),
# two for who reads.
threads = 10
# The program writes a line for each request itself, without addresses and what was typed.
accesslog = None
logconfig_dict = LOGGING
# Signals and systemd say what to do; nothing else listens.
control_socket_disable = True

# Longer than the longest answer until its first byte, a Word document of everything.
timeout = 120
# Who is being answered when the server is stopped or started anew is answered first.
graceful_timeout = 30
# Memory that a library does not give back is back at the latest then; never all workers at once.
max_requests = 50_000
max_requests_jitter = 10_000
# nginx in front refuses the same; without it nobody may fill the memory with headers.
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190

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
