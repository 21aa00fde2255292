"""The moves of a record through review; each checks the rules, moves, and writes the log.

草稿 → 初审 → 复审 → 终审 → 已发布 → 已归档. With one review only 终审 is used; with two, 初审 and
终审. Rules: nobody passes what they wrote or changed themselves; no two reviews of one round are
passed by the same person (图书质量保障体系, the rule of the three reviews); a step back says why.

What moves is the record itself until it is published, and then the pending change of it (修改稿):
the record stays published meanwhile.
"""

from __future__ import annotations

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from . import audit, findings
from .models import AuditEntry, Publishable, ReviewStep, Schedule, State
from .stages import (
    ARCHIVIST,
    PERMISSION,
    REVIEWS,
    Kind,
    authors_of,
    key_of,
    next_state,
    passed_by,
    problems_before_publication,
    schedule_of,
    stage_of,
)
from .versions import log
from .versions.pending import change_of, put_into_rows


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValidationError(message)


def _move(record, *, to: State, kind: str, actor, remark: str) -> ReviewStep:
    """Move the record, or its pending change, and write the log."""
    change = change_of(record, lock=True) if record.state == State.PUBLISHED else None
    before = State(change.state if change else record.state)
    if change is None or to == State.ARCHIVED:
        _set_state(record, to)
    elif to == State.PUBLISHED:
        put_into_rows(record, change, by=change.created_by)
        _set_state(record, to)
    else:
        change.state = to
        change.save(update_fields=("state", "updated_at"))
    if to == State.PUBLISHED:
        log.keep(record, actor=actor, action=log.Action.PUBLISH, is_published=True)
    if to not in REVIEWS:
        findings.refresh(record)
    return _write_down(record, kind=kind, before=before, to=to, actor=actor, remark=remark)


def _write_down(record, *, kind, before: State, to: State, actor, remark: str) -> ReviewStep:
    step = ReviewStep.objects.create(
        **key_of(record),
        title=str(record)[:300],
        kind=kind,
        from_state=before,
        to_state=to,
        actor=actor,
        remark=remark,
    )
    detail = f"{step.get_kind_display()}：{before.label} → {to.label}"
    audit.note(
        AuditEntry.Action.REVIEW,
        actor=actor,
        record=record,
        detail=f"{detail}。{remark}" if remark else detail,
    )
    return step


def _set_state(record: Publishable, to: State) -> None:
    now = timezone.now()
    before, record.state = record.state, to
    if to == State.PUBLISHED:
        record.published_at = record.published_at or now
        record.reviewed_at = now
    # A move is not an edit: without this the reviewer would become one of the authors.
    record.skip_history_when_saving = True
    try:
        record.save(update_fields=("state", "published_at", "reviewed_at"))
    except BaseException:
        record.state = before
        raise
    finally:
        del record.skip_history_when_saving


@transaction.atomic
def submit(*, record: Publishable, actor, remark: str = "") -> ReviewStep:
    """Hand a draft, or the pending change of a published record, in for its first review."""
    _require(stage_of(record) == State.DRAFT, "只有草稿和修改稿可以送审。")
    problems = problems_before_publication(record)
    _require(not problems, "送审之前请先解决：" + "；".join(problems))
    return _move(record, to=next_state(State.DRAFT), kind=Kind.SUBMIT, actor=actor, remark=remark)


def _require_reviewer(record: Publishable, actor) -> State:
    stage = stage_of(record)
    _require(stage in REVIEWS, "这条记录不在审校之中。")
    if not actor.has_perm(PERMISSION[stage]):
        raise PermissionDenied(f"您没有{stage.label}的权限。")
    return stage


@transaction.atomic
def pass_review(
    *, record: Publishable, actor, remark: str = "", publish_at: datetime.datetime | None = None
) -> ReviewStep:
    """Pass the review that the record is in; passing the last one publishes it.

    With `publish_at` what has passed its last review waits until then (`publish_due`).
    """
    stage = _require_reviewer(record, actor)
    _require(schedule_of(record) is None, "这条记录已经通过终审，正在等待定时发布。")
    _require(actor.pk not in authors_of(record), "不能审自己撰写或修改的记录，请由他人审校。")
    _require(
        actor.pk not in passed_by(record), "同一轮的任何两个审级不能由同一人完成，请由他人审校。"
    )
    to = next_state(stage)
    _require(to == State.PUBLISHED or publish_at is None, "通过最后一审时才能定发布时间。")
    if to == State.PUBLISHED:
        problems = problems_before_publication(record)
        _require(not problems, "发布之前请先解决：" + "；".join(problems))
    if publish_at is not None:
        return _schedule(record, stage, actor, remark, publish_at)
    return _move(record, to=to, kind=Kind.PASS, actor=actor, remark=remark)


def _schedule(record, stage: State, actor, remark: str, at: datetime.datetime) -> ReviewStep:
    _require(at > timezone.now(), "发布时间要在现在以后。")
    Schedule.objects.create(**key_of(record), title=str(record)[:300], at=at, by=actor)
    when = timezone.localtime(at)
    words = f"定于{when:%Y}年{when.month}月{when.day}日{when:%H:%M}发布"
    remark = f"{words}。{remark}" if remark else words
    return _write_down(record, kind=Kind.PASS, before=stage, to=stage, actor=actor, remark=remark)


