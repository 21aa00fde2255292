"""Entries of the audit log sent to where whoever changes this base cannot reach."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Iterable
from functools import lru_cache
from logging.handlers import SysLogHandler
from urllib.parse import urlsplit

from django.conf import settings

logger = logging.getLogger(__name__)

# A datagram holds no more than this of the words; the link still proves the rest.
_LONGEST = 1000
# A receiver that takes nothing any more keeps nobody waiting for longer.
_SECONDS = 1.0


class _Sender(SysLogHandler):
    append_nul = False
    ident = "gaoxin-dangjian-audit: "

    def handleError(self, record):  # noqa: N802 (the name of the standard library)
        raise


@lru_cache(maxsize=1)
def _sender(address: str) -> _Sender:
    parts = urlsplit(address)
    where = parts.path if parts.scheme == "unix" else (parts.hostname, parts.port)
    sender = _Sender(where, facility=SysLogHandler.LOG_AUTH, socktype=socket.SOCK_DGRAM)
    sender.socket.settimeout(_SECONDS)
    return sender


def send(entries: Iterable) -> None:
    """Send entries as one line of JSON each; without success, say so in the log and go on."""
    if not settings.SYSLOG:
        return
    try:
        for entry in entries:
            record = logging.makeLogRecord({"msg": line_of(entry), "levelno": logging.INFO})
            record.levelname = "INFO"
            _sender(settings.SYSLOG).emit(record)
    except OSError as error:
        # The next try makes a new connection.
        _sender.cache_clear()
        logger.error("审计日志没有送到 %s：%s", settings.SYSLOG, error)


def line_of(entry) -> str:
    said = {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "action": entry.action,
        "actor": entry.actor_name,
        "kind": entry.kind,
        "object": entry.object_id,
        "title": entry.title,
        "detail": entry.detail[:_LONGEST],
        "address": entry.address,
        "link": entry.link,
    }
    return json.dumps(said, ensure_ascii=False)
