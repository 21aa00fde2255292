"""Answers that wait to be coded, on the desk of the editors who take part."""

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from editorial.desk.queues import Line, Queue, register_queue

from .coding import may_code, waiting_for
from .models import AnswerCoding


def _unfinished(user, kinds):
    """Return one's own drafts, then what one other has finished and waits for a second coder.

    Answers that nobody has begun are no work left lying: they stand in the queue of codings.
    """
    own = AnswerCoding.objects.filter(answer=OuterRef("pk"), coder=user.pk).values("begun_at")
    at = Coalesce(Subquery(own[:1]), Max("codings__finished_at"))
    answers = waiting_for(user).annotate(at=at)
    return answers.filter(Q(is_begun=True) | Q(finished__gt=0)).order_by(
        "-is_begun", F("at").asc(), "pk"
    )


def _line(answer) -> Line:
    return Line(
        at=answer.at,
        label="编码",
        title=str(answer),
        url=reverse("admin:practices_answercoding_code", args=[answer.pk]),
        remark="您有草稿" if answer.is_begun else f"{answer.finished} 人已完成，等另一人编码",
    )


def _takes_part(user) -> bool:
    return may_code(user) and AnswerCoding.objects.filter(coder=user.pk).exists()


def register_all() -> None:
    register_queue(
        Queue(
            name="codings",
            label="未完成的编码",
            empty="没有等您完成的编码。",
            order=50,
            rows=_unfinished,
            line=_line,
            for_whom=_takes_part,
        )
    )
