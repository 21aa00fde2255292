"""The tables that there are, by the names in their addresses, and how the overview groups them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.urls import reverse

from search.matrix import axis

from . import cooccurrence, families, independence, voices
from .counting import counts
from .independence import deviations
from .scope import Scope
from .tables import Table

Maker = Callable[[Scope], Table]


def _of_practices(facet: str) -> Maker:
    return lambda scope: counts(scope.practices, facet, name=facet)


def _against_problems(facet: str) -> Maker:
    """Return what crosses problems with a facet; all values that any practice has."""

    def made(scope: Scope) -> Table:
        rows, columns = (
            axis(scope.practices, name, sort="total", every=False) for name in ("problem", facet)
        )
        whole = reverse("practices:matrix") + scope.practices.address(
            rows="problem", cols=facet, show="expected", view=None, sort=None
        )
        return deviations(scope.practices, rows, columns, name=f"problem-{facet}", whole=whole)

    return made


COUNTED = ("year", "province", "org_type", "guest_type", "zone")
CROSSED = ("theme", "zone", "guest_type")
TABLES: dict[str, Maker] = {
    **{facet: _of_practices(facet) for facet in COUNTED},
    **{f"problem-{facet}": _against_problems(facet) for facet in CROSSED},
    "problems-together": partial(cooccurrence.cooccurrences, name="problems-together"),
    "voices": partial(voices.voices, name="voices"),
    "statements": partial(voices.statements, name="statements"),
    "stated-zone": partial(voices.stated_zones, name="stated-zone"),
    "slogans": partial(families.families, name="slogans", rows="slogan-names"),
    "slogan-names": partial(families.slogan_names, name="slogan-names"),
}


@dataclass(frozen=True)
class Section:
    """A part of the overview: `about` says how to read its tables."""

    name: str
    label: str
    tables: tuple[str, ...]
    about: tuple[str, ...]


SECTIONS = (
    Section(
        "counts",
        "有多少",
        ("year", "province", "org_type", "guest_type"),
        ("一个做法可以属于几行，也可以哪一行都不属于，所以各行相加不一定等于总数。",),
    ),
    Section(
        "expected",
        "比预期多还是少",
        tuple(f"problem-{facet}" for facet in CROSSED),
        independence.NOTES,
    ),
    Section("together", "哪些问题一起回应", ("problems-together",), cooccurrence.NOTES),
    Section("voices", "谁提出，谁回应", ("voices",), voices.NOTES),
    Section("slogans", "口号怎么起", ("slogans",), families.NOTES),
)
