"""The cache: whether what is written can be read."""

import secrets
from collections.abc import Iterator

from django.core.cache import cache

from .registry import Said, good, register, wrong

_KEY = "operations.examining"


def _cache() -> Iterator[Said]:
    token = secrets.token_hex(8)
    cache.set(_KEY, token, 60)
    if cache.get(_KEY) == token:
        yield good("写得进，读得出。")
    else:
        yield wrong(
            "写进去的读不出来，页面每次都要重做。", "看看缓存服务是否在运行、内存是否已满。"
        )


register("缓存", _cache)
