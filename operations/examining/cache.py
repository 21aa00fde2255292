"""The cache: whether what is written can be read."""

from collections.abc import Iterator

from .readiness import cache_keeps
from .registry import Said, good, register, wrong


def _cache() -> Iterator[Said]:
    if cache_keeps():
        yield good("写得进，读得出。")
    else:
        yield wrong(
            "写进去的读不出来，各进程只好各存各的，页面多要重做。",
            "看看缓存服务是否在运行、内存是否已满，CACHE_URL 是否写对。",
        )


register("缓存", _cache)
