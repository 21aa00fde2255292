"""The queues on the desk: which there are, and their lines."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.urls import reverse

from editorial.findings.keeping import without_long_texts
from editorial.models import ReviewStep, Schedule, State

from . import waiting
from .waiting import Kinds, Moving

# What is beyond is not counted: it makes no difference to whoever works through it.
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Line:
    """One line of a queue; what has no title of its own gets that of the record it names."""

    at: datetime.datetime
    kind: int | None = None
    record: int | None = None
    label: str = ""
    title: str = ""
    url: str = ""
    state: State | None = None
    is_change: bool = False
    who: object = None
    remark: str = ""
    warning: str = ""


@dataclass(frozen=True)
class Queue:
    """One queue: `rows(user, kinds)` in order, `line(row)` for each, `empty` said when none is.

    `for_whom(user)` tells whether the queue is of any use to somebody.
    """

    name: str
    label: str
    empty: str
    order: int
    rows: Callable[[object, Kinds], QuerySet]
    line: Callable[[object], Line]
    for_whom: Callable[[object], bool] = lambda user: True


_queues: dict[str, Queue] = {}


def register_queue(queue: Queue) -> None:
    _queues[queue.name] = queue


def queues_for(user) -> list[Queue]:
    """Return the queues for `user`; a reviewer's own work is to review."""
    first = "review" if waiting.reviews_of(user) else ""
    found = [queue for queue in _queues.values() if queue.for_whom(user)]
    return sorted(found, key=lambda queue: (queue.name != first, queue.order))


def count(rows: QuerySet) -> int:
    """Count up to one more than `MOST_COUNTED`."""
    rows = rows if rows.query.combinator else rows.order_by()
    return rows[: MOST_COUNTED + 1].count()


def titled(lines: Sequence[Line], kinds: Kinds) -> list[Line]:
    """Give lines the present names and the pages of their records, in one query for each kind."""
    wanted: dict[int, set[int]] = {}
    for line in lines:
        if line.kind is not None:
            wanted.setdefault(line.kind, set()).add(line.record)
    names = {
        (kind, row.pk): str(row)
        for kind, pks in wanted.items()
        for row in without_long_texts(kinds[kind]._base_manager.filter(pk__in=pks))
    }
    return [_titled(line, names, kinds) for line in lines]


def _titled(line: Line, names: dict, kinds: Kinds) -> Line:
    if line.kind is None:
        return line
    options = kinds[line.kind]._meta
    title = names.get((line.kind, line.record))
    name = f"admin:{options.app_label}_{options.model_name}_change"
    return replace(
        line,
        label=str(options.verbose_name),
        title=title or line.title,
        url=reverse(name, args=[line.record]) if title else "",
    )


def _moving(row: tuple) -> Line:
    row = Moving(*row)
    return Line(
        at=row.at,
        kind=row.kind,
        record=row.record,
        state=State(row.stage),
        is_change=bool(row.is_change),
    )


def _step(step: ReviewStep) -> Line:
    return Line(
        at=step.at,
        kind=step.content_type_id,
        record=step.object_id,
        title=step.title,
        who=step.actor,
        remark=step.remark if step.kind == ReviewStep.Kind.RETURN else "",
    )


def _schedule(row: Schedule) -> Line:
    return Line(
        at=row.at,
        kind=row.content_type_id,
        record=row.object_id,
        title=row.title,
        warning=row.refusal and f"到时没有发布成：{row.refusal}",
    )


def _register_own(own: Iterable[Queue]) -> None:
    for queue in own:
        register_queue(queue)


_register_own(
    (
        Queue(
            "returned",
            "退回给我的",
            "没有退回给您的记录。",
            10,
            waiting.returned_to,
            _step,
        ),
        Queue("drafts", "我的草稿", "您没有未送审的草稿。", 20, waiting.drafts_of, _moving),
        Queue(
            "review",
            "待我审",
            "没有等您审的记录。",
            30,
            waiting.waiting_for,
            _moving,
            lambda user: bool(waiting.reviews_of(user)),
        ),
        Queue(
            "scheduled",
            "等待定时发布",
            "没有等待定时发布的记录。",
            50,
            lambda user, kinds: waiting.scheduled(kinds),
            _schedule,
        ),
        Queue(
            "published",
            "最近发布",
            "还没有发布过记录。",
            60,
            lambda user, kinds: waiting.published(kinds),
            _step,
        ),
    )
)
