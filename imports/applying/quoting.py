"""Rows that rest on exact words of the source."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from editorial.loading import CONFLICT, Entry, Tally, put
from imports.applying.account import NotApplied
from practices.models import Problem, Theme
from sources.models import Quoted


def put_quoted(
    model: type[Quoted],
    *,
    key: dict[str, Any],
    values: dict[str, Any],
    rivals: QuerySet,
    seen: set[int],
    tally: Tally,
) -> Quoted | None:
    """Add or update the row; `key` has `source` and `quote`. Return None if nothing is there.

    One of the `rivals` that says the same in more words or in fewer is taken for it, unless this
    import has come upon that one already (`seen`, by primary key).
    """
    quote = key["quote"]
    if quote not in key["source"].text:
        name = f"{quote}（出处的全文已由编辑改过，里面没有这句话）"
        tally.entries.append(Entry(CONFLICT, None, model, name))
        return None
    row = None if model.objects.filter(**key).exists() else _said_already(rivals, quote, seen)
    if row is not None:
        tally.leave(row)
    else:
        row = put(model, key=key, values=values, tally=tally)
    if row is not None:
        seen.add(row.pk)
    return row


def _said_already(rivals: QuerySet, quote: str, seen: set[int]) -> Quoted | None:
    for row in rivals.exclude(pk__in=seen):
        if quote in row.quote or row.quote in quote:
            return row
    return None


def chosen_terms(model: type[Problem | Theme], codes: list[str]) -> list[Problem | Theme]:
    """The terms of a vocabulary that have these codes, in their order."""
    found = {term.code: term for term in model.objects.filter(code__in=codes)}
    if missing := [code for code in codes if code not in found]:
        raise NotApplied([f"词表里没有“{missing[0]}”，请重新选择。"])
    return [found[code] for code in codes]
