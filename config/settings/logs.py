"""What is written down of the running site."""

from .site import env

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
    # Django's own handler mails or prints only with DEBUG; the root logger serves both.
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
