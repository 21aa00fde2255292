"""The moves of a record through review; each checks the rules, moves, and writes the log.

草稿 → 初审 → 复审 → 终审 → 已发布 → 已归档. With one review only 终审 is used; with two, 初审 and
终审. Rules: nobody passes what they wrote or changed themselves; no two reviews of one round are
passed by the same person (图书质量保障体系, the rule of the three reviews); a step back says why.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from .models import Publishable, ReviewStep, State

REVIEWS = (State.FIRST, State.SECOND, State.FINAL)
PERMISSION = {state: f"editorial.review_{state.value}" for state in REVIEWS}


def reviews_in_use() -> tuple[State, ...]:
    """Return the reviews that this site's `REVIEW_STEPS` asks for, in order."""
    return {1: REVIEWS[2:], 2: (State.FIRST, State.FINAL), 3: REVIEWS}[settings.REVIEW_STEPS]


def steps_of(record: Publishable):
    """Return the log of one record, newest first."""
    kind = ContentType.objects.get_for_model(type(record))
    return ReviewStep.objects.filter(content_type=kind, object_id=record.pk)


def _next_state(state: str) -> State:
    order = (State.DRAFT, *reviews_in_use(), State.PUBLISHED)
    if state in order[:-1]:
        return order[order.index(state) + 1]
    # A record left in a review that the site no longer uses goes on to the next one in use.
    return next(review for review in REVIEWS[REVIEWS.index(State(state)) :] if review in order)


def _round(record: Publishable) -> list[ReviewStep]:
    """Return the passes since the record was last submitted."""
    passes = []
    for step in steps_of(record):
        if step.kind != ReviewStep.Kind.PASS:
            break
        passes.append(step)
    return passes


def _authors(record: Publishable) -> set[int]:
    """Return the ids of those who wrote the record, or changed it since it was last published."""
    authors = {record.created_by_id}
    history = record.history.all()
    last = steps_of(record).filter(to_state=State.PUBLISHED).first()
    if last is not None:
        history = history.filter(history_date__gt=last.at)
    authors.update(history.values_list("history_user", flat=True))
    submit = steps_of(record).filter(kind=ReviewStep.Kind.SUBMIT).first()
    if submit is not None:
        authors.add(submit.actor_id)
    return authors - {None}


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValidationError(message)


def _move(record, *, to: State, kind: str, actor, remark: str) -> ReviewStep:
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
    return ReviewStep.objects.create(
        content_type=ContentType.objects.get_for_model(type(record)),
        object_id=record.pk,
        title=str(record)[:300],
        kind=kind,
        from_state=before,
        to_state=to,
        actor=actor,
        remark=remark,
    )


@transaction.atomic
def submit(*, record: Publishable, actor, remark: str = "") -> ReviewStep:
    """Hand a draft in for its first review."""
    _require(record.state == State.DRAFT, "只有草稿可以送审。")
    problems = record.publication_problems()
    _require(not problems, "送审之前请先解决：" + "；".join(problems))
    return _move(
        record, to=_next_state(State.DRAFT), kind=ReviewStep.Kind.SUBMIT, actor=actor, remark=remark
    )


@transaction.atomic
def pass_review(*, record: Publishable, actor, remark: str = "") -> ReviewStep:
    """Pass the review that the record is in; passing the last one publishes it."""
    _require(record.state in REVIEWS, "这条记录不在审校之中。")
    if not actor.has_perm(PERMISSION[State(record.state)]):
        raise PermissionDenied(f"您没有{State(record.state).label}的权限。")
    _require(actor.pk not in _authors(record), "不能审自己撰写或修改的记录，请由他人审校。")
    _require(
        all(step.actor_id != actor.pk for step in _round(record)),
        "同一轮的任何两个审级不能由同一人完成，请由他人审校。",
    )
    to = _next_state(record.state)
    if to == State.PUBLISHED:
        problems = record.publication_problems()
        _require(not problems, "发布之前请先解决：" + "；".join(problems))
    return _move(record, to=to, kind=ReviewStep.Kind.PASS, actor=actor, remark=remark)


@transaction.atomic
def send_back(*, record: Publishable, actor, reason: str) -> ReviewStep:
    """Return a record under review to its author, with the reason."""
    _require(record.state in REVIEWS, "这条记录不在审校之中。")
    if not actor.has_perm(PERMISSION[State(record.state)]):
        raise PermissionDenied(f"您没有{State(record.state).label}的权限。")
    _require(bool(reason.strip()), "退回必须写明理由。")
    return _move(
        record, to=State.DRAFT, kind=ReviewStep.Kind.RETURN, actor=actor, remark=reason.strip()
    )


@transaction.atomic
def withdraw(*, record: Publishable, actor, reason: str) -> ReviewStep:
    """Take a record that waits for review back to draft; its authors may do so."""
    _require(record.state in REVIEWS, "只有送审中的记录可以撤回。")
    if actor.pk not in _authors(record):
        raise PermissionDenied("只有撰稿人可以撤回送审。")
    _require(bool(reason.strip()), "撤回必须写明理由。")
    return _move(
        record, to=State.DRAFT, kind=ReviewStep.Kind.WITHDRAW, actor=actor, remark=reason.strip()
    )


def _require_archivist(actor) -> None:
    if not actor.has_perm("editorial.archive_record"):
        raise PermissionDenied("您没有归档与重新编辑的权限。")


@transaction.atomic
def archive(*, record: Publishable, actor, reason: str) -> ReviewStep:
    """Take a published record from the readers' sight for good; it is kept."""
    _require(record.state == State.PUBLISHED, "只有已发布的记录可以归档。")
    _require_archivist(actor)
    _require(bool(reason.strip()), "归档必须写明理由。")
    return _move(
        record, to=State.ARCHIVED, kind=ReviewStep.Kind.ARCHIVE, actor=actor, remark=reason.strip()
    )


@transaction.atomic
def reopen(*, record: Publishable, actor, reason: str) -> ReviewStep:
    """Make a published or archived record a draft again; readers no longer see it."""
    _require(
        record.state in (State.PUBLISHED, State.ARCHIVED), "只有已发布或已归档的记录可以重新编辑。"
    )
    _require_archivist(actor)
    _require(bool(reason.strip()), "重新编辑必须写明理由。")
    return _move(
        record, to=State.DRAFT, kind=ReviewStep.Kind.REOPEN, actor=actor, remark=reason.strip()
    )


@transaction.atomic
def release(*, record: Publishable, remark: str) -> ReviewStep:
    """Publish a record of the project's own reviewed data files, on behalf of a loading command."""
    _require(record.state == State.DRAFT, "只有草稿可以随数据发布。")
    problems = record.publication_problems()
    _require(not problems, "；".join(problems))
    return _move(record, to=State.PUBLISHED, kind=ReviewStep.Kind.LOAD, actor=None, remark=remark)
