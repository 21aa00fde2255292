"""That quoted words stand in their texts: the rule of `sources.models.Quoted`, for many rows."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from interviews.models import Answer, Question
from sources.models import Quoted, Source
from zones.models.documented import Documented

from .opening import Numbered

Placed = tuple[models.Model, Numbered]


def check_quotes(rows: Sequence[Placed]) -> None:
    """Find the words of rows in their sources, and in what was said. Raises an `ArchiveError`.

    A row whose `start` is None by the archive's own account has lost its place already.
    """
    quoting = [(row, at) for row, at in rows if isinstance(row, Quoted | Documented) and row.quote]
    texts = _texts({row.source_id for row, _ in quoting})
    for row, at in quoting:
        text = texts.get(row.source_id, "")
        if isinstance(row, Documented):
            is_there = row.quote in text
        else:
            is_there = _place(row, text) or getattr(row, "has_lost_place", False)
        if not is_there:
            raise at.error(f"引文不在出处的全文里：{row.quote[:30]}")
    for name, model in (("answer", Answer), ("question", Question)):
        _check_spoken([(row, at) for row, at in quoting if getattr(row, f"{name}_id", None)], model)


def _place(row: Quoted, text: str) -> bool:
    if row.start is None or not text.startswith(row.quote, row.start):
        place = text.find(row.quote)
        row.start = place if place >= 0 else None
    return row.start is not None


def _texts(pks: set[int | None]) -> dict[int, str]:
    return dict(Source.objects.filter(pk__in=pks - {None}).order_by().values_list("pk", "text"))


def _check_spoken(rows: Sequence[Placed], model: type[models.Model]) -> None:
    column = f"{model._meta.model_name}_id"
    said = model.objects.filter(pk__in={getattr(row, column) for row, _ in rows}).order_by()
    known = {pk: rest for pk, *rest in said.values_list("pk", "text", "interview__source")}
    for row, at in rows:
        text, source = known[getattr(row, column)]
        if source != row.source_id:
            raise at.error(f"{model._meta.verbose_name}不在所引的出处里：{row.quote[:30]}")
        is_there = any(row.quote in paragraph for paragraph in text.split("\n"))
        if not is_there and not getattr(row, "has_lost_place", False):
            raise at.error(f"引文不在那段{model._meta.verbose_name}里：{row.quote[:30]}")
