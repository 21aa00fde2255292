"""That figures belong to the total of their own zone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db.models import F

from editorial.integrity import Broken, Report, batches, register
from editorial.integrity.records import circles
from editorial.integrity.registry import named

from .models import ZoneFact


def _totals(report: Report) -> Iterator[Broken]:
    rows = ZoneFact._base_manager.filter(part_of__isnull=False)
    for batch in batches(rows.exclude(part_of__zone=F("zone")).only("pk"), report):
        for row in batch:
            yield Broken(named(row), "所属的合计数是另一个高新区的，请编辑核对")


def register_all() -> None:
    register("区情数据的合计", _totals)
    register("区情数据的层次", partial(circles, ZoneFact, "part_of"))
