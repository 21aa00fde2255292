"""From the names by which an archive's lines refer to records, to the records of this base."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import models

from editorial.archives.declaring import Kind, kind_of
from editorial.models import FormerAddress

# Databases take so many values in one statement.
_BATCH = 500


@dataclass
class Directory:
    """The primary keys of records by their names, read in batches and kept.

    `elsewhere` are names that a line has for a record that goes by another one here; `gone` are
    those of records that an editor has deleted, to which nothing is tied any more.
    """

    _known: dict[type[models.Model], dict[str, int]] = field(default_factory=dict)
    gone: set[tuple[type[models.Model], str]] = field(default_factory=set)

    def put(self, model: type[models.Model], name: str, pk: int) -> None:
        self._known.setdefault(model, {})[name] = pk

    def find(self, model: type[models.Model], name: str) -> int | None:
        return self._known.get(model, {}).get(name)

    def learn(self, model: type[models.Model], names: Iterable[str]) -> None:
        """Read the records with these names, whatever state they are in."""
        known = self._known.setdefault(model, {})
        wanted = [name for name in set(names) if name not in known]
        if not wanted:
            return
        for start in range(0, len(wanted), _BATCH):
            known |= self._read(model, wanted[start : start + _BATCH])

    def _read(self, model: type[models.Model], wanted: list[str]) -> dict[str, int]:
        kind, relation = kind_of(model)
        if relation:
            return self._parts(kind, relation, model, wanted)
        rows = model._base_manager.filter(**{f"{kind.key}__in": wanted}).order_by()
        found = dict(rows.values_list(kind.key, "pk"))
        return (former(model, wanted) if kind.key == "slug" else {}) | found

    def _parts(self, kind: Kind, relation: str, model, wanted: list[str]) -> dict[str, int]:
        """Read parts that are named by their record and number: `slug#a7`."""
        split = {name: name.partition("#") for name in wanted}
        self.learn(kind.model, {slug for slug, _, _ in split.values()})
        letter, whole = kind.anchors[relation], kind.whole(relation)
        pks = {slug: self.find(kind.model, slug) for slug, _, _ in split.values()}
        rows = model._base_manager.filter(**{f"{whole}__in": set(pks.values()) - {None}})
        numbered = {
            (of, f"{letter}{number}"): pk
            for of, number, pk in rows.order_by().values_list(whole, "number", "pk")
        }
        found = {name: numbered.get((pks[slug], end)) for name, (slug, _, end) in split.items()}
        return {name: pk for name, pk in found.items() if pk is not None}


def former(model: type[models.Model], names: Iterable[str]) -> dict[str, int]:
    """Return the records that once had these addresses."""
    kind = ContentType.objects.get_for_model(model)
    rows = FormerAddress.objects.filter(content_type=kind, slug__in=list(names))
    return dict(rows.values_list("slug", "object_id"))
