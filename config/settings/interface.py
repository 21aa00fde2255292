"""What programs and readers may ask for, and how often."""

import re

from django.core.exceptions import ImproperlyConfigured

from .security import SECURE_HTTPS
from .site import env


def _checked(name: str, rate: str) -> str:
    if not re.fullmatch(r"[1-9]\d{0,6}/(sec|min|hour|day)", rate):
        raise ImproperlyConfigured(f"{name} 请写成“次数/sec、min、hour 或 day”，例如 300/min。")
    return rate


API_RATE = _checked("API_RATE", env.str("API_RATE", "300/min"))
# What visitors may have made for them; why so many: docs/operating.md.
SEARCH_RATE = _checked("SEARCH_RATE", env.str("SEARCH_RATE", "30/sec"))
EXPORT_RATE = _checked("EXPORT_RATE", env.str("EXPORT_RATE", "60/min"))
# How many searches and files a process makes at the same time, all but one for one address; its
# other threads (ten in all: deploy/gunicorn.py) stay with those who read.
SEARCHES_AT_ONCE = env.int("SEARCHES_AT_ONCE", 3)
EXPORTS_AT_ONCE = env.int("EXPORTS_AT_ONCE", 3)
if min(SEARCHES_AT_ONCE, EXPORTS_AT_ONCE) < 1:
    raise ImproperlyConfigured("SEARCHES_AT_ONCE 和 EXPORTS_AT_ONCE 请给 1 或更大的整数。")
# The interface for programs knows no users: everybody gets what everybody may see.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["exports.api.rendering.Json"],
    "DEFAULT_SCHEMA_CLASS": "exports.api.schema.OperationSchema",
    "DEFAULT_THROTTLE_CLASSES": ["exports.api.throttling.ByAddress"],
    "EXCEPTION_HANDLER": "exports.api.problems.handle",
    "NUM_PROXIES": env.int("PROXIES", 1 if SECURE_HTTPS else 0),
    "URL_FORMAT_OVERRIDE": None,
}
# How many mistakes each address may report in an hour.
REPORTS_PER_HOUR = env.int("REPORTS_PER_HOUR", 5)
if REPORTS_PER_HOUR < 1:
    raise ImproperlyConfigured("REPORTS_PER_HOUR 请给 1 或更大的整数。")
# Processes that answer requests side by side, each with threads of its own (deploy/gunicorn.py).
WORKERS = env.int("WORKERS", 2)
if not 1 <= WORKERS <= 64:
    raise ImproperlyConfigured("WORKERS 请给 1 到 64 之间的整数。")
SPECTACULAR_SETTINGS = {"OAS_VERSION": "3.1.0", "VERSION": "1.0.0", "SORT_OPERATIONS": False}
