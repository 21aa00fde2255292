"""Keeping what readers pointed out, and saying what became of it."""

import hashlib

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from editorial.models import MistakeReport

from .pages import ReportedPage


def keep(page: ReportedPage, *, wrong: str, should_be: str, basis: str) -> MistakeReport:
    """Keep a report; the same words about the same page only count once more while it is open."""
    said = "\n".join((page.path, " ".join(wrong.split())))
    with transaction.atomic():
        report, is_new = MistakeReport.objects.get_or_create(
            digest=hashlib.sha256(said.encode()).hexdigest(),
            state=MistakeReport.State.NEW,
            defaults={
                "path": page.path,
                "anchor": page.anchor,
                "title": page.title,
                "passage": page.passage,
                "wrong": wrong,
                "should_be": should_be,
                "basis": basis,
            },
        )
        if not is_new:
            MistakeReport.objects.filter(pk=report.pk).update(times=F("times") + 1)
    return report


def settle(report: MistakeReport, *, by) -> None:
    """Put down who gave the report its present state; one that is open again has nobody."""
    is_open = report.state == MistakeReport.State.NEW
    report.handled_by = None if is_open else by
    report.handled_at = None if is_open else timezone.now()
    report.save()
