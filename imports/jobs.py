"""The life of an import job: handed in, read out, reviewed, saved as drafts."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from imports.draft import Document
from imports.known import known
from imports.lost import is_untouched_for, untouched_for
from imports.models import ImportJob
from imports.pipeline import draft_from
from imports.review import CannotEdit, WorkingCopy, working_copy
from sources.models import Source

# A job whose worker has said nothing for so long is taken for lost and may be begun again.
LOST_AFTER = timedelta(minutes=2)
_LONGEST_NAME = 255

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """An editor asked for the work on a job to stop."""


@transaction.atomic
def hand_in(*, document: Document, content: bytes, user, published_on: str = "") -> ImportJob:
    """Keep a document that could be read, as a job that waits to be worked on."""
    job = ImportJob(
        created_by=user,
        file_name=document.file_name[-_LONGEST_NAME:],
        fingerprint=document.fingerprint,
        published_on=published_on,
        document=asdict(document),
        title=document.title[:300],
    )
    job.file.save(document.file_name, ContentFile(content), save=False)
    job.save()
    return job


def claim(job: ImportJob) -> bool:
    """Take a job to work on it; False if somebody else is working on it, or it is done."""
    lost = Q(untouched_for(LOST_AFTER), state=ImportJob.State.WORKING)
    free = Q(state__in=(ImportJob.State.WAITING, ImportJob.State.FAILED))
    claimed = ImportJob.objects.filter(lost | free, pk=job.pk).update(
        state=ImportJob.State.WORKING,
        step="读入文字",
        progress=0,
        stop_requested=False,
        message="",
        changed_at=timezone.now(),
    )
    return bool(claimed)


def is_lost(job: ImportJob) -> bool:
    """Whether whoever worked on a job has gone, so that it may be begun again."""
    return job.state == ImportJob.State.WORKING and is_untouched_for(LOST_AFTER, job)


def work(job: ImportJob) -> None:
    """Run the pipeline on a job that was claimed, and leave it ready, refused, failed or waiting.

    Progress is written as it goes, for whoever looks at the page meanwhile. Whatever goes wrong is
    kept with the job, never half done: the same job can be begun again.
    """
    try:
        draft = draft_from(
            job.received,
            published_on=job.published_on or _date_of_earlier(job),
            known=known(),
            report=lambda step, done: _report(job, step, done),
        )
    except Stopped:
        _leave(job, state=ImportJob.State.WAITING, message="已按要求停下，可以随时重新开始。")
        return
    except Exception:  # whatever it is, the editor is told and the job stays
        logger.exception("Import job %s failed", job.pk)
        _leave(
            job,
            state=ImportJob.State.FAILED,
            message="识别没有完成，文件还在，可以再试一次；如果仍不成功，请把文件交给管理员。",
        )
        return
    refused = draft.kind == "refused"
    copy = working_copy(draft)
    _take_over_what_is_known(copy, job)
    _leave(
        job,
        state=ImportJob.State.REFUSED if refused else ImportJob.State.READY,
        message=draft.reason,
        progress=100,
        title=(copy.title or job.title)[:300],
        review=copy.as_json(),
        revision=1,
    )


def _date_of_earlier(job: ImportJob) -> str:
    """When the file was published, if an earlier import of it was told."""
    dates = Source.objects.filter(fingerprint=job.fingerprint).values_list("published", flat=True)
    return dates.first() or ""


def _take_over_what_is_known(copy: WorkingCopy, job: ImportJob) -> None:
    """What an earlier import of the same file was told, and the file does not say itself."""
    source = Source.objects.filter(fingerprint=job.fingerprint).first()
    if source is None:
        return
    copy.title = source.title
    copy.source_kind = source.kind
    copy.publication = copy.publication or source.publication
    copy.author = copy.author or source.author
    copy.published_on = source.published or copy.published_on
    copy.url = copy.url or source.url


def request_stop(job: ImportJob) -> None:
    ImportJob.objects.filter(pk=job.pk, state=ImportJob.State.WORKING).update(stop_requested=True)


def begin_again(job: ImportJob) -> None:
    """Throw away what was reviewed and read the document anew."""
    if not job.is_open:
        raise CannotEdit("这份文件现在不能重新识别。")
    _leave(job, state=ImportJob.State.WAITING, review={}, progress=0)


@contextmanager
def reviewing(job: ImportJob) -> Iterator[WorkingCopy]:
    """The working copy of a job, to be changed by one editor at a time; kept at the end."""
    with transaction.atomic():
        locked = ImportJob.objects.select_for_update().get(pk=job.pk)
        if not locked.is_open:
            raise CannotEdit("这份文件已经不在审核中，不能再改。")
        copy = WorkingCopy.from_json(locked.review)
        yield copy
        locked.review = copy.as_json()
        locked.title = copy.title[:300]
        locked.revision += 1
        locked.save(update_fields=["review", "title", "revision", "changed_at"])
    job.review, job.title, job.revision = locked.review, locked.title, locked.revision


def _report(job: ImportJob, step: str, done: float) -> None:
    ImportJob.objects.filter(pk=job.pk).update(
        step=step, progress=min(99, int(100 * done)), changed_at=timezone.now()
    )
    if ImportJob.objects.filter(pk=job.pk, stop_requested=True).exists():
        raise Stopped


def _leave(job: ImportJob, **values) -> None:
    values = {"step": "", "stop_requested": False, **values}
    ImportJob.objects.filter(pk=job.pk).update(changed_at=timezone.now(), **values)
    job.refresh_from_db()
