"""How the lists and the pickers of the admin find words: as the site's search finds them.

What readers can find is looked up in the site's index. Drafts, and kinds that the site does not
index, are in no index; there the words are looked for letter by letter in `search_fields`.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from operator import and_, or_

import numpy as np
import opencc
from django.contrib.admin.utils import lookup_spawns_duplicates
from django.db import models
from django.db.models import Case, Q, QuerySet, Value, When

from editorial.keys import among
from editorial.models import Publishable, State
from search import engines
from search.engines import HEAD, Wanted
from search.finding import ENOUGH, SOME_WORDS, documents, find_in, readings, records_of
from search.folding import fold
from search.ids import range_of_kind
from search.models import Document
from search.queries import Query, parse
from search.registry import Kind, kinds
from search.sounds import initial_tokens, sound, sounds_like, syllable_tokens

# A picker offers some of what is found, the best first; whoever wants another types more.
OFFERED = 200
# More than a list counts.
MOST_BESIDE = 10_001
# Names that are in no index are read one by one, the newest first.
MOST_SOUNDED = 3000
_NAMES = ("name", "short_name", "title", "label", "code", "other_names", "alt_names")
_NONE = np.array([], np.int64)
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}


@lru_cache(maxsize=128)
def kinds_of(model: type[models.Model]) -> tuple[Kind, ...]:
    """Return the kinds in the site's index whose records are of this model."""
    return tuple(kind for kind in kinds() if kind.published().model is model)


@lru_cache(maxsize=128)
def name_fields(model: type[models.Model]) -> tuple[str, ...]:
    """Return the columns that name a record, the first one first."""
    own = {field.name for field in model._meta.concrete_fields}
    return tuple(name for name in _NAMES if name in own)


@lru_cache(maxsize=1)
def _traditional():
    return opencc.OpenCC("s2t").convert


def spellings(word: str) -> tuple[str, ...]:
    """Return how a folded word may be written in a text that nobody has folded.

    >>> spellings("党建app")
    ('党建app', '黨建app', '党建ａｐｐ', '党建ＡＰＰ')
    """
    wide = word.translate(_FULL_WIDTH)
    return tuple(dict.fromkeys((word, _traditional()(word), wide, wide.upper())))


def _in_letters(model: type[models.Model], fields: Sequence[str], word: str) -> Q:
    """Return the condition that a word stands in one of the fields."""
    conditions = []
    for field in fields:
        written = [Q(**{f"{field}__icontains": spelling}) for spelling in spellings(word)]
        condition = reduce(or_, written)
        if lookup_spawns_duplicates(model._meta, field):
            # Over many rows of another table: a join would give the record once for each.
            condition = Q(pk__in=model._base_manager.filter(condition).values("pk"))
        conditions.append(condition)
    return reduce(or_, conditions)


def _all_in_letters(model, fields, words: Iterable[str], excluded: Iterable[str]) -> Q:
    wanted = [_in_letters(model, fields, word) for word in words]
    unwanted = [~_in_letters(model, fields, word) for word in excluded]
    return reduce(and_, [*wanted, *unwanted], Q())


def _not_indexed(model: type[models.Model]) -> Q:
    """Return which records are looked through letter by letter: all but those in the index.

    Vocabularies are in the index, and small: going through them finds part of a code, too.
    """
    indexed = kinds_of(model) and issubclass(model, Publishable)
    # Named one by one, they are found by the index of the column.
    unpublished = [state for state in State.values if state != State.PUBLISHED]
    return Q(state__in=unpublished) if indexed else Q()


def _addresses(model, fields: Sequence[str], query: Query) -> Q:
    """Return the condition for a pasted address: the index holds words, and no addresses."""
    condition, pasted = Q(), query.text.strip()
    own = {field.name: field for field in model._meta.concrete_fields if field.name in fields}
    for name, field in own.items():
        if isinstance(field, models.SlugField):
            condition |= Q(**{name: pasted.lower()})
        elif isinstance(field, models.URLField) and "." in pasted:
            condition |= Q(**{f"{name}__icontains": pasted})
    return condition


