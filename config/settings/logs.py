"""What is written down of the running site, who hears of errors, and who may see the figures."""

from django.core.exceptions import ImproperlyConfigured

from .site import PRODUCTION, env

LOG_FORMAT = env.str("LOG_FORMAT", "json" if PRODUCTION else "text")
if LOG_FORMAT not in {"text", "json"}:
    raise ImproperlyConfigured("LOG_FORMAT 只能是 text 或 json。")
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
if LOG_LEVEL not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
    raise ImproperlyConfigured("LOG_LEVEL 只能是 DEBUG、INFO、WARNING 或 ERROR。")
# Queries that take longer are written down; 0: none.
SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", 500)
if SLOW_QUERY_MS < 0:
    raise ImproperlyConfigured("SLOW_QUERY_MS 请给毫秒数；0 表示不记。")

# What the figures at /metrics are asked for with; empty: there is no such page.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("METRICS_TOKEN 至少 20 个字符；不要 /metrics 就不设。")
# Where the processes of gunicorn add up their figures; empty: a folder in memory.
METRICS_DIR = env.str("METRICS_DIR", "")

# Without an address mail goes nowhere.
vars().update(env.email_url("EMAIL_URL", default="dummymail://"))
EMAIL_TIMEOUT = 10  # seconds
ERROR_MAIL = env.list("ERROR_MAIL", default=[])
if any("@" not in address for address in ERROR_MAIL):
    raise ImproperlyConfigured("ERROR_MAIL 请写电子邮箱地址，逗号分隔。")
if ERROR_MAIL and not env.str("EMAIL_URL", ""):
    raise ImproperlyConfigured("设置了 ERROR_MAIL，就必须设置 EMAIL_URL（发信服务器）。")
ADMINS = [("", address) for address in ERROR_MAIL]
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", "root@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "careful": {"()": "operations.seeing.logs.Careful"},
        "failures": {"()": "operations.seeing.logs.Failures"},
    },
    "formatters": {
        "text": {"()": "operations.seeing.logs.Lines"},
        "json": {"()": "operations.seeing.logs.JsonLines"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["careful"],
        },
        "mail": {"class": "operations.seeing.mailing.OneMailAPlace", "level": "ERROR"},
    },
    "root": {"handlers": ["stderr", "mail"], "level": LOG_LEVEL},
    "loggers": {
        # Django's own handler mails or prints only with DEBUG; the root logger serves both.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Each request has a line of its own (`operations.access`), without what was typed.
        "django.request": {"level": "ERROR", "filters": ["failures"]},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": True},
        "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