@transaction.atomic
def send_back(*, record: Publishable, actor, reason: str) -> ReviewStep:
    """Return a record under review to its author, with the reason; it is no longer scheduled."""
    _require_reviewer(record, actor)
    _require(bool(reason.strip()), "退回必须写明理由。")
    Schedule.objects.filter(**key_of(record)).delete()
    return _move(record, to=State.DRAFT, kind=Kind.RETURN, actor=actor, remark=reason.strip())


@transaction.atomic
def withdraw(*, record: Publishable, actor, reason: str) -> ReviewStep:
    """Take a record that waits for review back to draft; its authors may do so."""
    _require(stage_of(record) in REVIEWS, "只有送审中的记录可以撤回。")
    if actor.pk not in authors_of(record):
        raise PermissionDenied("只有撰稿人可以撤回送审。")
    _require(bool(reason.strip()), "撤回必须写明理由。")
    Schedule.objects.filter(**key_of(record)).delete()
    return _move(record, to=State.DRAFT, kind=Kind.WITHDRAW, actor=actor, remark=reason.strip())


@transaction.atomic
def discard(*, record: Publishable, actor, reason: str) -> ReviewStep:
    """Give the pending change of a published record up; its versions are kept."""
    change = change_of(record, lock=True) if record.state == State.PUBLISHED else None
    _require(change is not None and change.state == State.DRAFT, "只有未送审的修改稿可以放弃。")
    _require(bool(reason.strip()), "放弃修改稿必须写明理由。")
    change.delete()
    log.keep(record, actor=actor, action=log.Action.DISCARD, note=reason.strip(), is_published=True)
    return _write_down(
        record,
        kind=Kind.DISCARD,
        before=State.DRAFT,
        to=State.PUBLISHED,
        actor=actor,
        remark=reason.strip(),
    )


def _require_archivist(record: Publishable, actor) -> None:
    if not actor.has_perm(ARCHIVIST):
        raise PermissionDenied("您没有归档与重新编辑的权限。")
    _require(change_of(record) is None, "这条记录有修改稿还没有办完，请先发布或放弃修改稿。")


@transaction.atomic
def archive(*, record: Publishable, actor, reason: str) -> ReviewStep:
    """Take a published record from the readers' sight for good; it is kept."""
    _require(record.state == State.PUBLISHED, "只有已发布的记录可以归档。")
    _require_archivist(record, actor)
    _require(bool(reason.strip()), "归档必须写明理由。")
    return _move(record, to=State.ARCHIVED, kind=Kind.ARCHIVE, actor=actor, remark=reason.strip())


@transaction.atomic
def reopen(*, record: Publishable, actor, reason: str) -> ReviewStep:
    """Make a published or archived record a draft again; readers no longer see it."""
    _require(
        record.state in (State.PUBLISHED, State.ARCHIVED), "只有已发布或已归档的记录可以重新编辑。"
    )
    _require_archivist(record, actor)
    _require(bool(reason.strip()), "重新编辑必须写明理由。")
    return _move(record, to=State.DRAFT, kind=Kind.REOPEN, actor=actor, remark=reason.strip())


@transaction.atomic
def confirm(*, record: Publishable, actor, remark: str = "") -> ReviewStep:
    """Say that a published record was looked at again and still holds."""
    _require(record.state == State.PUBLISHED, "只有已发布的记录可以复核。")
    if not any(actor.has_perm(permission) for permission in PERMISSION.values()):
        raise PermissionDenied("复核由有审校权限的人办理。")
    _set_state(record, State.PUBLISHED)
    findings.refresh(record)
    return _write_down(
        record,
        kind=Kind.CONFIRM,
        before=State.PUBLISHED,
        to=State.PUBLISHED,
        actor=actor,
        remark=remark,
    )


@transaction.atomic
def release(*, record: Publishable, remark: str) -> ReviewStep:
    """Publish a record of the project's own reviewed data files, on behalf of a loading command."""
    _require(record.state == State.DRAFT, "只有草稿可以随数据发布。")
    problems = record.publication_problems()
    _require(not problems, "；".join(problems))
    _set_state(record, State.PUBLISHED)
    return ReviewStep.objects.create(
        **key_of(record),
        title=str(record)[:300],
        kind=Kind.LOAD,
        from_state=State.DRAFT,
        to_state=State.PUBLISHED,
        remark=remark,
    )


@transaction.atomic
def publish_scheduled(schedule_id: int) -> ReviewStep | None:
    """Publish what is due; None when another run was quicker, or it is not due any more.

    Raises a `ValidationError` when the record cannot be published as it is.
    """
    rows = Schedule.objects.select_for_update(
        skip_locked=connection.features.has_select_for_update_skip_locked
    )
    schedule = rows.filter(pk=schedule_id, at__lte=timezone.now()).select_related(None).first()
    if schedule is None:
        return None
    record = schedule.content_type.model_class()._base_manager.filter(pk=schedule.object_id).first()
    actor = schedule.by
    schedule.delete()
    if record is None or stage_of(record) not in REVIEWS:
        return None
    problems = problems_before_publication(record)
    _require(not problems, "；".join(problems))
    return _move(record, to=State.PUBLISHED, kind=Kind.PUBLISH, actor=actor, remark="")
