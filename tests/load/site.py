"""The site as one machine has it: gunicorn with two workers, nginx with its own settings."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings

from tests.cluster.servers import Cluster, application, production, run, start_nginx

_PAGE = os.sysconf("SC_PAGE_SIZE")


@contextmanager
def serving(folder: Path) -> Iterator[Cluster]:
    """Start gunicorn, as in production, and nginx before it."""
    made = Cluster(folder, None)
    environment = {**production(folder, os.environ["DATABASE_URL"]), "LOG_LEVEL": "WARNING"}
    collecting = ["manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    run(sys.executable, *collecting, cwd=settings.BASE_DIR, env=environment)
    made.applications.append(application(folder, environment, "config.wsgi"))
    with ExitStack() as undo:
        undo.callback(lambda: [one.kill() for one in made.everything()])
        made.applications[0].start()
        start_nginx(made)
        yield made


def memory(made: Cluster) -> list[float]:
    """Return the megabytes of each worker."""
    workers = made.applications[0].children()
    return [int(Path(f"/proc/{one}/statm").read_text().split()[1]) * _PAGE / 1e6 for one in workers]
