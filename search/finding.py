"""What is found by a query in each kind, from the strictest reading that finds enough.

1. every word as it was typed;
2. the words of a dictionary that the query falls into, without those that say nothing;
3. two of these words, the rare ones counting most, when nothing holds them all.

Quoted phrases, and what is excluded by a minus, hold in all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from pyroaring import BitMap

from . import engines
from .changes import current
from .engines import ALL, HEAD, Wanted
from .folding import fold
from .ids import PART_BITS, RECORDS, range_of_kind
from .queries import Query
from .ranking import ranked, really_there
from .registry import Kind
from .tokens import needed

ENOUGH = 5
# Of so many candidates the best are looked for; a common word has many more, and the newest count.
CANDIDATES = 60
# Up to so many documents are read to see whether long words really stand there in one piece.
READ_THROUGH = 200
# Where all kinds are shown together, counting stops here.
MOST_COUNTED = 10_000
# Words that are looked for in twos when nothing holds all of them.
MOST_IN_TWOS = 5

AS_TYPED, BY_WORDS, SOME_WORDS = "as_typed", "by_words", "some_words"


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
    return np.sort(np.array(engines.everything(wanted), np.int64))[::-1]


def records_of(documents: np.ndarray) -> np.ndarray:
    """Return the primary keys of the records that documents belong to."""
    return (documents >> PART_BITS) & RECORDS


def documents(kind: Kind, words: Sequence[str], excluded: Sequence[str] = ()) -> np.ndarray:
    """Return the numbers of all documents of a kind with all `words`, newest first."""
    stamp = current().stamp
    found = _everything(_wanted(kind, words), stamp)
    for word in excluded:
        found = found[~np.isin(found, _everything(_wanted(kind, [word]), stamp))]
    if 0 < len(found) <= READ_THROUGH:
        found = found[np.isin(found, really_there(found.tolist(), words))]
    return found


def find_in(kind: Kind, query: Query, allowed: BitMap | None = None) -> tuple[Found, np.ndarray]:
    """Find all documents of one kind: the best ones first, then the newest."""
    chosen = (AS_TYPED, query.strict, np.array([], np.int64))
    for reading, words in readings(query):
        every = documents(kind, words, query.excluded)
        if allowed is not None:
            every = every[np.isin(records_of(every), np.array(allowed, np.int64))]
        if len(every) > len(chosen[2]):
            chosen = (reading, words, every)
        if len(every) >= ENOUGH:
            break
    reading, words, every = chosen
    if not len(every):
        return Found(kind, reading, words, 0, []), every
    in_head = [] if len(every) <= CANDIDATES else documents_in_head(kind, words, every)
    candidates = dict.fromkeys([*in_head[:CANDIDATES], *every[:CANDIDATES].tolist()])
    best = ranked(candidates, words, fold(query.text))
    rest = every[~np.isin(every, best)]
    in_order = np.concatenate([np.array(best, np.int64), rest])
    return Found(kind, reading, words, len(every), best), in_order


def documents_in_head(kind: Kind, words: Sequence[str], among: np.ndarray) -> list[int]:
    """Return the documents, newest first, in whose head all words stand."""
    found = _everything(_wanted(kind, words, HEAD), current().stamp)
    return found[np.isin(found, among)].tolist()


def find_each(kinds: Sequence[Kind], query: Query) -> list[Found]:
    """Search several kinds at once: how many each has, and its best."""
    if query.excluded:
        return [find_in(kind, query)[0] for kind in kinds]
    best: dict[str, Found] = {}
    for reading, words in readings(query):
        left = [kind for kind in kinds if kind.name not in best or best[kind.name].total < ENOUGH]
        for found in _find_all_words(left, reading, words, query):
            if found.kind.name not in best or found.total > best[found.kind.name].total:
                best[found.kind.name] = found
    return [best[kind.name] for kind in kinds if kind.name in best]


def _find_all_words(kinds, reading: str, words: tuple[str, ...], query: Query) -> list[Found]:
    anywhere = engines.newest([_wanted(kind, words) for kind in kinds], READ_THROUGH + 1)
    in_head = engines.newest([_wanted(kind, words, HEAD) for kind in kinds], CANDIDATES)
    many = [kind for kind, ids in zip(kinds, anywhere, strict=True) if len(ids) > READ_THROUGH]
    counts = engines.count([_wanted(kind, words) for kind in many], MOST_COUNTED)
    totals = {kind.name: count for kind, count in zip(many, counts, strict=True)}
    few = [pk for ids in anywhere if len(ids) <= READ_THROUGH for pk in ids]
    there = set(really_there(few, words)) if len(few) <= 2 * READ_THROUGH else set(few)
    candidates = []
    for kind, ids, heads in zip(kinds, anywhere, in_head, strict=True):
        if kind.name not in totals:
            ids = [pk for pk in ids if pk in there]
            heads = [pk for pk in heads if pk in there]
            totals[kind.name] = len(ids)
        candidates.append(list(dict.fromkeys([*heads, *ids]))[:CANDIDATES])
    order = ranked([pk for some in candidates for pk in some], words, fold(query.text))
    return [
        Found(kind, reading, words, totals[kind.name], [pk for pk in order if pk in set(some)])
        for kind, some in zip(kinds, candidates, strict=True)
    ]


def find_some_words(kinds: Sequence[Kind], query: Query) -> list[Found]:
    """Find what holds two of three or more words: the last resort for a long question."""
    words = query.loose[:MOST_IN_TWOS]
    if len(words) < 3 or query.phrases or query.excluded:
        return []
    groups = list(combinations(words, 2))
    found = []
    for kind in kinds:
        counts = engines.count([_wanted(kind, [word]) for word in words], MOST_COUNTED)
        # A word that every other document has tells little.
        weights = {word: 1 / (1 + count) ** 0.3 for word, count in zip(words, counts, strict=True)}
        ids = engines.newest([_wanted(kind, group) for group in groups], CANDIDATES // 2)
        candidates = dict.fromkeys(pk for some in ids for pk in some)
        best = ranked(candidates, words, fold(query.text), weights)[:CANDIDATES]
        found.append(Found(kind, SOME_WORDS, words, len(best), best))
    return found
