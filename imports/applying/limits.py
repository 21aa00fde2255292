"""What an import must not write for an editor who is limited to some zones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models

from editorial.loading import Tally
from editorial.models import Publishable
from editorial.rows import wholes_of
from editorial.scopes import may_work_on, zones_of

FOREIGN = (
    "您只负责部分高新区，下面列出的记录与其中任何一个都无关，您不能新增或改动。核对过的内容都还在："
    "请改选高新区，或不采纳与它们有关的条目，或请不受此限制的同事来存。"
)

_Key = tuple[type[models.Model], int]


@dataclass
class LimitedTally(Tally):
    """Also finds what is out of the importing editor's reach.

    Where a new record leads is known only when all its rows are written, so that everything is
    looked at in the end; what was there before must have been in reach before it is changed, too.
    """

    written: dict[_Key, None] = field(default_factory=dict)
    foreign: set[_Key] = field(default_factory=set)

    def expect(self, row: models.Model) -> None:
        if not self._is_limited():
            return
        for key in _records_of(row):
            if key not in self.written and not self._may(key):
                self.foreign.add(key)
            self.written[key] = None

    def add(self, row: models.Model) -> None:
        super().add(row)
        if isinstance(row, Publishable):
            self.written[type(row), row.pk] = None

    def refuse_foreign(self) -> None:
        """Raise a `ValidationError` that names what the editor may not write."""
        if not self._is_limited():
            return
        found = [key for key in self.written if key in self.foreign or not self._may(key)]
        if found:
            raise ValidationError([FOREIGN, *map(_named, found)])

    def _is_limited(self) -> bool:
        return self.by is not None and zones_of(self.by) is not None

    def _may(self, key: _Key) -> bool:
        model, pk = key
        return may_work_on(self.by, model(pk=pk))


def _records_of(row: models.Model) -> Iterator[_Key]:
    """Yield the records under review that a stored row is, or that a row is a part of."""
    if isinstance(row, Publishable):
        if row.pk is not None:
            yield type(row), row.pk
    else:
        yield from wholes_of(row)


def _named(key: _Key) -> str:
    model, pk = key
    return f"{model._meta.verbose_name}“{model._base_manager.get(pk=pk)}”"
