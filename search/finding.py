"""What is found by a query in each kind, from the strictest reading that finds enough.

1. every word as it was typed;
2. the words of a dictionary that the query falls into, without those that say nothing;
3. two of these words (one, if there are but two), the rare ones counting most, when nothing holds
   them all.

Quoted phrases, and what is excluded by a minus, hold in all of them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from . import engines
from .changes import current
from .documents import called
from .engines import ALL, HEAD, Wanted
from .folding import fold
from .ids import EVERY_KIND, PART_BITS, RECORDS, kind_of, range_of_kind
from .models import Document
from .queries import Query
from .ranking import ranked, really_there
from .registry import Kind
from .tokens import needed

ENOUGH = 5
# Of so many candidates the best are looked for; a common word has many more, and the newest count.
CANDIDATES = 60
# Up to so many documents are read to see whether long words really stand there in one piece.
READ_THROUGH = 200
SAMPLE = 20
# Where all kinds are shown together, counting stops here.
MOST_COUNTED = 1000
# Words that are looked for in twos when nothing holds all of them.
MOST_IN_TWOS = 5

AS_TYPED, BY_WORDS, SOME_WORDS = "as_typed", "by_words", "some_words"
# What a reader is told of each.
READINGS = {
    AS_TYPED: "",
    BY_WORDS: "与检索词完全相同的内容不多，也列出了把它拆成词找到的，每个词都要出现。",
    SOME_WORDS: "没有内容含有全部的词，这里列出含有其中一部分的。",
}


@dataclass(frozen=True)
class Found:
    """What one kind gave: how many documents, and the best of them first.

    `words` are the folded words that were looked for, to be marked.
    """

    kind: Kind
    reading: str
    words: tuple[str, ...]
    total: int  # up to MOST_COUNTED where all kinds are searched together
    best: list[int]

    @property
    def is_little(self) -> bool:
        """Whether it is worth while to look for more by a less strict reading."""
        return self.total < ENOUGH

    def followed_by(self, more: "Found") -> "Found":
        """Return this, and after it what a less strict reading found besides."""
        best = list(dict.fromkeys([*self.best, *more.best]))
        if len(best) == len(self.best):
            return self
        words = tuple(dict.fromkeys((*(self.words if self.total else ()), *more.words)))
        return Found(self.kind, more.reading, words, max(more.total, len(best)), best)


def readings(query: Query) -> list[tuple[str, tuple[str, ...]]]:
    """Return the ways to read a query in full, the strictest first, each with its words."""
    ways = [(AS_TYPED, query.strict)]
    if query.loose and set(query.loose) != set(query.strict):
        ways.append((BY_WORDS, query.loose))
    return ways


def _wanted(kind: Kind, words: Sequence[str], table: str = ALL) -> Wanted:
    tokens = tuple(dict.fromkeys(token for word in words for token in needed(word)))
    return Wanted(tokens, *range_of_kind(kind.number), table)


@lru_cache(maxsize=16)
def _everything(wanted: Wanted, stamp: str) -> np.ndarray:
    """Return the numbers of all documents wanted, newest first; `stamp` is the state's."""
    return engines.everything(wanted)[::-1]


def records_of(documents: np.ndarray) -> np.ndarray:
    """Return the primary keys of the records that documents belong to."""
    return (documents >> PART_BITS) & RECORDS


def documents(kind: Kind, words: Sequence[str], excluded: Sequence[str] = ()) -> np.ndarray:
    """Return the numbers of all documents of a kind with all `words`, newest first."""
    stamp = current().stamp
    found = _everything(_wanted(kind, words), stamp)
    for word in excluded:
        found = found[~_are_in(found, _everything(_wanted(kind, [word]), stamp))]
    there = _really_there(found[: READ_THROUGH + 1].tolist(), words)
    return found if there is None else np.array(there, np.int64)


def _really_there(newest: list[int], words: Sequence[str]) -> list[int] | None:
    """Return which documents have the words in one piece; None when too many are to be read.

    Of more than READ_THROUGH a few are read first: when most of them have the words, all are taken
    to have them; when not, what is beyond READ_THROUGH is taken to be as false as they are.
    """
    if len(newest) > READ_THROUGH:
        few = newest[:SAMPLE]
        if 2 * len(really_there(few, words)) >= len(few):
            return None
    there = set(really_there(newest[:READ_THROUGH], words))
    return [pk for pk in newest if pk in there]


def _are_in(some: np.ndarray, newest_first: np.ndarray) -> np.ndarray:
    """Tell of each of some numbers whether it is among others, which are in descending order.

    `np.isin` knows nothing of their order, and takes ten times as long for a common word.
    """
    if not len(newest_first):
        return np.zeros(len(some), bool)
    ascending = newest_first[::-1]
    places = np.minimum(np.searchsorted(ascending, some), len(ascending) - 1)
    return ascending[places] == some


def _without(newest_first: np.ndarray, some: np.ndarray) -> np.ndarray:
    """Return numbers in descending order without some of them."""
    there = some[_are_in(some, newest_first)]
    places = len(newest_first) - 1 - np.searchsorted(newest_first[::-1], there)
    return np.delete(newest_first, places)


