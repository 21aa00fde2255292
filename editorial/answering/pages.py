"""Which records name addresses on the web."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.db import models

from editorial.models import AddressCheck

BATCH = 500


@dataclass(frozen=True)
class Page:
    """That the column `field` of `model` holds an address."""

    model: type[models.Model]
    field: str

    def rows(self) -> models.QuerySet:
        return self.model._base_manager.exclude(**{self.field: ""}).order_by("pk")

    def naming(self, urls: Iterable[str]) -> models.QuerySet:
        return self.rows().filter(**{f"{self.field}__in": list(urls)})


_pages: list[Page] = []


def add(page: Page) -> None:
    if page not in _pages:
        _pages.append(page)


def pages() -> list[Page]:
    return list(_pages)


def _all_urls() -> Iterator[str]:
    return chain.from_iterable(
        page.rows().values_list(page.field, flat=True).iterator(chunk_size=BATCH) for page in _pages
    )


def keep_list() -> None:
    """Make the list of addresses to ask what the records name now."""
    for urls in _batches(_all_urls()):
        rows = [AddressCheck(url=url) for url in dict.fromkeys(urls)]
        AddressCheck.objects.bulk_create(rows, ignore_conflicts=True)
    for urls in _batches(iter(_listed())):
        named = set(
            chain.from_iterable(
                page.naming(urls).values_list(page.field, flat=True) for page in _pages
            )
        )
        if gone := set(urls) - named:
            AddressCheck.objects.filter(url__in=gone).delete()


def _listed() -> list[str]:
    return list(AddressCheck.objects.order_by("pk").values_list("url", flat=True))


def _batches(urls: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(urls, BATCH)):
        yield batch
