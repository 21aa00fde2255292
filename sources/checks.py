"""What may be missing in a source, and in records whose quotes are lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import models
from django.db.models import Q

from editorial.answering import Page, register_pages
from editorial.findings import Check, Found, refresh_some, register

from .models import Quoted, Source

_LOST = "lost-quote"
# What a reader looks for under the name of a journal, a newspaper or a site.
_PERIODICALS = (Source.Kind.ARTICLE, Source.Kind.NEWSPAPER, Source.Kind.WEBPAGE)


@dataclass(frozen=True)
class Quotes:
    """That rows of `model` quote for the record that `column` names ("pk": they are records)."""

    model: type[Quoted]
    column: str
    whole: type[models.Model]


_quotes: list[Quotes] = []


def register_quotes(
    whole: type[models.Model], rows: dict[type[Quoted], str], *, related: tuple[str, ...] = ()
) -> None:
    """Report the lost quotes of these rows at the records of `whole` that they belong to."""
    own = [Quotes(model, column, whole) for model, column in rows.items()]
    _quotes.extend(own)
    find = partial(_lost_quotes, own)
    register(Check(_LOST, "原文中已找不到的引文", "引文", whole, find, related=related))


def _lost_quotes(own: Sequence[Quotes], pks: Sequence[int]) -> Iterator[Found]:
    for quotes in own:
        rows = quotes.model._base_manager.filter(
            **{f"{quotes.column}__in": pks}, start__isnull=True
        )
        name = quotes.model._meta.verbose_name
        for whole, pk, quote in rows.values_list(quotes.column, "pk", "quote"):
            words = quote if len(quote) <= 60 else quote[:59] + "…"
            yield Found(
                whole,
                f"{quotes.model._meta.model_name}-{pk}",
                f"{name}的原文在出处中已找不到：“{words}”",
            )


def refresh_quoting(source: Source) -> None:
    """Find anew which quotes are lost in the records that quote `source`."""
    for quotes in _quotes:
        rows = quotes.model._base_manager.filter(source=source).order_by()
        wholes = rows.values_list(quotes.column, flat=True).distinct()
        refresh_some(quotes.whole, wholes, only=_LOST)


def _without(condition: Q, sentence: str, pks: Sequence[int]) -> Iterator[Found]:
    rows = Source._base_manager.filter(condition, pk__in=pks)
    for pk in rows.values_list("pk", flat=True):
        yield Found(pk, "", sentence)


def register_all() -> None:
    undated = partial(_without, Q(published=""), "没有发表日期")
    register(Check("source-date", "没有发表日期的出处", "出处", Source, undated))
    nowhere = Q(publication="") & (Q(kind__in=_PERIODICALS) | Q(publisher=""))
    unplaced = partial(_without, nowhere, "没有刊名、网站或出版者")
    register(Check("source-publication", "不知载于何处的出处", "出处", Source, unplaced))
    register_pages(Page(Source, "url"))
