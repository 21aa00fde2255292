"""A cluster goes on: `make cluster`. Readers read from the first line to the last.

Each test breaks something and mends it. What readers met with is in the table that is printed at
the end; docs/growing.md keeps one.
"""

import platform
import time
from contextlib import contextmanager

import pytest
from django import get_version

from .editing import Refused
from .readers import ask
from .servers import until

# What docs/growing.md promises: so long after something has failed readers may meet with it.
DOCUMENTED = 1.0
_rows: list[tuple] = []


@pytest.fixture(scope="module", autouse=True)
def _table(capfd_of_session, cluster, readers):
    yield
    lines = ["| what | requests | errors | last error after, s | slowest, ms | back after, s |"]
    lines += ["|---|---:|---:|---:|---:|---:|", *(f"| {' | '.join(row)} |" for row in _rows)]
    version = cluster.primary.ask("SHOW server_version")
    about = f"Python {platform.python_version()}, Django {get_version()}, PostgreSQL {version}"
    with capfd_of_session.global_and_fixture_disabled():
        print("", time.strftime("%Y-%m-%d"), about, *lines, sep="\n")


@pytest.fixture(scope="module")
def capfd_of_session(request):
    return request.config.pluginmanager.getplugin("capturemanager")


@contextmanager
def reading(readers, what: str, seconds: float = 2):
    """Do something while readers read, for so long at least; they may meet with a second of it."""
    begun = time.monotonic()
    back: list[float] = []
    yield back
    left = begun + seconds - time.monotonic()
    time.sleep(max(left, 0))
    reads = readers.since(begun)
    errors = [read for read in reads if read.is_error]
    last = max((read.begun - begun for read in errors), default=None)
    _rows.append(
        (
            what,
            str(len(reads)),
            str(len(errors)),
            "–" if last is None else f"{last:.1f}",
            f"{1000 * max(read.seconds for read in reads):.0f}",
            f"{back[0]:.1f}" if back else "–",
        )
    )
    assert len(reads) > 10 * seconds
    assert last is None or last <= DOCUMENTED, errors


def shown_by_both(cluster, name: str) -> bool:
    """Tell whether both application servers show a practice to everybody."""
    answers = [ask(one.port, "/practices/", tls=False) for one in cluster.applications]
    assert [status for status, _ in answers] == [200, 200]
    return all(name in page for _, page in answers)


def reads_of(databases, seconds: float = 2) -> list[int]:
    """Return how often each database was asked for practices in this time."""
    before = [one.reads() for one in databases]
    time.sleep(seconds)
    return [one.reads() - start for one, start in zip(databases, before, strict=True)]


def test_readers_read_from_both_replicas_and_never_from_the_primary(cluster, readers):
    with reading(readers, "nothing happens", 4):
        primary, *replicas = reads_of([cluster.primary, *cluster.replicas], 3)
    assert primary == 0
    assert min(replicas) > 0


def test_an_editor_sees_what_they_saved_at_once_on_both_servers(cluster, readers, editor):
    first, second = cluster.applications
    with reading(readers, "an editor saves ten drafts"):
        for number in range(10):
            editor.draft(first, f"草稿{number}号")
            for server in (second, first):
                assert f"草稿{number}号" in editor.page(server, "/admin/practices/practice/")
                assert f"草稿{number}号" in editor.page(server, f"/practices/?q=草稿{number}号")


def test_what_is_published_is_seen_within_a_second_on_both_servers(cluster, readers, editor):
    with reading(readers, "a publication") as back:
        editor.publish("梧桐行动")
        back.append(until(lambda: shown_by_both(cluster, "梧桐行动"), "both to show it"))
    assert back[0] <= DOCUMENTED


def test_a_replica_is_killed_and_comes_back(cluster, readers):
    killed, other = cluster.replicas
    with reading(readers, "a replica is killed (-9)", 3):
        killed.kill()
        assert reads_of([other], 2)[0] > 0
    with reading(readers, "it is started again") as back:
        killed.start()
        until(killed.takes_connections, "the replica to start")
        before = killed.reads()
        back.append(until(lambda: killed.reads() > before, "the replica to be read from"))


def test_a_replica_that_lags_is_left_out_and_taken_back(cluster, readers, editor):
    lagging = cluster.replicas[0]
    with reading(readers, "a replica lags", 6) as back:
        lagging.ask("SELECT pg_wal_replay_pause()")
        editor.publish("银杏行动")
        back.append(until(lambda: shown_by_both(cluster, "银杏行动"), "both to show it"))
        time.sleep(DOCUMENTED)
        assert all(shown_by_both(cluster, "银杏行动") for _ in range(20))
        time.sleep(1)
        assert reads_of([lagging]) == [0]
    assert back[0] <= DOCUMENTED
    with reading(readers, "it plays on") as back:
        lagging.ask("SELECT pg_wal_replay_resume()")
        before = lagging.reads()
        back.append(until(lambda: lagging.reads() > before, "the replica to be read from"))


def test_an_application_server_is_killed_and_comes_back(cluster, readers):
    killed, _ = cluster.applications
    with reading(readers, "an application server is killed (-9)"):
        killed.kill()
    with reading(readers, "it is started again", 3):
        killed.start()


def test_redis_is_emptied_killed_and_comes_back(cluster, readers):
    with reading(readers, "Redis is emptied"):
        redis_ask(cluster, "FLUSHALL")
    with reading(readers, "Redis is killed (-9)"):
        cluster.redis.kill()
    with reading(readers, "it is started again") as back:
        cluster.redis.start()
        back.append(until(lambda: redis_ask(cluster, "DBSIZE") > 0, "Redis to be used"))


def redis_ask(cluster, command: str):
    from redis import Redis

    with Redis(port=cluster.redis.port) as redis:
        return redis.execute_command(command)


def test_without_the_primary_readers_read_on_and_editors_are_told(cluster, readers, editor):
    server = cluster.applications[1]
    with reading(readers, "the primary is killed (-9)", 5):
        cluster.primary.kill()
        for _ in range(3):
            with pytest.raises(Refused, match="数据库暂时没有应答") as refused:
                editor.page(server, "/admin/practices/practice/")
            assert refused.value.status == 503
        assert sum(reads_of(cluster.replicas, 3)) > 0
    with reading(readers, "it is started again", 3) as back:
        cluster.primary.start()
        back.append(until(lambda: _desk_is_there(editor, server), "the desk"))
        # Their session and their drafts are there, and they can go on.
        assert "草稿9号" in editor.page(server, "/practices/?q=草稿9号")
        editor.draft(server, "断线以后")
        assert "断线以后" in editor.page(cluster.applications[0], "/admin/practices/practice/")


def _desk_is_there(editor, server) -> bool:
    try:
        return "草稿9号" in editor.page(server, "/admin/practices/practice/")
    except Refused:
        return False
