"""A database that does not answer is waited for so long and no longer."""

import socket

import pytest
from psycopg2.extensions import TRANSACTION_STATUS_ACTIVE, TRANSACTION_STATUS_IDLE

from operations import hanging

pytestmark = pytest.mark.one_database


class Connection:
    """As much of a connection as is looked at."""

    closed = 0

    def __init__(self, ours: socket.socket, status: int):
        self.fileno = ours.fileno
        self.get_transaction_status = lambda: status


@pytest.fixture
def ends():
    """Both ends of a connection over which nothing is sent."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ours = socket.create_connection(server.getsockname())
        theirs = server.accept()[0]
    with ours, theirs:
        theirs.setblocking(False)
        yield ours, theirs


@pytest.fixture
def looked_at(monkeypatch, ends):
    """`looked_at(status, seconds)` tells whether a connection was broken off."""

    def looked_at(status: int, seconds: float) -> bool:
        monkeypatch.setattr(hanging, "SECONDS", seconds)
        monkeypatch.setattr(hanging, "_open", {Connection(ends[0], status)})
        hanging.look()
        try:
            return ends[1].recv(1) == b""
        except BlockingIOError:
            return False

    return looked_at


def test_one_that_owes_an_answer_for_too_long_is_broken_off(looked_at):
    assert looked_at(TRANSACTION_STATUS_ACTIVE, 0)


def test_one_that_owes_an_answer_has_its_time(looked_at):
    assert not looked_at(TRANSACTION_STATUS_ACTIVE, 20)


def test_one_that_owes_none_is_left_alone(looked_at):
    assert not looked_at(TRANSACTION_STATUS_IDLE, 0)
