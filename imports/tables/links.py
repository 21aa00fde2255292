"""The ways that lead to the tables: from the lists of the admin, and from the desk."""

from django.urls import reverse

from editorial.admin.tables import offer
from editorial.desk.queues import Line, Queue, register_queue
from imports.models import TableJob

from .views import may_use


def _tool(table, user):
    if not may_use(user, table):
        return None
    return "成批修改", reverse("tables:hand_in", args=[table.name])


def _ready(user, kinds):
    jobs = TableJob.objects.filter(created_by=user, state=TableJob.State.READY)
    return jobs.defer("written").select_related("created_by").order_by("-changed_at")


def _line(job: TableJob) -> Line:
    return Line(
        at=job.changed_at,
        label=str(job._meta.verbose_name),
        title=str(job),
        url=reverse("tables:job", args=[job.pk]),
        who=job.created_by,
    )


def register_all() -> None:
    offer(_tool)
    register_queue(
        Queue(
            name="tables",
            label="待核对的成批修改",
            empty="没有等待核对的表格。",
            order=45,
            rows=_ready,
            line=_line,
            for_whom=lambda user: TableJob.objects.filter(created_by=user).exists(),
        )
    )
