"""What the catalogue knows, as the plain values that help the pipeline to read a document."""

from __future__ import annotations

from django.db import DatabaseError, models

from imports.draft import Known, Term
from practices.models import Problem, Theme
from zones.models import Zone


def known() -> Known:
    """Names of zones and the vocabularies; nothing where the database is not ready.

    They help, but a dry run needs no database.
    """
    try:
        return Known(zones=_zones(), problems=_terms(Problem), themes=_terms(Theme))
    except DatabaseError:
        return Known()


def _zones() -> tuple[str, ...]:
    rows = Zone.objects.values_list("short_name", "name", "other_names")
    return tuple(name for short, full, others in rows for name in (short, full, *others) if name)


def _terms(model: type[models.Model]) -> tuple[Term, ...]:
    leaves = model.objects.filter(parent__isnull=False)
    return tuple(
        Term(leaf.code, leaf.name, tuple(leaf.alt_names), leaf.scope_note) for leaf in leaves
    )
