"""How often an address may ask: one count over all processes, that slides with the time."""

import pytest
from django.core.cache import cache

from editorial import limits
from editorial.limits import Rate, seconds_to_wait

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def _with_cache(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limit"}
    }
    cache.clear()


@pytest.fixture
def clock(monkeypatch):
    now = [1_000_000.0]
    monkeypatch.setattr(limits.time, "time", lambda: now[0])
    return now


@pytest.fixture
def ask(rf):
    """`ask(address)` gives the seconds to wait for one more of three a minute."""

    def ask(address="10.0.0.1", kind="search"):
        return seconds_to_wait(kind, rf.get("/", REMOTE_ADDR=address), Rate(3, 60))

    return ask


def test_so_many_are_allowed_and_then_one_waits(ask, clock):
    clock[0] = 60_000_000.0
    assert [ask() for _ in range(3)] == [0, 0, 0]
    assert ask() == 80
    clock[0] += 80
    assert ask() == 0


def test_whoever_waits_as_long_as_told_is_let_in_whenever_it_was(ask, clock):
    for start in range(60_000_000, 60_000_060, 7):
        cache.clear()
        clock[0] = float(start)
        while not (seconds := ask()):
            clock[0] += 5
        clock[0] += seconds
        assert ask() == 0


def test_the_end_of_a_span_does_not_let_twice_as_many_in(ask, clock):
    clock[0] = 60_000_059.0
    assert [ask() for _ in range(3)] == [0, 0, 0]
    clock[0] = 60_000_061.0
    assert ask() > 0


def test_what_is_refused_does_not_count(ask, clock):
    clock[0] = 60_000_000.0
    for _ in range(100):
        ask()
    clock[0] += 90
    assert ask() == 0


def test_each_address_and_each_kind_counts_for_itself(ask, clock):
    for _ in range(4):
        ask()
    assert ask() > 0
    assert ask("10.0.0.2") == 0
    assert ask(kind="export") == 0


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
    ],
)
def test_who_has_a_network_of_ipv6_is_one_visitor(ask, clock, one, other, are_one):
    for _ in range(3):
        ask(one)
    assert bool(ask(other)) is are_one


def test_of_an_address_only_a_digest_is_kept(ask, clock):
    ask()
    assert cache._cache
    assert not [key for key in cache._cache if "10.0.0.1" in key]
