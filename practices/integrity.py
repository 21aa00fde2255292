"""That the parts of a practice are its own, and that a shared basket is what its address says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db.models import F, Q

from editorial.integrity import Broken, Report, batches, register
from editorial.integrity.registry import named

from .models import Evidence, Measure, SharedBasket


def _measures(report: Report) -> Iterator[Broken]:
    stray = Measure._base_manager.filter(parent__isnull=False)
    for batch in batches(stray.exclude(parent__practice=F("practice")).only("pk"), report):
        for row in batch:
            yield Broken(named(row), "上级构成属于另一个做法，请编辑核对")


def _evidence(report: Report) -> Iterator[Broken]:
    elsewhere = Q(measure__isnull=False) & ~Q(measure__practice=F("practice"))
    elsewhere |= Q(problem_link__isnull=False) & ~Q(problem_link__practice=F("practice"))
    for batch in batches(Evidence._base_manager.filter(elsewhere).only("pk"), report):
        for row in batch:
            yield Broken(named(row), "佐证的构成或问题属于另一个做法，请编辑核对")


def _baskets(report: Report) -> Iterator[Broken]:
    for batch in batches(SharedBasket._base_manager.all(), report):
        for row in batch:
            count = len(row.pieces)
            if row.key != SharedBasket.key_of(row.pieces):
                yield Broken(named(row), "内容与地址不符，请从备份核对")
            elif row.number != count:
                sentence = f"记有 {row.number} 份，实有 {count} 份"
                yield Broken(named(row), sentence, partial(_count, row, count))


def _count(row: SharedBasket, count: int) -> str:
    SharedBasket._base_manager.filter(pk=row.pk).update(number=count)
    return f"份数改为 {count}"


def register_all() -> None:
    register("构成所属的做法", _measures)
    register("佐证所属的做法", _evidence)
    register("分享的材料篮", _baskets)
