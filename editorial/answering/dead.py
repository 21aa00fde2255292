"""Addresses that have not answered for a day or more, as findings."""

import datetime
from collections.abc import Iterator, Sequence
from functools import partial

from django.db.models import F, QuerySet
from django.utils import timezone

from editorial.findings import Check, Found, register
from editorial.models import AddressCheck

from . import pages

CHECK = "dead-address"
# One failure may be an accident; so may several on one day.
SURE_AFTER = datetime.timedelta(days=1)


def dead() -> QuerySet[AddressCheck]:
    """Return the addresses that failed on two rounds at least a day apart, and on all between."""
    return AddressCheck.objects.filter(checked_at__gte=F("failing_since") + SURE_AFTER)


def _find(page: pages.Page, pks: Sequence[int]) -> Iterator[Found]:
    urls = dict(page.rows().filter(pk__in=pks).values_list("pk", page.field))
    asked = {row.url: row for row in dead().filter(url__in=set(urls.values()))}
    for pk, url in urls.items():
        if (row := asked.get(url)) is not None:
            since = timezone.localtime(row.failing_since)
            yield Found(
                pk, "", f"{row.answer}，{since.year}年{since.month}月{since.day}日起打不开：{url}"
            )


def register_pages(page: pages.Page) -> None:
    pages.add(page)
    find = partial(_find, page)
    register(Check(CHECK, "打不开的网址", "出处", page.model, find))
