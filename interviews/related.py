"""Other interviews: those before and after in the list, and those that have something in common.

What two interviews share counts by its rarity, as for practices: a guest or a practice that both
have weighs most, then problems and zones, then themes. Every one is shown with its reasons.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

import numpy as np
from django.db.models import CharField, F, QuerySet, Value
from django.http import QueryDict

from search.bitmaps import numbers
from search.selection import Selection

from .models import Answer, Appearance, Interview

SHOWN = 4
_NAMED = 2
_SAME_GUEST, _SAME_PRACTICE = 6.0, 4.0
# Weight and words of each facet that lists of interviews may have; apps above add some of them.
_FACETS = {
    "problem": (2.0, "都说到的问题"),
    "zone": (2.0, "同一高新区"),
    "theme": (1.0, "同一主题"),
}


@dataclass(frozen=True)
class RelatedInterview:
    interview: Interview
    reasons: list[str]


@dataclass(frozen=True)
class Others:
    """The interviews next to one in the list (newer, older), and those related to it."""

    newer: Interview | None
    older: Interview | None
    related: list[RelatedInterview]


def others(interview: Interview, guests: Iterable[int], practices: Iterable[int], user) -> Others:
    """Return other interviews; `guests` and `practices` are the primary keys of those in it."""
    listed = Selection("interview", QueryDict(), user)
    newer, older = _beside(interview.pk, listed.in_order)
    ties = _ties(interview, set(guests), set(practices), user)
    nearness = _Nearness(interview.pk, listed, ties)
    nearest = nearness.nearest()
    wanted = {pk for pk in (newer, older, *nearest) if pk}
    rows = Interview.objects.visible_to(user).filter(pk__in=wanted).select_related("source")
    found = {row.pk: row for row in rows.defer("source__text", "source__repairs").order_by()}
    related = [RelatedInterview(found[pk], nearness.reasons(pk)) for pk in nearest if pk in found]
    return Others(found.get(newer), found.get(older), related)


def _beside(pk: int, ordered: np.ndarray) -> tuple[int | None, int | None]:
    """Return the neighbours of a record in an order, as far as there are any."""
    places = np.flatnonzero(ordered == pk)
    if not len(places):
        return None, None
    place = int(places[0])
    before = int(ordered[place - 1]) if place else None
    after = int(ordered[place + 1]) if place + 1 < len(ordered) else None
    return before, after


def _ties(interview: Interview, guests: set[int], practices: set[int], user) -> list[tuple]:
    """Return (interview, what, name) of all that speak of the same practices, or by the same."""
    speaking = Appearance.objects.visible_to(user).filter(guest__in=guests)
    evidence = Answer._meta.get_field("practices_evidence_set").related_model
    spoken_of = evidence.objects.visible_to(user).filter(practice__in=practices)
    spoken_of = spoken_of.exclude(answer=None).exclude(answer__interview=interview)
    by_guest = _named(speaking.exclude(interview=interview), "guest", "interview", "guest__name")
    by_practice = _named(spoken_of, "practice", "answer__interview", "practice__name")
    return list(by_guest.union(by_practice))


def _named(rows: QuerySet, what: str, interview: str, name: str) -> QuerySet:
    kind = Value(what, output_field=CharField())
    tied = rows.annotate(tied=F(interview), what=kind, named=F(name))
    return tied.values_list("tied", "what", "named").order_by()


class _Nearness:
    def __init__(self, pk: int, listed: Selection, ties: list[tuple]):
        self.pk, self.base = pk, listed.base
        self.names: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for tied, what, name in sorted(ties):
            self.names[tied][what].append(name)
        shelf, facets = listed.shelf, listed.collection.facets
        self.shared = [
            (facet.name, value, shelf.having(facet.name, value.code))
            for facet in facets
            if facet.name in _FACETS
            for value in shelf.values_of(pk, facet.name)
        ]

    def nearest(self) -> list[int]:
        """Return the primary keys of the nearest, the first one nearest."""
        scores = np.zeros((self.base.max() if self.base else 0) + 1, np.float32)
        for name, _, having in self.shared:
            rarity = log((len(self.base) + 1) / (len(having) + 1)) + 0.1
            scores[numbers(having & self.base)] += _FACETS[name][0] * rarity
        for pk, named in self.names.items():
            if pk in self.base:
                scores[pk] += _SAME_GUEST * len(named["guest"])
                scores[pk] += _SAME_PRACTICE * len(named["practice"])
        if self.pk < len(scores):
            scores[self.pk] = 0
        ordered = np.lexsort((np.arange(len(scores)), scores))[::-1][:SHOWN]
        return [int(pk) for pk in ordered if scores[pk] > 0]

    def reasons(self, pk: int) -> list[str]:
        reasons = []
        if guests := self.names[pk]["guest"]:
            reasons.append(_sentence("同一位嘉宾", guests))
        if practices := self.names[pk]["practice"]:
            reasons.append(_sentence("都谈到的做法", practices))
        for name, (_, words) in _FACETS.items():
            labels = [
                value.label
                for facet, value, having in self.shared
                if facet == name and pk in having
            ]
            if labels:
                reasons.append(_sentence(words, labels))
        return reasons


def _sentence(what: str, names: list[str]) -> str:
    """Say what is shared, by the first names; more of them would be a list, not a reason."""
    more = f"等{len(names)}个" if len(names) > _NAMED else ""
    return f"{what}：{'、'.join(names[:_NAMED])}{more}"
