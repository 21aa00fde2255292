"""How cells name other records: by slug, code or number, with the name beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Q

from .cells import CellError

_BATCH = 400
_LARGEST = 2**63
_KEPT = 30


@dataclass(frozen=True)
class Target:
    """A kind of record that cells name: by `key`, or by what stands in one of `names` alone.

    `retired` is the column that says that a record is not to be named any more.
    """

    model: type[models.Model]
    key: str
    names: tuple[str, ...]
    retired: str = ""


@dataclass
class Directory:
    """The records of a target that a file names, and their labels, read in batches."""

    target: Target
    _keys: dict[str, int] = field(default_factory=dict)
    _named: dict[str, set[int]] = field(default_factory=dict)
    _labels: dict[int, str] = field(default_factory=dict)
    _retired: set[int] = field(default_factory=set)
    _asked: set[str] = field(default_factory=set)
    _wholes: dict[int, models.Model] = field(default_factory=dict)

    def learn(self, texts: Iterable[str], pks: Iterable[int]) -> None:
        """Read what the texts may name, and the records with these primary keys."""
        texts = {text for text in texts if text} - self._asked
        self._asked |= texts
        self._read("pk", {pk for pk in pks if pk not in self._labels})
        keys = {key_in(text) for text in texts} - set(self._keys)
        if self.target.key == "pk":
            keys = {int(key) for key in keys if is_number(key)}
        self._read(self.target.key, keys)
        for name in self.target.names:
            self._read(name, {text for text in texts if key_in(text) not in self._keys})

    def _read(self, column: str, values: set) -> None:
        columns = ("pk", self.target.key, *self.target.names)
        retired = (self.target.retired,) if self.target.retired else ()
        ordered = sorted(values)
        for start in range(0, len(ordered), _BATCH):
            rows = self.target.model._base_manager.filter(
                Q(**{f"{column}__in": ordered[start : start + _BATCH]})
            )
            for pk, key, *rest in rows.order_by("pk").values_list(*columns, *retired):
                if retired and rest.pop():
                    self._retired.add(pk)
                self._keys[str(key)] = pk
                self._labels[pk] = f"{key} {rest[0]}"
                for name in rest:
                    self._named.setdefault(name, set()).add(pk)

    def find(self, text: str) -> int:
        """Return the record that a text names. Raises a `CellError`."""
        kind = self.target.model._meta.verbose_name
        if (pk := self._keys.get(key_in(text))) is not None:
            return pk
        found = self._named.get(text, set())
        if len(found) > 1:
            raise CellError(f"叫“{text}”的{kind}有 {len(found)} 个，请写编号")
        if not found:
            raise CellError(f"没有编号或名称是“{text[:40]}”的{kind}")
        return next(iter(found))

    def label(self, pk: int) -> str:
        return self._labels.get(pk, str(pk))

    def whole(self, pk: int) -> models.Model | None:
        """Return a record itself; the last few are kept."""
        if pk not in self._wholes:
            if len(self._wholes) >= _KEPT:
                self._wholes.clear()
            self._wholes[pk] = self.target.model._base_manager.filter(pk=pk).first()
        return self._wholes[pk]

    def refuse_retired(self, pk: int) -> None:
        if pk in self._retired:
            raise CellError(f"“{self.label(pk)}”已停用，不再用于新的记录")


def key_in(text: str) -> str:
    """Return the key at the beginning of a label: `xian` of `xian 西安高新区`."""
    return text.split(maxsplit=1)[0] if text.split() else ""


def is_number(key: str) -> bool:
    """Tell whether a text can be a primary key."""
    return key.isascii() and key.isdecimal() and int(key) < _LARGEST
