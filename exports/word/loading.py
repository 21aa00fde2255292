"""Practices with all that a document says of them, many in a few queries.

A document leaves the house: whoever asks, it holds what everybody may see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch

from practices.models import Evidence, Measure, Outcome, Practice, PracticeProblem, ProblemStatement
from zones.models import PartyOrganization, Zone

_SPEAKERS = ("answer__appearance__guest", "answer__appearance__zone")


@dataclass(frozen=True)
class Loaded:
    """A practice and what hangs on it, as lists that cost nothing to look at."""

    practice: Practice
    zones: list[Zone]
    organizations: list[PartyOrganization]
    links: list[PracticeProblem]
    evidence: list[Evidence]
    outcomes: list[Outcome]
    measures: dict[int | None, list[Measure]] = field(repr=False)

    @property
    def sources(self) -> list[int]:
        """The keys of the documents that all the words come from, in the order of the words."""
        return list(dict.fromkeys(row.source_id for row in (*self.evidence, *self.outcomes)))


def load(pks: Iterable[int]) -> list[Loaded]:
    """Return the published ones of these practices, in this order."""
    pks = list(dict.fromkeys(pks))
    rows = Practice.objects.visible_to(None).filter(pk__in=pks).order_by()
    rows = rows.prefetch_related(
        Prefetch("zones", Zone.objects.visible_to(None), "seen_zones"),
        Prefetch("organizations", PartyOrganization.objects.visible_to(None), "seen_organizations"),
        Prefetch("problem_links", PracticeProblem.objects.select_related("problem"), "links"),
        Prefetch("measures", Measure.objects.without_tree_fields().order_by("position", "pk")),
        Prefetch("evidence", quoting(Evidence), "seen_evidence"),
        Prefetch("outcomes", quoting(Outcome), "seen_outcomes"),
        "themes",
    )
    found = {row.pk: row for row in rows}
    return [_loaded(found[pk]) for pk in pks if pk in found]


def quoting(model: type[Evidence] | type[Outcome]):
    """Return the rows of a model that quote, with who speaks, without the texts they quote from."""
    rows = model.objects.visible_to(None).select_related(*_SPEAKERS)
    return rows.defer("answer__text", "answer__former_anchors").order_by("position", "pk")


def statements_of(problem):
    """Return who says that they have a problem, with who speaks."""
    rows = ProblemStatement.objects.visible_to(None).about(problem)
    return rows.select_related("problem", "question", *_SPEAKERS).defer("answer__text")


def _loaded(practice: Practice) -> Loaded:
    measures = defaultdict(list)
    for measure in practice.measures.all():
        measures[measure.parent_id].append(measure)
    return Loaded(
        practice,
        practice.seen_zones,
        practice.seen_organizations,
        practice.links,
        practice.seen_evidence,
        practice.seen_outcomes,
        measures,
    )
