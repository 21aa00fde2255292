"""What holds for the records of every app: trees, addresses, states, and loose references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from taggit.models import TaggedItem

from editorial.models import (
    Finding,
    FormerAddress,
    PendingChange,
    Publishable,
    Schedule,
    State,
)
from editorial.trees import Tree

from .registry import Broken, Report, batches, named, register


def circles(model: type[models.Model], column: str, report: Report) -> Iterator[Broken]:
    """Yield one line for each circle; the keys of the rows are all that is held."""
    above = dict(
        model._base_manager.order_by()
        .filter(**{f"{column}__isnull": False})
        .values_list("pk", column)
        .iterator(chunk_size=5000)
    )
    clear: set[int] = set()
    for start in above:
        path: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in clear and at not in path:
            path[at] = None
            at = above.get(at)
        if at in path:
            members = list(path)[list(path).index(at) :]
            numbers = " → ".join(map(str, [*members, at]))
            yield Broken(f"{model._meta.verbose_name} {at}", f"上级绕成了圈：{numbers}")
        clear.update(path)
    report(len(above), len(above))


def _foreign_keys(report: Report) -> Iterator[Broken]:
    """Ask SQLite, which holds foreign keys only for those who ask it to; PostgreSQL always does."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        for table, row, parent, _ in cursor:
            yield Broken(f"表 {table} 第 {row} 行", f"所指的 {parent} 里的行不存在")


def _former_addresses(report: Report) -> Iterator[Broken]:
    for rows in batches(FormerAddress.objects.all(), report):
        kinds = defaultdict(list)
        for row in rows:
            kinds[row.content_type_id].append(row)
        for kind, some in kinds.items():
            yield from _of_kind(ContentType.objects.get_for_id(kind).model_class(), some)


def _of_kind(model, rows: list[FormerAddress]) -> Iterator[Broken]:
    there, live = set(), {}
    if model is not None:
        records = model._base_manager.order_by()
        pks = [row.object_id for row in rows]
        there = set(records.filter(pk__in=pks).values_list("pk", flat=True))
        slugs = [row.slug for row in rows]
        live = dict(records.filter(slug__in=slugs).values_list("slug", "pk"))
    for row in rows:
        if row.object_id not in there:
            yield Broken(f"旧地址 {row.slug}", "所指的记录不存在", partial(_drop, row))
        elif live.get(row.slug) == row.object_id:
            yield Broken(f"旧地址 {row.slug}", "就是这条记录现在的地址", partial(_drop, row))
        elif row.slug in live:
            label = model._meta.verbose_name
            sentence = f"与{label} {live[row.slug]} 现在的地址相同；请给其中之一换一个网址名"
            yield Broken(f"旧地址 {row.slug}", sentence)


def _drop(row: models.Model) -> str:
    row.delete()
    return f"删去了这条{row._meta.verbose_name}"


def _led_astray(model, may_go: bool, report: Report) -> Iterator[Broken]:
    """Yield the rows of `model` whose record, of any kind, is not there."""
    for rows in batches(model._base_manager.all(), report):
        kinds = defaultdict(list)
        for row in rows:
            kinds[row.content_type_id].append(row)
        for kind, some in kinds.items():
            of = ContentType.objects.get_for_id(kind).model_class()
            pks = [row.object_id for row in some]
            records = of._base_manager.filter(pk__in=pks) if of else Finding.objects.none()
            there = set(records.values_list("pk", flat=True))
            for row in some:
                if row.object_id not in there:
                    label = of._meta.verbose_name if of else "类型不明的记录"
                    repair = partial(_drop, row) if may_go else None
                    yield Broken(named(row), f"所说的{label} {row.object_id} 不存在", repair)


def _published(report: Report) -> Iterator[Broken]:
    """Yield what readers see although it could not be published as it is."""
    for model in apps.get_models():
        if not issubclass(model, Publishable):
            continue
        if model.publication_problems is Publishable.publication_problems:
            continue
        for rows in batches(model._base_manager.filter(state=State.PUBLISHED), report):
            for row in rows:
                if problems := row.publication_problems():
                    yield Broken(named(row), f"已发布，但{'；'.join(problems)}")


def register_all() -> None:
    register("外键", _foreign_keys)
    for model in apps.get_models():
        if issubclass(model, Tree):
            label = f"{model._meta.verbose_name}的上下级"
            register(label, partial(circles, model, "parent"))
    register("旧地址", _former_addresses)
    # What editors wrote in a change is kept, even if its record is gone.
    for model in (Finding, Schedule, TaggedItem, PendingChange):
        may_go = model is not PendingChange
        label = f"{model._meta.verbose_name}所说的记录"
        register(label, partial(_led_astray, model, may_go))
    register("发布条件", _published)
