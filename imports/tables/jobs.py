"""The life of a table that was handed in: compared, looked at, written as a whole."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import BinaryIO

from django.core.files.base import File
from django.db import OperationalError
from django.db.models import Q
from django.utils import timezone

from editorial.audit import note
from editorial.findings import gathered
from editorial.models import AuditEntry
from editorial.tables.applying import Outdated, RowRefused, Writer, Written
from editorial.tables.comparing import CHANGED, NEW, UNCHANGED, WRONG, Comparison, Outcome
from editorial.tables.declaring import Table
from editorial.tables.reading import MAX_BYTES, Row, rows_of_file
from editorial.tables.workbooks import Unreadable
from imports.lost import is_untouched_for, untouched_for
from imports.models import TableJob, TableRow
from search.indexing import together

# A job whose worker has said nothing for so long is taken for lost and may be begun again. What is
# being written says nothing until it is done, and holds its row: nobody can begin it twice.
LOST_AFTER = timedelta(minutes=2)
LOST_WRITING_AFTER = timedelta(minutes=15)
_BATCH = 500
_LONGEST_NAME = 255
_LONGEST_WORDS = 1000  # of a value, before or after, as the page shows it
_FAILED = "没有完成，文件还在，可以再试一次；如果仍不成功，请把文件交给管理员。"
_STOPPED = "已按要求停下，什么也没有写入，可以随时重新开始。"
_BUSY = "数据库正忙，没有写入；请过一会儿再试。"
MADE_ANEW = "比对以后，库里的内容又有变动，所以没有写入。下面是重新比对的结果，请再看一遍。"

logger = logging.getLogger(__name__)
State = TableJob.State


class Stopped(Exception):
    """An editor asked for the work on a job to stop."""


def hand_in(*, table: Table, file: BinaryIO, name: str, size: int, user) -> TableJob:
    """Keep a file whose first rows could be read. Raises `Unreadable`."""
    if size > MAX_BYTES:
        raise Unreadable(f"文件太大，上限是 {MAX_BYTES // 1024 // 1024} MB；请分成几个文件")
    next(rows_of_file(file, table))
    file.seek(0)
    job = TableJob(created_by=user, table=table.name, file_name=name[-_LONGEST_NAME:])
    job.file.save(name, File(file), save=False)
    job.save()
    return job


def claim(job: TableJob, *, to_write: bool = False) -> bool:
    """Take a job to work on it; False if somebody else does, or there is nothing to do."""
    lost = Q(untouched_for(LOST_AFTER), state=State.WORKING)
    lost |= Q(untouched_for(LOST_WRITING_AFTER), state=State.WRITING)
    free = Q(state=State.READY) if to_write else Q(state__in=(State.WAITING, State.FAILED)) | lost
    claimed = TableJob.objects.filter(free, pk=job.pk).update(
        state=State.WRITING if to_write else State.WORKING,
        step="再比对一次" if to_write else "读入文件",
        progress=0,
        stop_requested=False,
        message="",
        changed_at=timezone.now(),
    )
    return bool(claimed)


def is_lost(job: TableJob) -> bool:
    """Tell whether whoever worked on a job has gone, so that it may be begun again."""
    limit = {State.WORKING: LOST_AFTER, State.WRITING: LOST_WRITING_AFTER}.get(State(job.state))
    return limit is not None and is_untouched_for(limit, job)


def begin_again(job: TableJob) -> bool:
    """Have a file compared anew, as after a change of the records."""
    free = TableJob.objects.filter(pk=job.pk, state=State.READY)
    return bool(free.update(state=State.WAITING, message="", changed_at=timezone.now()))


def request_stop(job: TableJob) -> None:
    busy = (State.WORKING, State.WRITING)
    TableJob.objects.filter(pk=job.pk, state__in=busy).update(stop_requested=True)


def work(job: TableJob) -> None:
    """Compare a job that was claimed; leave it ready, or say why not."""
    _guarded(job, lambda: _compare(job, message=""), stopped=State.WAITING)


def apply(job: TableJob, user, request=None) -> None:
    """Write a job that was claimed for it, all rows or none; leave it written, or say why not."""
    _guarded(job, lambda: _apply(job, user, request), stopped=State.READY)


def _guarded(job: TableJob, step: Callable[[], None], *, stopped: str) -> None:
    """Run a step; whatever goes wrong is told, and the job can be begun again."""
    try:
        step()
    except Stopped:
        _leave(job, state=stopped, message=_STOPPED)
    except (Unreadable, RowRefused) as refusal:
        _leave(job, state=State.FAILED, message=f"没有写入任何内容。{refusal}。")
    except OperationalError:
        logger.exception("Table job %s found the database busy", job.pk)
        _leave(job, state=stopped, message=_BUSY)
    except Exception:  # whatever it is, the editor is told and the job stays
        logger.exception("Table job %s failed", job.pk)
        _leave(job, state=State.FAILED, message=_FAILED)


def _compare(job: TableJob, *, message: str) -> None:
    job.rows.all().delete()
    counts: Counter[str] = Counter()
    digest = hashlib.sha256()
    waiting: list[TableRow] = []
    for outcome in _outcomes(job, job.created_by, share=1.0):
        counts[outcome.kind] += 1
        _add_to(digest, outcome)
        waiting.append(_row_of(job, outcome))
        if len(waiting) >= _BATCH:
            TableRow.objects.bulk_create(waiting)
            waiting = []
    TableRow.objects.bulk_create(waiting)
    kinds = (NEW, CHANGED, UNCHANGED, WRONG)
    _leave(
        job,
        state=State.READY,
        progress=100,
        message=message,
        counts={kind: counts[kind] for kind in kinds},
        digest=digest.hexdigest(),
    )


def _add_to(digest, outcome: Outcome) -> None:
    if outcome.kind != UNCHANGED:
        digest.update(json.dumps(outcome.facts, ensure_ascii=False).encode())


def _row_of(job: TableJob, outcome: Outcome) -> TableRow:
    return TableRow(
        job=job,
        number=outcome.number,
        kind=outcome.kind,
        title=outcome.title[:300],
        object_id=outcome.pk,
        changes=[[title, *map(_shortened, words)] for title, *words in outcome.changes],
        reasons=outcome.reasons,
    )


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_WORDS else f"{words[:_LONGEST_WORDS]}……"


def _outcomes(job: TableJob, user, *, share: float) -> Iterator[Outcome]:
    """Compare the rows of a job's file, and say how far it is, as a share of the whole work."""
    table = job.declared
    if table is None:
        raise Unreadable("这张表已经不用了")
    with job.file.open("rb") as file:
        total = _report_reading(job, file, table)
        file.seek(0)
        for done, outcome in enumerate(Comparison(table, user).run(rows_of_file(file, table))):
            if done % _BATCH == 0:
                _report(job, "与库里的内容比对", share * done / total)
            yield outcome


