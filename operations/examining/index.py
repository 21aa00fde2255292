"""The search index: whether it is there, complete, and in order."""

from collections.abc import Iterator

from search import engines
from search.changes import newest
from search.indexing import is_missing
from search.listings import in_step
from search.models import StoredShelf
from search.registry import collections

from .registry import Said, good, notice, register, wrong

_REINDEX = "运行 manage.py reindex，期间网站照常服务。"
# Workers put so many changes in one by one when they start (`search/snapshots.py`).
_MANY = 20_000


def _index() -> Iterator[Said]:
    if is_missing():
        yield wrong("还没有检索索引，检索和目录都找不到内容。", _REINDEX)
        return
    if not engines.are_settled():
        yield wrong("上次重建索引没有做完，检索会慢。", _REINDEX)
    off = []
    for collection in collections():
        rows, listed = in_step(collection)
        if rows != listed:
            off.append(f"{collection.label}有 {rows} 条，索引里有 {listed} 条")
    if off:
        yield wrong(f"索引与记录不符：{'；'.join(off)}。", _REINDEX)
    state = newest()
    oldest = min(StoredShelf.objects.values_list("number", flat=True))
    if state.number - oldest > _MANY:
        yield notice("上次整理以来改动很多，网站启动会慢。", _REINDEX)
    if not off:
        yield good(f"与记录相符，第 {state.number} 号改动。")


register("检索索引", _index, needs_database=True)
