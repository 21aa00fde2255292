"""kill -9 in the middle of things: workers, commands, the database, Redis."""

import os
import random
import signal
import time

import pytest

from .desk import Work
from .examining import examined
from .site import POSTGRESQL, start


def test_workers_are_killed_while_editors_save_and_publish(served, desk, row):
    with Work(desk) as told:
        time.sleep(2)
        for _ in range(8):
            # The oldest: the other one may not have come so far as to work.
            os.kill(served.workers()[0], signal.SIGKILL)
            begun = time.monotonic()
            time.sleep(random.uniform(2, 4))  # noqa: S311
        time.sleep(3)
    assert min(len(told.saved), len(told.published)) > 3
    back = told.back_after(begun)
    assert back < 3
    assert examined(served, told) == []
    row("a worker is killed, 8 times", served.kind, told, back=back)


def test_the_database_is_killed_while_editors_save_and_publish(served, desk, row):
    if served.kind != POSTGRESQL:
        pytest.skip("SQLite has no server")
    with Work(desk) as told:
        time.sleep(2)
        for _ in range(3):
            served.database.kill()
            time.sleep(2)
            start(served.database)
            begun = time.monotonic()
            time.sleep(random.uniform(2, 3))  # noqa: S311
        time.sleep(3)
    back = told.back_after(begun)
    assert back < 3
    assert {status for _, status, _ in told.refused} <= {0, 503}
    assert any("数据库暂时没有应答" in page for _, _, page in told.refused)
    assert examined(served, told) == []
    row("the database server is killed, 3 times", served.kind, told, back=back)