def _report_reading(job: TableJob, file: BinaryIO, table: Table) -> int:
    """Read a file through once: a mistake in it is found before anything is compared."""
    total = 0
    for total, _ in enumerate(rows_of_file(file, table), start=1):
        if total % 5000 == 0:
            _report(job, "读入文件", 0)
    return total


def _apply(job: TableJob, user, request) -> None:
    """Compare again; write if everything is still as it was looked at, else show what is now."""
    digest = hashlib.sha256()
    todo: list[Outcome] = []
    for outcome in _outcomes(job, user, share=0.4):
        _add_to(digest, outcome)
        if outcome.kind in (NEW, CHANGED):
            todo.append(outcome)
        elif outcome.kind == WRONG:
            break
    if digest.hexdigest() != job.digest:
        _compare(job, message=MADE_ANEW)
        return
    _report(job, "写入数据库，这一步要么全部完成，要么全部不做", 0.4)
    try:
        written = _write(job, todo, user, request)
    except Outdated:
        _compare(job, message=MADE_ANEW)
        return
    job.refresh_from_db()
    logger.info("Table job %s wrote %s records", job.pk, sum(map(len, written.values())))


def _write(job: TableJob, todo: list[Outcome], user, request) -> dict[str, list[int]]:
    with together(), gathered():
        # Held until the end: nobody else can claim the job while it is being written.
        held = TableJob.objects.select_for_update().get(pk=job.pk)
        if held.state != State.WRITING:
            raise Stopped
        written: Written = Writer(job.declared, user).write(todo)
        keys = {"saved": sorted(written.saved), "proposed": sorted(written.proposed)}
        TableJob.objects.filter(pk=job.pk).update(
            state=State.WRITTEN,
            step="",
            progress=100,
            stop_requested=False,
            message="",
            written=keys,
            changed_at=timezone.now(),
        )
        counts = job.counts
        note(
            AuditEntry.Action.IMPORT,
            actor=user,
            title=f"{job.declared.label}：{job.file_name}",
            detail=f"成批修改：新增 {counts[NEW]} 行，改动 {counts[CHANGED]} 行；"
            f"直接写入 {len(written.saved)} 条，修改稿 {len(written.proposed)} 条。",
            request=request,
        )
    return keys


def wrong_rows(job: TableJob) -> Iterator[tuple[Row, str]]:
    """Yield the wrong rows of a job's file, each with all that is wrong with it."""
    reasons = {
        row.number: "；".join(f"{title}：{why}" if title else why for title, why in row.reasons)
        for row in job.rows.filter(kind=WRONG).only("number", "reasons")
    }
    with job.file.open("rb") as file:
        for row in rows_of_file(file, job.declared):
            if row.number in reasons:
                yield row, reasons[row.number]


def _report(job: TableJob, step: str, done: float) -> None:
    TableJob.objects.filter(pk=job.pk).update(
        step=step, progress=min(99, int(100 * done)), changed_at=timezone.now()
    )
    if TableJob.objects.filter(pk=job.pk, stop_requested=True).exists():
        raise Stopped


def _leave(job: TableJob, **values) -> None:
    values = {"step": "", "stop_requested": False, **values}
    TableJob.objects.filter(pk=job.pk).update(changed_at=timezone.now(), **values)
    job.refresh_from_db()
