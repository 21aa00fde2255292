"""kill -9 in the middle of things: workers, the database, Redis, while people work."""

import os
import random
import signal
import time

import pytest

from .desk import Desk, Work
from .examining import examined
from .site import POSTGRESQL, site, start


def test_a_worker_is_killed_while_editors_save_and_publish(served, desk, row):
    with Work(desk) as told:
        time.sleep(2)
        for _ in range(8):
            # The oldest: the other one may not have come so far as to work.
            os.kill(served.workers()[0], signal.SIGKILL)
            begun = time.monotonic()
            time.sleep(random.uniform(2, 4))  # noqa: S311
        time.sleep(3)
    back = told.back_after(begun)
    row("a worker is killed, 8 times", served.kind, told, back=back)
    assert len(told.saved) > 5
    assert told.published
    assert back < 3
    assert examined(served, told) == []


def test_the_whole_application_server_is_killed(served, desk, row):
    with Work(desk) as told:
        time.sleep(3)
        served.application.kill()
        begun = time.monotonic()
        served.application.start()
        time.sleep(6)
    back = told.back_after(begun)
    row("all workers are killed at once, and started again", served.kind, told, back=back)
    assert back < 8
    assert examined(served, told) == []


def test_the_database_is_killed_while_editors_save_and_publish(served, desk, row):
    if served.kind != POSTGRESQL:
        pytest.skip("SQLite has no server")
    with Work(desk) as told:
        time.sleep(2)
        for _ in range(3):
            served.database.kill()
            time.sleep(2)
            assert served.status("/") in (200, 503), "kept pages are given meanwhile"
            start(served.database)
            begun = time.monotonic()
            time.sleep(random.uniform(2, 3))  # noqa: S311
        time.sleep(3)
    back = told.back_after(begun)
    said = "kept pages are given; others, and the desk: 503 “数据库暂时没有应答”"
    row("the database server is killed, 3 times", served.kind, told, back=back, notes=said)
    assert back < 3
    assert {status for _, status, _ in told.refused} <= {0, 503}
    assert any("数据库暂时没有应答" in page for _, _, page in told.refused)
    assert examined(served, told) == []


def test_redis_is_killed_while_editors_save_and_publish(prepared, home, row):
    with site(home / f"redis-{prepared.kind}", prepared.kind, redis=True) as made:
        # The same database: only the cache is another one.
        made.more = {"DATABASE_URL": prepared.url, "MEDIA_ROOT": str(prepared.folder / "media")}
        made.serve()
        with Work(Desk.of(made)) as told:
            for _ in range(3):
                time.sleep(2)
                made.redis.kill()
                time.sleep(1)
                made.redis.start()
        row("Redis is killed, 3 times", prepared.kind, told, back=0.0)
        assert told.refused == []
        assert told.errors_of_readers() == []
        assert examined(made, told) == []
