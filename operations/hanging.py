"""A database that takes a question and never answers it: a request waits so long, not longer.

It is not the server that is asked to give up (`statement_timeout`): it may be what hangs, or
something on the way to it. A thread of each worker looks at its connections, and breaks off one on
which nothing was sent or received for too long although an answer is due. Who waits for the answer
meets with a lost connection, as when the server is gone. Commands may wait as long as they like.

Over a Unix socket nothing is known of when something was received, and nothing is broken off.
"""

import logging
import os
import socket
import struct
import threading
import time
from contextlib import suppress
from weakref import WeakSet

from django.db.backends.signals import connection_created
from psycopg2 import InterfaceError
from psycopg2.extensions import TRANSACTION_STATUS_ACTIVE

logger = logging.getLogger(__name__)

# As long as a writer waits for another one with SQLite.
SECONDS = 20
# Of Linux's `struct tcp_info`: milliseconds since data was sent, since data was received.
_SENT_AND_RECEIVED = struct.Struct("=44xI4xI")

_open: WeakSet = WeakSet()


def watch() -> None:
    """Watch the connections of this process from now on."""
    if hasattr(socket, "TCP_INFO"):
        connection_created.connect(_opened, dispatch_uid="operations.hanging")
        threading.Thread(target=_go_on_looking, daemon=True).start()


def look() -> None:
    """Break off what hangs."""
    for connection in list(_open):
        with suppress(InterfaceError, OSError):  # closed meanwhile; not over a network
            _break_off_if_hanging(connection)


def _opened(sender, connection, **kwargs) -> None:
    if connection.vendor == "postgresql":
        _open.add(connection.connection)


def _break_off_if_hanging(connection) -> None:
    if connection.closed or not _is_asked(connection):
        return
    with socket.socket(fileno=os.dup(connection.fileno())) as shared:
        told = shared.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _SENT_AND_RECEIVED.size)
        silent = min(_SENT_AND_RECEIVED.unpack(told)) / 1000
        # Asked again: its number may have been given to another one just before it was taken.
        if silent >= SECONDS and _is_asked(connection):
            logger.error("the database has not answered for %d s; giving up", silent)
            shared.shutdown(socket.SHUT_RDWR)


def _is_asked(connection) -> bool:
    return connection.get_transaction_status() == TRANSACTION_STATUS_ACTIVE


def _go_on_looking() -> None:
    while True:
        time.sleep(1)
        try:
            look()
        except Exception:  # a thread that ended would let requests hang again
            logger.exception("the connections could not be looked at")
