"""The cache that all processes and machines share, and what stands in for it while it is away.

Each entry's key says of which state of the records it is, so that a process may at any time look
elsewhere: without Redis each keeps its own entries, and counts its own limits, as on a laptop.
"""

import logging
import time
from dataclasses import dataclass

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

# Redis in the same room answers in a millisecond; a page is made anew in fifty.
SECONDS_TO_ANSWER = 0.2
SECONDS_LEFT_ALONE = 5


@dataclass
class Breaker:
    """Whether Redis is asked; of one process. After a failure one request in five seconds tries."""

    again_at: float = 0
    is_broken: bool = False

    def lets_through(self) -> bool:
        if not self.is_broken:
            return True
        if (now := time.monotonic()) < self.again_at:
            return False
        self.again_at = now + SECONDS_LEFT_ALONE
        return True

    def failed(self, error: Exception) -> None:
        self.again_at = time.monotonic() + SECONDS_LEFT_ALONE
        if not self.is_broken:
            self.is_broken = True
            logger.warning("the shared cache does not answer (%s); doing without", error)

    def answered(self) -> None:
        if self.is_broken:
            self.is_broken = False
            logger.info("the shared cache answers again")


breaker = Breaker()


class SharedCache(BaseCache):
    """Redis; while it does not answer in time, the memory of this process."""

    def __init__(self, server: str, params: dict):
        super().__init__(params)
        options = {
            "socket_connect_timeout": SECONDS_TO_ANSWER,
            "socket_timeout": SECONDS_TO_ANSWER,
            # At once and only once: the connection may be from before Redis was started anew.
            "retry": Retry(NoBackoff(), 1),
        }
        self.shared = RedisCache(server, {**params, "OPTIONS": options})
        self._own = LocMemCache("while the shared cache is away", params)

    def _done(self, name: str, *arguments, **named):
        if breaker.lets_through():
            try:
                result = getattr(self.shared, name)(*arguments, **named)
            except RedisError as error:
                breaker.failed(error)
            else:
                breaker.answered()
                return result
        return getattr(self._own, name)(*arguments, **named)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._done("add", key, value, timeout=timeout, version=version)

    def get(self, key, default=None, version=None):
        return self._done("get", key, default=default, version=version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._done("set", key, value, timeout=timeout, version=version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._done("touch", key, timeout=timeout, version=version)

    def delete(self, key, version=None):
        return self._done("delete", key, version=version)

    def incr(self, key, delta=1, version=None):
        return self._done("incr", key, delta=delta, version=version)

    def clear(self):
        return self._done("clear")
