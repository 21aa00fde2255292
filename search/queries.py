"""From what somebody typed to the rows that hold all its words."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from .folding import fold
from .registry import Searchable

MAX_LENGTH = 100
MAX_TERMS = 10
# A run of letters, digits and Han characters; 1+X, 2.5 and two-new are one word each.
_WORD = re.compile(r"\w+(?:[+.\-·]\w+)*")


@dataclass(frozen=True)
class Term:
    """A word to find: as typed, and folded. Stored text may be written either way."""

    typed: str
    folded: str


@dataclass(frozen=True)
class Query:
    """What was typed, cut to a length that can be searched.

    `cut` says that characters or words beyond `MAX_LENGTH` and `MAX_TERMS` were left out.
    """

    text: str
    terms: tuple[Term, ...]
    cut: bool

    @property
    def folded_terms(self) -> list[str]:
        return [term.folded for term in self.terms]


def parse(typed: str) -> Query:
    """Take a query apart into its different words, in their order."""
    cleaned = " ".join(typed.replace("\x00", " ").split())
    text = cleaned[:MAX_LENGTH].rstrip()
    folded = fold(text)
    terms: dict[str, Term] = {}
    for match in _WORD.finditer(folded):
        terms.setdefault(match.group(), Term(text[match.start() : match.end()], match.group()))
    kept = tuple(terms.values())[:MAX_TERMS]
    return Query(text, kept, cut=len(cleaned) > MAX_LENGTH or len(terms) > MAX_TERMS)


def _in_fields(fields: tuple[str, ...], term: Term) -> Q:
    """Return the condition that the term stands in one of `fields`; false without any."""
    ways = [
        Q(**{f"{field}__icontains": word}) for field in fields for word in {term.typed, term.folded}
    ]
    return reduce(or_, ways, Q(pk__in=()))


def _anywhere(searchable: Searchable, user, term: Term) -> Q:
    condition = _in_fields(searchable.head + searchable.body, term)
    for part in searchable.parts:
        for word in {term.typed, term.folded}:
            condition |= part(user, word)
    return condition


def matching(searchable: Searchable, query: Query, user) -> QuerySet:
    """Return the visible rows that hold all words; those that hold them in the head first."""
    everywhere = reduce(and_, (_anywhere(searchable, user, term) for term in query.terms))
    in_head = reduce(and_, (_in_fields(searchable.head, term) for term in query.terms))
    rows = searchable.rows(user).filter(everywhere)
    rank = Case(When(in_head, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.annotate(search_rank=rank).order_by("search_rank", *rows.model._meta.ordering)