class Search:
    """One search among the records of one model."""

    def __init__(self, rows: QuerySet, fields: Sequence[str], typed: str):
        self.rows = rows
        self.model = rows.model
        self.fields = fields
        self.query = parse(typed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed that could be looked for."""
        return not self.query and not self.query.excluded

    def listed(self) -> QuerySet:
        """Return all records found, in the order that they are in."""
        found = _NONE
        for words in self._readings():
            found = np.union1d(found, np.concatenate([self._in_index(words), self._beside(words)]))
            if len(found) >= ENOUGH:
                break
        return self.rows.filter(pk__in=among(found if len(found) else self._sounding()))

    def offered(self) -> QuerySet:
        """Return the best records found, those that are called so first."""
        nearness = self._nearness()
        best = [self._best(kind) for kind in kinds_of(self.model)]
        beside = self._beside(self.query.strict, *nearness)[:OFFERED]
        found = np.concatenate([*best, beside, self._sounding()])
        usual = self.rows.query.order_by or self.model._meta.ordering
        return self.rows.filter(pk__in=among(found)).order_by(*nearness, *usual, "pk")

    def _readings(self) -> Iterator[tuple[str, ...]]:
        """Yield the words as typed, and as a dictionary takes them apart."""
        ways = readings(self.query) if self.query else [("", ())]
        yield from (words for _, words in ways)

    def _best(self, kind: Kind) -> np.ndarray:
        if not self.query:
            return _NONE
        found, every = find_in(kind, self.query)
        return _NONE if found.reading == SOME_WORDS else records_of(every[:OFFERED])

    def _in_index(self, words: tuple[str, ...]) -> np.ndarray:
        if not words:
            return _NONE
        every = [documents(kind, words, self.query.excluded) for kind in kinds_of(self.model)]
        return np.concatenate([_NONE, *map(records_of, every)])

    def _beside(self, words: tuple[str, ...], *order) -> np.ndarray:
        """Return the records beside the index that have all words; the newest, if too many.

        They are looked for once, and not again to be counted and to be listed.
        """
        # With words to leave out only, everything else is found, published or not.
        where = _not_indexed(self.model) if self.query else Q()
        where &= _all_in_letters(self.model, self.fields, words, self.query.excluded)
        if pasted := _addresses(self.model, self.fields, self.query):
            where |= pasted
        rows = self.rows.filter(where).order_by(*order, "-pk")
        return np.array(list(rows.values_list("pk", flat=True)[:MOST_BESIDE]), np.int64)

    def _sounding(self) -> np.ndarray:
        """Return the records whose names sound like what was typed, or have these initials."""
        letters = self.query.letters
        if len(letters) < 2 or not name_fields(self.model):
            return _NONE
        indexed = [pk for kind in kinds_of(self.model) for pk in _sounding_in(kind, letters)]
        return np.array([*records_of(np.array(indexed, np.int64)), *self._heard(letters)], np.int64)

    def _heard(self, letters: str) -> list[int]:
        """Return the records beside the index whose names sound so."""
        rows = self.rows.filter(_not_indexed(self.model)).order_by("-pk")
        named = rows.values_list("pk", *name_fields(self.model))[:MOST_SOUNDED]
        return [pk for pk, *names in named if sounds_like(_sounds_of(names), letters)]

    def _nearness(self) -> tuple[Case, ...]:
        """Order: what is called so, what begins so, what contains it, what else was found.

        No order at all for records without names: the bare number would be that of a column.
        """
        said, names = spellings(fold(self.query.text)), name_fields(self.model)
        steps = []
        for place, lookup in enumerate(("iexact", "istartswith", "icontains")):
            called = [Q(**{f"{name}__{lookup}": word}) for name in names for word in said]
            steps += [When(reduce(or_, called), then=Value(place))] if called else []
        return (Case(*steps, default=Value(3)),) if steps else ()


def _sounding_in(kind: Kind, letters: str) -> list[int]:
    """Return the documents of a kind whose names sound so."""
    groups = [*syllable_tokens(letters), initial_tokens(letters)]
    wanted = [Wanted(tuple(g), *range_of_kind(kind.number), HEAD) for g in groups if g]
    ids = {pk for some in engines.newest(wanted, OFFERED) for pk in some}
    rows = Document.objects.filter(pk__in=ids).values_list("pk", "sounds")
    return [pk for pk, sounds in rows if sounds_like(sounds, letters)]


def _sounds_of(names: Iterable) -> str:
    """Return the syllables of the names of one record, a line for each."""
    flat = (one for name in names for one in (name if isinstance(name, list) else [name]) if one)
    return "\n".join(_sound(name) for name in flat)


@lru_cache(maxsize=20_000)
def _sound(name: str) -> str:
    return sound(fold(name))
