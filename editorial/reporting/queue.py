"""Open reports, on the editors' desk."""

from django.urls import reverse

from editorial.desk.queues import Line, Queue, register_queue
from editorial.models import MistakeReport


def _open(user, kinds):
    return MistakeReport.objects.filter(state=MistakeReport.State.NEW).order_by("created", "pk")


def _line(report: MistakeReport) -> Line:
    often = f"（{report.times} 次）" if report.times > 1 else ""
    return Line(
        at=report.created,
        label=f"{report._meta.verbose_name}{often}",
        title=report.title or report.path,
        url=reverse("admin:editorial_mistakereport_change", args=[report.pk]),
        remark=report.wrong,
    )


def register_all() -> None:
    register_queue(
        Queue(
            name="reports",
            label="读者指出的错误",
            empty="没有等待处理的报错。",
            order=45,
            rows=_open,
            line=_line,
            for_whom=lambda user: user.has_perm("editorial.change_mistakereport"),
        )
    )
