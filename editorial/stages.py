"""Where a record stands in review, who wrote it, and who passed it so far.

What moves is the record itself until it is published, and then the pending change of it (修改稿).
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from .models import Publishable, ReviewStep, Schedule, State
from .versions import log
from .versions.pending import change_of, trial

REVIEWS = (State.FIRST, State.SECOND, State.FINAL)
PERMISSION = {state: f"editorial.review_{state.value}" for state in REVIEWS}
ARCHIVIST = "editorial.archive_record"
Kind = ReviewStep.Kind


def reviews_in_use() -> tuple[State, ...]:
    """Return the reviews that this site's `REVIEW_STEPS` asks for, in order."""
    return {1: REVIEWS[2:], 2: (State.FIRST, State.FINAL), 3: REVIEWS}[settings.REVIEW_STEPS]


def steps_of(record: Publishable):
    """Return the log of one record, newest first: by number, as a clock may be set back."""
    return ReviewStep.objects.filter(**key_of(record)).order_by("-pk")


def schedule_of(record: Publishable) -> Schedule | None:
    """Return when the record, or its pending change, is to be published, if that is set."""
    return Schedule.objects.filter(**key_of(record)).first()


def stage_of(record: Publishable) -> State:
    """Return the state of what moves: of the pending change of a published record, if any."""
    change = change_of(record) if record.state == State.PUBLISHED else None
    return State(change.state if change else record.state)


def revision_of(record: Publishable) -> int:
    """Return the revision of what moves; whoever moves it must have read this one."""
    change = change_of(record) if record.state == State.PUBLISHED else None
    return change.revision if change else record.revision


def key_of(record: Publishable) -> dict:
    """Return the columns by which tables that know no kind of record name this one."""
    kind = ContentType.objects.get_for_model(type(record))
    return {"content_type": kind, "object_id": record.pk}


def next_state(state: str) -> State:
    """Return the state that follows when a review is passed, or a draft submitted."""
    order = (State.DRAFT, *reviews_in_use(), State.PUBLISHED)
    if state in order[:-1]:
        return order[order.index(state) + 1]
    # A record left in a review that the site no longer uses goes on to the next one in use.
    return next(review for review in REVIEWS[REVIEWS.index(State(state)) :] if review in order)


def _round(record: Publishable) -> list[ReviewStep]:
    """Return the passes since the record was last submitted."""
    passes = []
    for step in steps_of(record):
        if step.kind != Kind.PASS:
            break
        passes.append(step)
    return passes


def passed_by(record: Publishable) -> set[int]:
    """Return the ids of those who passed a review in this round."""
    return {step.actor_id for step in _round(record)}


def authors_of(record: Publishable) -> set[int]:
    """Return the ids of those who wrote the record, or changed it since it was last published."""
    authors = {record.created_by_id}
    history, versions = record.history.all(), log.versions_of(record)
    last = steps_of(record).filter(to_state=State.PUBLISHED).first()
    if last is not None:
        published = log.last_published(record)
        after = Q(number__gt=published.number if published else 0)
        history, versions = (
            history.filter(history_date__gt=last.at),
            versions.filter(Q(at__gt=last.at) | after),
        )
    authors.update(history.values_list("history_user", flat=True))
    authors.update(versions.values_list("by", flat=True))
    submit = steps_of(record).filter(kind=Kind.SUBMIT).first()
    if submit is not None:
        authors.add(submit.actor_id)
    return authors - {None}


def problems_before_publication(record: Publishable) -> list[str]:
    """Say what must be mended first in the record as it is to be published."""
    change = change_of(record) if record.state == State.PUBLISHED else None
    if change is None:
        return record.publication_problems()
    with trial(record, change) as laid:
        return laid.publication_problems()
