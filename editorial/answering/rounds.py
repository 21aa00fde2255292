"""One round over the addresses: those asked longest ago come first."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F
from django.utils import timezone

from editorial.findings import refresh_some
from editorial.models import AddressCheck

from .asking import Answer, Pace, ask
from .dead import CHECK
from .pages import keep_list, pages
from .reaching import Network


def go_round(
    limit: int, *, network: Network | None = None, pace: Pace | None = None
) -> Iterator[tuple[str, Answer]]:
    """Ask at most `limit` addresses and yield what each answered; kept before it is yielded."""
    network, pace = network or Network(), pace or Pace()
    keep_list()
    oldest = AddressCheck.objects.order_by(F("checked_at").asc(nulls_first=True), "pk")
    for row in list(oldest[:limit]):
        answer = ask(row.url, network=network, pace=pace)
        _keep(row, answer)
        yield row.url, answer


def _keep(row: AddressCheck, answer: Answer) -> None:
    now, failed_before = timezone.now(), row.failing_since
    row.checked_at, row.answer = now, answer.words
    row.failing_since = (failed_before or now) if answer.fails else None
    kept = AddressCheck.objects.filter(pk=row.pk).update(
        checked_at=row.checked_at, answer=row.answer, failing_since=row.failing_since
    )
    if kept and (answer.fails or failed_before):
        for page in pages():
            named = page.naming([row.url]).values_list("pk", flat=True)
            refresh_some(page.model, named, only=CHECK)
