"""Practices that may be one: of the same or nearly the same name, in one zone or both in none."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet

from editorial.findings import Found
from editorial.findings.twins import Named, twins
from zones.naming import without_signs

from .models import Practice

# What one writer adds to a name and another leaves out.
_GENERIC = re.compile(
    r"(?:党建)?(?:工作法|工作机制|工作模式|工作体系|服务体系|模式|机制|体系|工程|行动|计划|做法|活动|品牌|项目|平台)$"
)
_NUMERALS = frozenset("0123456789一二三四五六七八九十两双")
# In a name as long as this one character more or less is likely a slip.
_LONG_ENOUGH = 6


def core_of(name: str) -> str:
    """Return a name without signs and without a generic ending."""
    bare = without_signs(name)
    core = _GENERIC.sub("", bare)
    return core if len(core) > 1 else bare


def _one_less(core: str) -> Iterator[str]:
    """Yield a long name without one of its characters; numerals stay: 三亮 and 四亮 are two."""
    if len(core) >= _LONG_ENOUGH:
        for place, character in enumerate(core):
            if character not in _NUMERALS:
                yield core[:place] + core[place + 1 :]


def _columns(rows: QuerySet) -> Iterator[tuple[int, str, list[str]]]:
    return rows.values_list("pk", "name", "other_names").iterator(chunk_size=2000)


def _named_by(pk: int, name: str, others: list[str]) -> Named:
    cores = frozenset(map(core_of, (name, *others))) - {""}
    near = frozenset(each for core in cores for each in _one_less(core))
    return Named(pk=pk, words=name, keys=cores, near=near)


def _named(rows: QuerySet) -> Iterator[Named]:
    for row in _columns(rows):
        yield _named_by(*row)


def _found(rows: Iterable[Named]) -> Iterator[Found]:
    for row, other in twins(rows):
        yield Found(row.pk, str(other.pk), f"与“{other.words}”名称相近，可能是同一个做法")


def _alike(pks: Sequence[int], rows: QuerySet) -> list[Named]:
    """Return those of `rows` whose names may be nearly those of `pks`."""
    own = list(_named(rows.filter(pk__in=pks)))
    wanted = frozenset(key for row in own for key in row.keys | row.near)
    longer = {len(key) + 1 for row in own for key in row.keys}
    keys = frozenset(key for row in own for key in row.keys)
    kept = {row.pk: row for row in own}
    for pk, name, others in _columns(rows):
        if any(
            core in wanted or (len(core) in longer and not keys.isdisjoint(_one_less(core)))
            for core in map(core_of, (name, *others))
        ):
            kept.setdefault(pk, _named_by(pk, name, others))
    return list(kept.values())


def _in_zone(zone: int | None) -> QuerySet:
    return Practice._base_manager.filter(zones=zone).order_by("pk")


def find(pks: Sequence[int]) -> Iterator[Found]:
    """Compare practices with all others of their zones."""
    ties = Practice._base_manager.filter(pk__in=pks).order_by()
    for zone in set(ties.values_list("zones", flat=True)):
        yield from _found(_alike(pks, _in_zone(zone)))


def find_all() -> Iterator[Found]:
    """Compare all practices, a zone at a time."""
    ties = Practice.zones.through._base_manager.order_by()
    for zone in (None, *ties.values_list("zone", flat=True).distinct()):
        yield from _found(_named(_in_zone(zone)))
