"""That what editors handed in is there, and that rows of tables are counted right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db.models import Count

from editorial.integrity import Broken, Report, batches, register
from editorial.integrity.registry import named
from sources.integrity import files

from .models import ImportJob, TableJob, TableRow


def _counts(report: Report) -> Iterator[Broken]:
    for batch in batches(TableJob._base_manager.filter(state=TableJob.State.READY), report):
        rows = TableRow._base_manager.filter(job__in=batch).order_by()
        found = {
            (job, kind): number
            for job, kind, number in rows.values_list("job", "kind").annotate(Count("pk"))
        }
        for job in batch:
            counts = {kind: found.get((job.pk, kind), 0) for kind in TableRow.Kind.values}
            if job.counts != counts:
                sentence = "记下的行数与各行不符"
                yield Broken(named(job), sentence, partial(_count, job, counts))


def _count(job: TableJob, counts: dict[str, int]) -> str:
    TableJob._base_manager.filter(pk=job.pk).update(counts=counts)
    return f"行数改为 {counts}"


def register_all() -> None:
    register("导入的文件", partial(files, ImportJob))
    register("成批修改的行数", _counts)
