"""From the words of records to documents and their tokens, and out of the index again."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from . import engines
from .engines import Tokens
from .folding import fold
from .ids import MOST_PARTS, document_id, range_of_kind, range_of_record, record_of
from .models import MOST_LETTERS, Document
from .registry import Entry, Kind
from .sounds import sound, sound_tokens
from .tokens import letters, tokens

_FIELDS = ("title", "names", "gist", "terms", "text", "about", "url", "line_anchor", "sounds")

# So many documents hand their tokens over at once.
_TOGETHER = 100


def _document(kind: Kind, entry: Entry) -> Document:
    return Document(
        id=document_id(kind.number, entry.record, entry.part),
        title=entry.title,
        called=called(entry.title),
        names="\n".join(entry.names),
        gist=entry.gist,
        terms="\n".join(entry.terms),
        text=entry.text,
        about=entry.about,
        url=entry.url,
        line_anchor=entry.line_anchor,
        sounds="\n".join(filter(None, (sound(fold(name)) for name in entry.sounded))),
    )


def called(name: str) -> str:
    """Return a name as it is compared with a whole query: folded, letters only, not too long."""
    return letters(fold(name))[:MOST_LETTERS]


def tokens_of(document: Document) -> Tokens:
    """Return the tokens of a document; the same words always have the same ones."""
    shown = (document.title, document.names, document.gist, document.terms)
    head = tokens(fold("\n".join(shown)))
    everywhere = tokens(fold(document.text))
    everywhere |= head
    return Tokens(document.id, head | sound_tokens(document.sounds), everywhere)


def _same(one: Document, other: Document) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _FIELDS)


def _stored(kind: Kind, records: Sequence[int]) -> Iterator[Document]:
    """Yield the documents of records, of a hundred at a time: SQL has its limits."""
    for start in range(0, len(records), 100):
        some = records[start : start + 100]
        ranges = (Q(pk__range=range_of_record(kind.number, record)) for record in some)
        yield from Document.objects.filter(reduce(or_, ranges))


def _made(kind: Kind, records: Sequence[int]) -> dict[int, Document]:
    rows = kind.published().filter(pk__in=records)
    entries = (entry for entry in kind.entries(rows) if entry.part < MOST_PARTS)
    return {row.id: row for row in (_document(kind, entry) for entry in entries)}


def differing(kind: Kind, records: Sequence[int]) -> set[int]:
    """Return which of these records have other words than their documents."""
    made, stored = _made(kind, records), {row.id: row for row in _stored(kind, records)}
    both = made.keys() & stored.keys()
    apart = {pk for pk in both if not _same(made[pk], stored[pk])}
    return {record_of(pk) for pk in apart | (made.keys() ^ stored.keys())}


def unfindable(kind: Kind, records: Sequence[int]) -> set[int]:
    """Return which of these records have documents that are not found by their tokens."""
    stored = list(_stored(kind, records))
    missing: set[int] = set()
    for start in range(0, len(stored), _TOGETHER):
        rows = [tokens_of(row) for row in stored[start : start + _TOGETHER]]
        missing |= {record_of(pk) for pk in engines.lacking(rows)}
    return missing


def put_documents(kind: Kind, records: Sequence[int], *, empty: bool = False) -> set[int]:
    """Make the documents of these records anew; return the records that have or had some.

    `empty` says that none of them is in the index yet.
    """
    made = _made(kind, records)
    stored = {} if empty else {row.id: row for row in _stored(kind, records)}
    fresh = [row for pk, row in made.items() if pk not in stored or not _same(row, stored[pk])]
    stale = [row for pk, row in stored.items() if pk not in made or not _same(row, made[pk])]
    delete_documents(stale)
    Document.objects.bulk_create(fresh, batch_size=200)
    _add_tokens(fresh)
    return {record_of(pk) for pk in (*made, *stored)}


def _add_tokens(documents: Sequence[Document]) -> None:
    """Index documents, some at a time: the tokens of long texts are large."""
    starts = range(0, len(documents), _TOGETHER)
    pieces = ([tokens_of(row) for row in documents[at : at + _TOGETHER]] for at in starts)
    if len(starts) > 1:
        engines.add_all(pieces)
    else:
        for piece in pieces:
            engines.add(piece)


def delete_documents(documents: Sequence[Document]) -> None:
    """Take documents out of the index."""
    engines.remove([tokens_of(row) for row in documents])
    Document.objects.filter(pk__in=[row.id for row in documents]).delete()


def records_indexed(kind: Kind) -> set[int]:
    """Return the primary keys of the records of a kind that have documents."""
    pks = Document.objects.filter(pk__range=range_of_kind(kind.number)).values_list("pk", flat=True)
    return {record_of(pk) for pk in pks.iterator()}
