"""What there is under `/api/`: for each sort of record its rows, and what hangs on one of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model

from editorial.addresses import formerly_at
from editorial.models import Addressed
from exports.declaring import Table, tables_of
from search.registry import Collection, collection_named

from . import tables
from .parts import (
    INTERVIEW,
    NARROWER,
    QUESTIONS,
    RELATIONS,
    VERSION,
    Part,
    hanging,
    nested_measures,
)

_LARGEST = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One sort of record: `name` is its address, `one` what a single record is called in it.

    `key` is the column whose value stands in the address of a record. Records of a search
    collection are narrowed as on its page; others are listed as their table orders them.
    """

    name: str
    one: str
    table: Table
    key: str = "slug"
    listed_in: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def label(self) -> str:
        return self.table.label

    @property
    def collection(self) -> Collection | None:
        return collection_named(self.listed_in)

    @property
    def columns(self) -> list[str]:
        return [column.name for column in self.table.heads]

    def found(self, key: str) -> Model | None:
        """Return the record with this key that everybody may see."""
        rows = self.table.rows()
        if self.key == "id":
            is_number = key.isascii() and key.isdecimal() and len(key) < 20
            if not is_number or int(key) > _LARGEST:
                return None
            return rows.defer("text", "repairs", "gaps").filter(pk=int(key)).first()
        return rows.filter(**{self.key: key}).first()

    def moved(self, key: str) -> Model | None:
        """Return the record that had this key, and has another one now."""
        rows = self.table.rows()
        return formerly_at(rows, key) if issubclass(rows.model, Addressed) else None


def _main(collection: str) -> tuple[Table, dict[str, Table]]:
    first, *others = tables_of(collection)
    return first, {table.name: table for table in others}


def _of_practices() -> Resource:
    table, more = _main("practice")
    return Resource(
        name="practices",
        one="practice",
        table=table,
        listed_in="practice",
        parts=(
            nested_measures(more["measures"]),
            *(hanging(more[name]) for name in ("evidence", "answers_to_problems", "outcomes")),
            RELATIONS,
            VERSION,
        ),
    )


def _of_interviews() -> list[Resource]:
    interviews, more = _main("interview")
    guests, of_guests = _main("guest")
    appearances = more["appearances"]
    return [
        Resource(
            name="interviews",
            one="interview",
            table=interviews,
            listed_in="interview",
            parts=(hanging(appearances), QUESTIONS, hanging(more["statements"]), VERSION),
        ),
        Resource(
            name="guests",
            one="guest",
            table=guests,
            listed_in="guest",
            parts=(
                hanging(of_guests["appointments"]),
                hanging(appearances, of="guest", label="出场的访谈"),
                VERSION,
            ),
        ),
    ]


def _of_zones() -> list[Resource]:
    zones, more = _main("zone")
    organizations, of_organizations = _main("organization")
    alliances, of_alliances = _main("alliance")
    return [
        Resource(
            name="zones",
            one="zone",
            table=zones,
            listed_in="zone",
            parts=(
                hanging(more["facts"]),
                hanging(more["titles"]),
                hanging(of_alliances["members"], of="zone", name="memberships", label="参加的联盟"),
                VERSION,
            ),
        ),
        Resource(
            name="organizations",
            one="organization",
            table=organizations,
            listed_in="organization",
            parts=(hanging(of_organizations["units"]), VERSION),
        ),
        Resource(
            name="alliances",
            one="alliance",
            table=alliances,
            parts=(*map(hanging, of_alliances.values()), VERSION),
        ),
    ]


def _others() -> list[Resource]:
    sources, _ = _main("source")
    return [
        Resource(
            name="sources",
            one="source",
            table=sources,
            key="id",
            listed_in="source",
            parts=(INTERVIEW, VERSION),
        ),
        Resource(
            name="problems", one="problem", table=tables.PROBLEMS, key="code", parts=(NARROWER,)
        ),
        Resource(name="themes", one="theme", table=tables.THEMES, key="code", parts=(NARROWER,)),
        Resource(
            name="collections",
            one="collection",
            table=tables.COLLECTIONS,
            parts=(hanging(tables.ITEMS), VERSION),
        ),
    ]


RESOURCES = (_of_practices(), *_of_interviews(), *_of_zones(), *_others())
