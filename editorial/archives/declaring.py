"""Which kinds of records stand in an archive, and by what they and their parts are known there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models

from editorial.models import Publishable
from editorial.versions.snapshots import columns, part_relation, tag_field

FORMAT = "gaoxinqu-dangjian"
VERSION = 1
MANIFEST = "manifest.json"
PUBLISHED, FORMER = "published_at", "former_addresses"


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind:
    """One file of an archive: the records of a kind, one a line.

    `identity` are the fields by which a record is known in every base; with more than one there is
    no single name for it, and nothing refers to it. `parts` gives for each relation to rows that
    belong to a record the fields by which one is told from another. Rows that are named from
    outside by their number say in `anchors` with which letter. `left_out` are fields that are not
    for readers, or do not outlast the machine. `in_files` is a text with a file of its own.
    """

    name: str
    model: type[models.Model]
    identity: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    anchors: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    in_files: str = ""

    @property
    def path(self) -> str:
        return f"{self.name}.ndjson"

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def key(self) -> str:
        """The one field that names a record ("" when it takes several)."""
        return self.identity[0] if len(self.identity) == 1 else ""

    @property
    def is_reviewed(self) -> bool:
        return issubclass(self.model, Publishable)

    @property
    def columns(self) -> list[models.Field]:
        own = [one for one in columns(self.model) if one.name not in self.left_out]
        known = {one.name for one in own}
        named = (self.model._meta.get_field(name) for name in self.identity)
        return [*(one for one in named if one.name not in known), *own]

    @property
    def has_tags(self) -> bool:
        return tag_field(self.model) is not None

    def part_model(self, relation: str) -> type[models.Model]:
        return part_relation(self.model, relation).related_model

    def whole(self, relation: str) -> str:
        """Return the name of a part's column for the record that it belongs to."""
        return part_relation(self.model, relation).field.name

    def part_columns(self, relation: str) -> list[models.Field]:
        whole = self.whole(relation)
        return [one for one in columns(self.part_model(relation)) if one.name != whole]

    def inner(self, column: models.Field) -> str:
        """Return the relation whose rows a part's column refers to ("" for what lies outside)."""
        if not column.is_relation:
            return ""
        found = (name for name in self.parts if self.part_model(name) is column.related_model)
        return next(found, "")


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Let kinds stand in archives, after those that they refer to; called when Django is ready."""
    for kind in kinds:
        _kinds[kind.name] = kind


def kinds() -> list[Kind]:
    return list(_kinds.values())


def kind_of(model: type[models.Model]) -> tuple[Kind, str]:
    """Return the kind whose records, or whose parts by the relation, have this model."""
    for kind in _kinds.values():
        if kind.model is model:
            return kind, ""
        for relation in kind.anchors:
            if kind.part_model(relation) is model:
                return kind, relation
    raise LookupError(f"{model.__name__} stands in no archive")
