"""A basket ready to print: each piece with what it names, and the documents that it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.urls import reverse
from django.utils.http import urlencode

from interviews.models import Answer
from practices.comparing import FEWEST, MOST
from practices.models import Evidence, Outcome, Practice
from sources.citations import gbt7714
from sources.models import Source

from .pieces import LONGEST_REMARK, Collected, Passage, Piece

TOO_LONG = f"备注最多 {LONGEST_REMARK} 字"


@dataclass(frozen=True)
class Shown:
    """One piece on a page; `references` are (document, how to cite it) pairs.

    `fault` says what is wrong with the remark as it was typed.
    """

    piece: Piece
    thing: object
    title: str
    url: str
    references: list[tuple[Source, str]]

    @property
    def answer(self) -> Answer | None:
        """The answer, for templates that print who speaks."""
        return self.thing if isinstance(self.thing, Answer) else None

    @property
    def fault(self) -> str:
        over = len(self.piece.remark) - LONGEST_REMARK
        return f"{TOO_LONG}，这里多了 {over} 字，还没有保存。" if over > 0 else ""


def shown(found: Iterable[Collected], user) -> list[Shown]:
    """Return what a page prints of the pieces; a fixed number of queries more."""
    found = list(found)
    practices = [one.thing for one in found if isinstance(one.thing, Practice)]
    sources = _sources_of(practices, user)
    lines = []
    for one in found:
        references = [(row, gbt7714(row)) for row in _sources(one.thing, sources)]
        lines.append(Shown(one.piece, one.thing, one.title, one.url, references))
    return lines


def _sources(thing, sources: dict[int, list[Source]]) -> list[Source]:
    if isinstance(thing, Practice):
        return sources.get(thing.pk, [])
    return [thing.source if isinstance(thing, Passage) else thing.interview.source]


def _sources_of(practices: list[Practice], user) -> dict[int, list[Source]]:
    """Return the documents that the words of each practice come from, each once."""
    ties = [
        model.objects.visible_to(user)
        .filter(practice__in=practices)
        .order_by("pk")
        .values_list("practice", "source")
        for model in (Evidence, Outcome)
    ]
    pairs = list(dict.fromkeys(chain(*ties)))
    rows = Source.objects.visible_to(user).defer("text", "repairs", "gaps")
    sources = rows.in_bulk({source for _, source in pairs})
    found: dict[int, list[Source]] = {}
    for practice, source in pairs:
        if source in sources:
            found.setdefault(practice, []).append(sources[source])
    return found


def compare_url(found: Iterable[Collected]) -> str:
    """Return the address that compares the practices among the pieces ("" for too few or many)."""
    chosen = [("practice", one.thing.slug) for one in found if isinstance(one.thing, Practice)]
    if not FEWEST <= len(chosen) <= MOST:
        return ""
    return f"{reverse('practices:compare')}?{urlencode(chosen)}"
