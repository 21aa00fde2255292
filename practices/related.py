"""Practices like a practice, each with the reasons.

Every value that two practices share counts by its rarity (the logarithm of how many have it, as in
tf-idf): what few have in common says more than what all have. Problems weigh most, since they are
what readers come with; then words cited from the same answer, themes, the pattern of the slogan,
and rare words of name and gist (docs/decisions/0011-related-practices.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import log

import numpy as np
from pyroaring import BitMap

from search import engines
from search.engines import Wanted
from search.finding import records_of
from search.folding import fold
from search.ids import range_of_kind
from search.queries import dictionary_words
from search.registry import Value, collection_named, kind_named
from search.shelves import Shelf
from search.snapshots import shelf
from search.tokens import needed

from .models import Evidence, Practice
from .slogans import promises

SHOWN = 6
_WEIGHTS = {"problem": 3.0, "theme": 1.5, "tag": 1.0}
_SAME_ANSWER, _SAME_FAMILY, _LIKE_WORDS = 6.0, 2.0, 1.5
# The slogans of so many of the nearest are compared with this one.
_LOOKED_AT = 60
_WORDS, _MOST_LIKE = 4, 20


@dataclass(frozen=True)
class Nearby:
    """Another practice, and why it is shown: sentences for the reader."""

    practice: Practice
    reasons: list[str]


def family(name: str) -> tuple[int, ...]:
    """Return the pattern of a slogan: 一心三亮 and 一网三联 are both (1, 3)."""
    return tuple(promise.number for promise in promises(name))


class Nearness:
    """How near other practices are to one, for one reader."""

    def __init__(self, practice: Practice, user):
        self.practice, self.user = practice, user
        self.shelf: Shelf = shelf("practice")
        self.base = self.shelf.base(drafts=collection_named("practice").drafts(user))
        self.shared = [
            (name, value, records)
            for name in _WEIGHTS
            for value in self.shelf.vocabularies[name].values
            if value.key is not None
            and practice.pk in (records := self.shelf.having(name, value.code))
        ]
        self.in_same_answer = _in_same_answers(practice)
        self.like_words = _with_like_words(practice)
        self.family = family(practice.name)

    def nearest(self, leave_out: Iterable[int]) -> list[Nearby]:
        """Return the nearest practices, the first one nearest, without some."""
        scores = self._scores()
        for pk in (self.practice.pk, *leave_out):
            if pk < len(scores):
                scores[pk] = 0
        count = min(_LOOKED_AT, int(np.count_nonzero(scores)))
        candidates = np.argpartition(-scores, count - 1)[:count].tolist() if count else []
        candidates = [pk for pk in candidates if pk in self.base]
        rows = Practice.objects.visible_to(self.user).only("name", "slug").in_bulk(candidates)
        if self.family:
            for pk, row in rows.items():
                scores[pk] += _SAME_FAMILY * (family(row.name) == self.family)
        ordered = sorted(rows, key=lambda pk: (-scores[pk], -pk))
        return [Nearby(rows[pk], self._reasons(rows[pk])) for pk in ordered[:SHOWN]]

    def _scores(self) -> np.ndarray:
        """Return the score of each practice, by its primary key."""
        scores = np.zeros((self.base.max() if self.base else 0) + 1, np.float32)
        for name, _, records in self.shared:
            rarity = log((len(self.base) + 1) / (len(records) + 1)) + 0.1
            self._add(scores, records, _WEIGHTS[name] * rarity)
        self._add(scores, self.in_same_answer, _SAME_ANSWER)
        self._add(scores, self.like_words, _LIKE_WORDS)
        return scores

    def _add(self, scores: np.ndarray, records: BitMap, weight: float) -> None:
        places = np.array(records & self.base, np.int64)
        scores[places] += weight

    def _reasons(self, other: Practice) -> list[str]:
        reasons = []
        if problems := self._names("problem", other):
            reasons.append(f"同样回应“{'”“'.join(problems)}”")
        if themes := self._names("theme", other):
            where = "" if self._same_zone(other) else "另一高新区的"
            reasons.append(f"{where}同一主题：{'、'.join(themes)}")
        if other.pk in self.in_same_answer:
            reasons.append("出自同一段回答")
        if self.family and family(other.name) == self.family:
            reasons.append("口号的构成相同")
        if tags := self._names("tag", other):
            reasons.append(f"同一标签：{'、'.join(tags)}")
        if other.pk in self.like_words and not reasons:
            reasons.append("用词相近")
        return reasons

    def _names(self, name: str, other: Practice) -> list[str]:
        shared: Iterable[tuple[str, Value, BitMap]] = self.shared
        return [
            value.label for facet, value, having in shared if facet == name and other.pk in having
        ]

    def _same_zone(self, other: Practice) -> bool:
        return any(
            other.pk in records
            for _, records in self.shelf.codes("zone")
            if self.practice.pk in records
        )


def _in_same_answers(practice: Practice) -> BitMap:
    answers = Evidence.objects.filter(practice=practice).exclude(answer=None).values("answer")
    return BitMap(Evidence.objects.filter(answer__in=answers).values_list("practice", flat=True))


def _with_like_words(practice: Practice) -> BitMap:
    """Return practices in which two of the longest words of name and gist stand."""
    words = [
        word
        for word in dictionary_words(fold(f"{practice.name}，{practice.gist}"))
        if len(word) > 1
    ]
    words = sorted(words, key=len, reverse=True)[:_WORDS]
    first, last = range_of_kind(kind_named("practice").number)
    wanted = [
        Wanted((*needed(one), *needed(other)), first, last) for one, other in combinations(words, 2)
    ]
    found = engines.newest(wanted, _MOST_LIKE)
    return BitMap(records_of(np.array([pk for some in found for pk in some], np.int64)))