def find_in(kind: Kind, query: Query) -> tuple[Found, np.ndarray]:
    """Find all documents of one kind: the best ones first, then the newest.

    What holds the words as they were typed comes before what holds them apart.
    """
    reading, marked = AS_TYPED, query.strict
    every = np.array([], np.int64)
    for way, words in readings(query):
        found = _without(documents(kind, words, query.excluded), every)
        if len(found):
            reading, marked = way, tuple(dict.fromkeys((*(marked if len(every) else ()), *words)))
            every = np.concatenate([every, _best_first(kind, words, found, query)])
        if len(every) >= ENOUGH:
            break
    if not len(every):
        return _with_some_words(kind, query)
    return Found(kind, reading, marked, len(every), every[:CANDIDATES].tolist()), every


def _best_first(kind: Kind, words: Sequence[str], found: np.ndarray, query: Query) -> np.ndarray:
    """Return documents with the best of them before the newest."""
    candidates = found[:CANDIDATES]
    if len(found) > CANDIDATES:
        (in_head,) = engines.newest([_wanted(kind, words, HEAD)], CANDIDATES)
        named = called_so(query, *range_of_kind(kind.number))
        looked_at = np.unique(np.array([*named, *in_head], np.int64))
        candidates = np.union1d(candidates, looked_at[_are_in(looked_at, found)])
    best = np.array(ranked(candidates.tolist(), words, fold(query.text)), np.int64)
    return np.concatenate([best, _without(found, best)])


def _with_some_words(kind: Kind, query: Query) -> tuple[Found, np.ndarray]:
    for found in find_some_words([kind], query):
        return found, np.array(found.best, np.int64)
    return Found(kind, AS_TYPED, query.strict, 0, []), np.array([], np.int64)


def called_so(query: Query, first: int, last: int) -> list[int]:
    """Return the documents from one number to another whose title is the query; the newest."""
    rows = Document.objects.filter(called=called(query.text), pk__range=(first, last))
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:CANDIDATES])


def find_each(kinds: Sequence[Kind], query: Query) -> list[Found]:
    """Search several kinds at once: how many each has, and its best."""
    if query.excluded:
        return [find_in(kind, query)[0] for kind in kinds]
    found: dict[str, Found] = {}
    for reading, words in readings(query):
        left = [kind for kind in kinds if kind.name not in found or found[kind.name].is_little]
        for more in _find_all_words(left, reading, words, query):
            name = more.kind.name
            found[name] = found[name].followed_by(more) if name in found else more
    if any(one.total for one in found.values()):
        return list(found.values())
    return find_some_words(kinds, query)


def _find_all_words(kinds, reading: str, words: tuple[str, ...], query: Query) -> list[Found]:
    totals, candidates = _candidates(kinds, words, query)
    best: dict[int, list[int]] = defaultdict(list)
    for pk in ranked(candidates, words, fold(query.text)):
        best[kind_of(pk)].append(pk)
    return [Found(kind, reading, words, totals[kind.name], best[kind.number]) for kind in kinds]


def _candidates(kinds, words: tuple[str, ...], query: Query) -> tuple[dict[str, int], list[int]]:
    """Return how many documents each kind has, and those of which the best are among."""
    anywhere = engines.newest([_wanted(kind, words) for kind in kinds], READ_THROUGH + 1)
    there = [_really_there(ids, words) for ids in anywhere]
    many = [kind for kind, ids in zip(kinds, there, strict=True) if ids is None]
    counts = engines.count([_wanted(kind, words) for kind in many], MOST_COUNTED)
    totals = {kind.name: count for kind, count in zip(many, counts, strict=True)}
    # Where there are few, all are candidates, and no head need be looked for.
    chosen = [kind for kind, ids in zip(kinds, anywhere, strict=True) if len(ids) > CANDIDATES]
    in_head = engines.newest([_wanted(kind, words, HEAD) for kind in chosen], CANDIDATES)
    heads = {kind.name: ids for kind, ids in zip(chosen, in_head, strict=True)}
    named = called_so(query, *EVERY_KIND) if chosen else []
    candidates: list[int] = []
    for kind, ids, true in zip(kinds, anywhere, there, strict=True):
        so_called = [pk for pk in named if kind_of(pk) == kind.number]
        first = [*so_called, *heads.get(kind.name, ())]
        if true is not None:
            totals[kind.name], ids = len(true), true
            known = set(true)
            first = [pk for pk in first if pk in known]
        candidates += list(dict.fromkeys([*first, *ids]))[:CANDIDATES]
    return totals, candidates


def find_some_words(kinds: Sequence[Kind], query: Query) -> list[Found]:
    """Find what holds two of several words, or one of two: the last resort."""
    words = query.loose[:MOST_IN_TWOS]
    if len(words) < 2 or query.phrases or query.excluded:
        return []
    groups = list(combinations(words, 2))
    if len(words) == 2:
        # Halves of one name do not stand for it, and one character alone says too little.
        typed_apart = len(query.words) > 1
        groups = [(word,) for word in words if typed_apart and len(word) > 1]
    counts = iter(
        engines.count([_wanted(kind, [word]) for kind in kinds for word in words], MOST_COUNTED)
    )
    newest = iter(
        engines.newest(
            [_wanted(kind, group) for kind in kinds for group in groups], CANDIDATES // 2
        )
    )
    found = []
    for kind in kinds:
        # A word that every other document has tells little.
        weights = {word: 1 / (1 + next(counts)) ** 0.3 for word in words}
        candidates = dict.fromkeys(pk for _ in groups for pk in next(newest))
        best = ranked(candidates, words, fold(query.text), weights)[:CANDIDATES]
        found.append(Found(kind, SOME_WORDS, words, len(best), best))
    return found
