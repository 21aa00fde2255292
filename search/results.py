"""What one search found, by kind."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.safestring import SafeString

from .highlighting import mark, snippet
from .queries import Query, matching
from .registry import Searchable

SHOWN_PER_KIND = 5


@dataclass(frozen=True)
class Result:
    """A hit ready to print: `title` and `snippet` with the words marked."""

    title: SafeString
    url: str
    snippet: SafeString
    about: str


@dataclass(frozen=True)
class Group:
    """The hits of one kind: how many there are, and those that are shown."""

    kind: str
    label: str
    count: int
    results: list[Result]
    all_url: str

    @property
    def has_more(self) -> bool:
        return self.count > len(self.results)


def results_of(rows, searchable: Searchable, query: Query) -> list[Result]:
    """Make rows of one kind ready to print."""
    terms = query.folded_terms
    hits = (searchable.hit(row, terms) for row in rows)
    return [
        Result(mark(hit.title, terms), hit.url, snippet(hit.text, terms), hit.about) for hit in hits
    ]


def group_of(searchable: Searchable, query: Query, user) -> Group:
    """Search one kind; at most `SHOWN_PER_KIND` hits are read."""
    rows: QuerySet = matching(searchable, query, user)
    count = rows.count()
    shown = results_of(rows[:SHOWN_PER_KIND], searchable, query) if count else []
    address = QueryDict(mutable=True)
    address["q"], address["kind"] = query.text, searchable.kind
    return Group(searchable.kind, searchable.label, count, shown, f"?{address.urlencode()}")
