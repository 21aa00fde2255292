"""The site as one machine has it: gunicorn with two workers, nginx with its own settings."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings

from tests.cluster.servers import NAME, Cluster, Server, run, start_nginx

_PAGE = os.sysconf("SC_PAGE_SIZE")


def environment(folder: Path) -> dict[str, str]:
    """Return production settings on the base that DATABASE_URL names."""
    return {
        **os.environ,
        "DJANGO_ENV": "production",
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": NAME,
        "SITE_URL": f"https://{NAME}",
        "SECURE_HTTPS": "yes",
        "LOG_LEVEL": "WARNING",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
    }


@contextmanager
def serving(folder: Path) -> Iterator[Cluster]:
    """Start gunicorn, as in production, and nginx before it."""
    made = Cluster(folder, None)
    own = {"cwd": settings.BASE_DIR, "env": environment(folder)}
    run(sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0", **own)
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config", "deploy/gunicorn.py"]
    log = folder / "gunicorn.log"
    application = Server("gunicorn", [*command, "--bind", "127.0.0.1:PORT"], log, options=own)
    made.applications.append(application)
    with ExitStack() as undo:
        undo.callback(lambda: [one.kill() for one in made.everything()])
        application.start()
        start_nginx(made)
        yield made


def memory(made: Cluster) -> list[float]:
    """Return the megabytes of each worker."""
    (application,) = made.applications
    pid = application.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [
        int(Path(f"/proc/{one}/statm").read_text().split()[1]) * _PAGE / 1e6 for one in children
    ]
