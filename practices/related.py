"""Practices like a practice, each with the reasons.

Every value that two practices share counts by its rarity (the logarithm of how many have it, as in
tf-idf): what few have in common says more than what all have. Words cited from the same answer
weigh most, then problems and tags, themes, and the pattern of the slogan; words of name and gist
are looked for only where little else is near (docs/decisions/0011-related-practices.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import log

import numpy as np
from pyroaring import BitMap

from search import engines
from search.bitmaps import bitmap, numbers
from search.engines import Wanted
from search.finding import records_of
from search.folding import fold
from search.ids import range_of_kind
from search.queries import dictionary_words
from search.registry import collection_named, kind_named
from search.shelves import Shelf
from search.snapshots import shelf
from search.tokens import needed

from .models import Evidence, Practice
from .slogans import promises

SHOWN = 6
_WEIGHTS = {"problem": 2.0, "theme": 1.0, "tag": 2.0}
_SAME_ANSWER, _SAME_FAMILY, _LIKE_WORDS = 6.0, 2.0, 1.5
# The slogans of so many of the nearest are compared with this one.
_LOOKED_AT = 60
_WORDS, _MOST_LIKE = 4, 20


@dataclass(frozen=True)
class Nearby:
    """Another practice, and why it is shown: sentences for the reader."""

    name: str
    slug: str
    reasons: list[str]


def family(name: str) -> tuple[int, ...]:
    """Return the pattern of a slogan: 一心三亮 and 一网三联 are both (1, 3)."""
    return tuple(promise.number for promise in promises(name))


class Nearness:
    """How near other practices are to one, for one reader.

    `answers` are the primary keys of the answers that the practice's evidence stands in.
    """

    def __init__(self, practice: Practice, answers: Iterable[int], user):
        self.practice, self.user = practice, user
        self.shelf: Shelf = shelf("practice")
        self.base = self.shelf.base(drafts=collection_named("practice").drafts(user))
        self.shared = [
            (name, value, self.shelf.having(name, value.code))
            for name in _WEIGHTS
            for value in self.shelf.values_of(practice.pk, name)
        ]
        self.zones = self.shelf.values_of(practice.pk, "zone")
        self.in_same_answer = _in_same_answers(set(answers))
        self.like_words = BitMap()
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
        rows = Practice.objects.visible_to(self.user).filter(pk__in=candidates)
        named = {row[0]: row for row in rows.order_by().values_list("pk", "name", "slug")}
        if self.family:
            for pk, name, _ in named.values():
                scores[pk] += _SAME_FAMILY * (family(name) == self.family)
        ordered = sorted(named, key=lambda pk: (-scores[pk], -pk))[:SHOWN]
        return [Nearby(*named[pk][1:], self._reasons(*named[pk][:2])) for pk in ordered]

    def _scores(self) -> np.ndarray:
        """Return the score of each practice, by its primary key."""
        scores = np.zeros((self.base.max() if self.base else 0) + 1, np.float32)
        for name, _, records in self.shared:
            rarity = log((len(self.base) + 1) / (len(records) + 1)) + 0.1
            self._add(scores, records, _WEIGHTS[name] * rarity)
        self._add(scores, self.in_same_answer, _SAME_ANSWER)
        # The practice itself is one of them.
        if np.count_nonzero(scores) <= SHOWN:
            self.like_words = _with_like_words(self.practice)
            self._add(scores, self.like_words, _LIKE_WORDS)
        return scores

    def _add(self, scores: np.ndarray, records: BitMap, weight: float) -> None:
        scores[numbers(records & self.base)] += weight

    def _reasons(self, pk: int, name: str) -> list[str]:
        reasons = []
        if problems := self._names("problem", pk):
            reasons.append(f"同样回应“{'”“'.join(problems)}”")
        if themes := self._names("theme", pk):
            where = "另一高新区的" if self._is_elsewhere(pk) else ""
            reasons.append(f"{where}同一主题：{'、'.join(themes)}")
        if pk in self.in_same_answer:
            reasons.append("出自同一段回答")
        if self.family and family(name) == self.family:
            reasons.append("口号的构成相同")
        if tags := self._names("tag", pk):
            reasons.append(f"同一标签：{'、'.join(tags)}")
        if pk in self.like_words and not reasons:
            reasons.append("用词相近")
        return reasons

    def _names(self, facet: str, pk: int) -> list[str]:
        return [
            value.label for name, value, having in self.shared if name == facet and pk in having
        ]

    def _is_elsewhere(self, pk: int) -> bool:
        zones = self.shelf.values_of(pk, "zone")
        return bool(self.zones and zones) and not set(self.zones) & set(zones)


def _in_same_answers(answers: set[int]) -> BitMap:
    rows = Evidence.objects.filter(answer__in=answers).order_by()
    return BitMap(rows.values_list("practice", flat=True)) if answers else BitMap()


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
    return bitmap(records_of(np.array([pk for some in found for pk in some], np.int64)))
