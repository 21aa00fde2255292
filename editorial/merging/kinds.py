"""Which kinds of records can be merged, and the rules of each; the apps above register theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models


def _no_refusals(keep: models.Model, duplicate: models.Model) -> list[str]:
    return []


@dataclass(frozen=True)
class Mergeable:
    """A kind of record that can be merged.

    `refusals(keep, duplicate)` says why two of them cannot be. `fixed` are fields that stay those
    of the record kept; `joined` are texts of which both can be kept. `staying` are relations to the
    duplicate that are not moved. A kind whose records never vanish gives `retire(keep, duplicate)`,
    which sets the columns of the duplicate instead of deleting it.
    """

    model: type[models.Model]
    refusals: Callable[[models.Model, models.Model], Iterable[str]] = _no_refusals
    fixed: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    staying: tuple[str, ...] = ()
    retire: Callable[[models.Model, models.Model], None] | None = None


_kinds: dict[type[models.Model], Mergeable] = {}


def register(kind: Mergeable) -> None:
    _kinds[kind.model] = kind


def mergeable(model: type[models.Model]) -> Mergeable | None:
    """Return how records of `model` are merged; None if they are not."""
    return _kinds.get(model)


def kinds() -> tuple[Mergeable, ...]:
    return tuple(_kinds.values())
