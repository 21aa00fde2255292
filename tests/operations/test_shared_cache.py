"""The shared cache: without Redis all goes on, and a dead one is not waited for at each page."""

import logging

import pytest
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as NoRedis

from operations import shared_cache

pytestmark = pytest.mark.one_database


@pytest.fixture
def asked(monkeypatch):
    """What Redis was asked; `asked.answer` is what it answers, or the error it fails with."""

    class Asked(list):
        answer = None

    asked = Asked()

    def get(self, key, default=None, version=None):
        asked.append(key)
        if isinstance(asked.answer, Exception):
            raise asked.answer
        return asked.answer

    monkeypatch.setattr(RedisCache, "get", get)
    monkeypatch.setattr(shared_cache, "breaker", shared_cache.Breaker())
    return asked


@pytest.fixture
def clock(monkeypatch):
    """`clock.now` is the time, in seconds."""

    class Clock:
        now = 100.0

    monkeypatch.setattr(shared_cache.time, "monotonic", lambda: Clock.now)
    return Clock


@pytest.fixture
def cache():
    cache = shared_cache.SharedCache("redis://127.0.0.1:1/0", {})
    cache._own.clear()
    return cache


def test_what_redis_has_is_given(cache, asked):
    asked.answer = "页面"
    assert cache.get("page") == "页面"


def test_without_redis_a_process_keeps_what_it_makes(cache, monkeypatch):
    monkeypatch.setattr(shared_cache, "breaker", shared_cache.Breaker())
    cache.set("page", "页面")
    assert cache.get("page") == "页面"
    assert cache.add("page", "另一页") is False
    cache.set("count", 1)
    assert cache.incr("count") == 2


def test_redis_that_fails_is_left_alone_for_a_while_and_said_once(cache, asked, clock, caplog):
    asked.answer = NoRedis("gone")
    for _ in range(10):
        assert cache.get("page") is None
    assert len(asked) == 1
    assert len(caplog.records) == 1
    clock.now += shared_cache.SECONDS_LEFT_ALONE
    cache.get("page")
    cache.get("page")
    assert len(asked) == 2
    assert len(caplog.records) == 1


def test_redis_that_is_back_is_used_again(cache, asked, clock, caplog):
    caplog.set_level(logging.INFO)
    asked.answer = NoRedis("gone")
    cache.get("page")
    asked.answer = "页面"
    assert cache.get("page") is None
    clock.now += shared_cache.SECONDS_LEFT_ALONE
    assert [cache.get("page"), cache.get("page")] == ["页面", "页面"]
    assert "answers again" in caplog.messages[-1]
