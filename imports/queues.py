"""Documents that wait to be checked, on the editors' desk."""

from django.urls import reverse

from editorial.desk.queues import Line, Queue, register_queue

from .models import ImportJob


def _ready(user, kinds):
    jobs = ImportJob.objects.filter(state=ImportJob.State.READY)
    return jobs.defer("document", "review").select_related("created_by").order_by("-changed_at")


def _line(job: ImportJob) -> Line:
    return Line(
        at=job.changed_at,
        label=str(job._meta.verbose_name),
        title=str(job),
        url=reverse("admin:imports_importjob_change", args=[job.pk]),
        who=job.created_by,
    )


def register_all() -> None:
    register_queue(
        Queue(
            name="imports",
            label="待核对的导入",
            empty="没有等待核对的导入。",
            order=40,
            rows=_ready,
            line=_line,
            for_whom=lambda user: user.has_perm("imports.change_importjob"),
        )
    )
