"""Mail about errors: for each place in the code at most one in a quarter of an hour.

A mail says what kind of error it was, where, on which route and under which number it stands in
the log; nothing of what was sent, and no value. Whatever goes wrong with it, the request goes on.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import traceback
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage

from .current import current_id, current_route
from .logs import told

log = logging.getLogger(__name__)
SECONDS = 15 * 60
# Of all places together: when everything fails, so many mails say as much as hundreds.
MOST = 10
# What bots send is refused, and no error of ours; gunicorn's own process must stay without threads,
# and knows no settings; what fails here must not come back here.
_UNWANTED = ("django.security", "gunicorn", __name__)


class OneMailAPlace(logging.Handler):
    """Sends errors to `ERROR_MAIL`; says of those it kept back how many there were."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(_UNWANTED) or not settings.ERROR_MAIL:
            return
        try:
            place = _place(record)
            kept_back = _kept_back(place)
            if kept_back is not None:
                mail = _mail(record, place, kept_back)
                threading.Thread(target=_send, args=(mail,), daemon=True).start()
        except Exception:  # a cache that does not answer, no more threads: the log has the error
            log.warning("no mail could be made of an error", exc_info=True)


def _place(record: logging.LogRecord) -> str:
    """Return the last line of our own that led to an error, or where it was written down."""
    error = record.exc_info[1] if record.exc_info else None
    base = Path(settings.BASE_DIR)
    frames = traceback.extract_tb(error.__traceback__) if error is not None else []
    own = [
        f"{Path(frame.filename).relative_to(base)}:{frame.lineno}"
        for frame in frames
        if Path(frame.filename).is_relative_to(base) and ".venv" not in frame.filename
    ]
    kind = type(error).__qualname__ if error is not None else record.name
    return f"{kind}，{own[-1] if own else f'{record.module}:{record.lineno}'}"


def _kept_back(place: str) -> int | None:
    """Return how many of this place were kept back since the last mail; None to keep this back."""
    name = f"error-mail-{hashlib.sha256(place.encode()).hexdigest()[:32]}"
    if not cache.add(f"{name}-sent", 1, SECONDS) or not _has_room():
        cache.add(name, 0, 100 * SECONDS)
        cache.incr(name)
        return None
    number = cache.get(name, 0)
    cache.delete(name)
    return number


def _has_room() -> bool:
    cache.add("error-mails", 0, SECONDS)
    return cache.incr("error-mails") <= MOST


def _mail(record: logging.LogRecord, place: str, kept_back: int) -> EmailMessage:
    error = record.exc_info[1] if record.exc_info else None
    lines = [
        f"错误：{place}",
        f"页面：{current_route() or '（不在请求之中）'}",
        f"编号：{current_id() or '（无）'}；日志里同一编号的行写有详情。",
        f"上一封邮件以后，同一处另有 {kept_back} 次没有发信。" if kept_back else "",
        "",
        told(error, with_sentence=False) if error is not None else "",
    ]
    return EmailMessage(
        subject=f"[{settings.SITE_NAME}] 出错：{place}",
        body="\n".join(lines),
        to=settings.ERROR_MAIL,
    )


def _send(mail: EmailMessage) -> None:
    try:
        mail.send()
    except Exception:  # whatever a mail server does
        log.warning("a mail about an error could not be sent", exc_info=True)
