"""What was found, ready to print: titles and passages with the words marked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .finding import MOST_COUNTED, Found
from .folding import fold
from .highlighting import found_at, mark, snippet
from .ids import record_of
from .models import Document
from .registry import Kind
from .tokens import RUN


@dataclass(frozen=True)
class Result:
    """A hit ready to print: `title` and `snippet` with the words marked, `about` plain."""

    title: SafeString
    url: str
    snippet: SafeString
    about: SafeString
    beside: str


@dataclass(frozen=True)
class Group:
    """The hits of one kind: how many there are, and those that are shown."""

    kind: str
    label: str
    count: int
    results: list[Result]
    all_url: str
    reading: str

    @property
    def has_more(self) -> bool:
        return self.count > len(self.results)

    @property
    def number(self) -> str:
        """The count as it is said; where counting stopped, more than so many."""
        return f"{self.count} 条以上" if self.count >= MOST_COUNTED else str(self.count)


def terms_of(words: Sequence[str]) -> list[str]:
    """Return the runs of letters to mark for `words`."""
    return list(dict.fromkeys(run[0] for word in words for run in RUN.finditer(word)))


def _line(document: Document, terms: Sequence[str]) -> tuple[str, str]:
    """Return the part of the text that says most of the terms, and its address."""
    if not document.line_anchor:
        return document.text, document.url
    lines = list(enumerate(document.text.split("\n"), start=1))
    number, text = max(lines, key=lambda line: sum(term in fold(line[1]) for term in terms))
    return text, f"{document.url}#{document.line_anchor}{number}"


def _passage(document: Document, text: str, terms: Sequence[str]) -> SafeString:
    """Return the first of gist, text, and the names and terms found, that has most of the words."""
    beside = (document.names.split("\n"), document.terms.split("\n"))
    found = ["；".join(name for name in names if found_at(name, terms)) for names in beside]
    fields = [document.gist, text, *found]
    shown = [field for field in fields if field]
    if not shown:
        return SafeString("")
    best = max(shown, key=lambda field: len({field[a:b] for a, b in found_at(field, terms)}))
    return snippet(best, terms)


def results_of(found: Sequence[tuple[Kind, Sequence[int], Sequence[str]]]) -> dict[str, list]:
    """Return the results of several kinds: (kind, documents, words) each, by the kind's name."""
    rows = Document.objects.in_bulk([pk for _, documents, _ in found for pk in documents])
    results = defaultdict(list)
    for kind, documents, words in found:
        terms = terms_of(words)
        records = [record_of(pk) for pk in documents]
        beside = kind.beside(records) if kind.beside and records else {}
        for pk in documents:
            if pk in rows:
                results[kind.name].append(_result(rows[pk], terms, beside.get(record_of(pk), "")))
    return results


def _result(document: Document, terms: Sequence[str], beside: str) -> Result:
    text, url = _line(document, terms)
    return Result(
        mark(document.title, terms),
        url,
        _passage(document, text, terms),
        mark(document.about, terms),
        beside,
    )


def groups_of(found: Sequence[Found], shown: int, all_url) -> list[Group]:
    """Return the groups to print; `all_url(kind)` is where all of one kind are."""
    some = [(one.kind, one.best[:shown], one.words) for one in found if one.total]
    results = results_of(some)
    return [
        Group(
            one.kind.name,
            one.kind.label,
            one.total,
            results[one.kind.name],
            all_url(one.kind.name),
            one.reading,
        )
        for one in found
        if one.total
    ]
