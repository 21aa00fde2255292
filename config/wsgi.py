"""WSGI entry point, for gunicorn."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from search.snapshots import warm_up  # noqa: E402 - it needs the apps

# Beside the first requests, which wait for what they need and for nothing else.
threading.Thread(target=warm_up, daemon=True).start()
