"""WSGI entry point, for gunicorn."""

import gc
import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# They need the apps.
from operations import hanging  # noqa: E402
from search.snapshots import warm_up  # noqa: E402


def _start() -> None:
    warm_up()
    # What was loaded stays: searching it for garbage again and again delays one page in twenty.
    gc.freeze()


hanging.watch()
# Beside the first requests, which wait for what they need and for nothing else.
threading.Thread(target=_start, daemon=True).start()
