"""Ways out when nothing is found: names that sound so, and names that are spelt nearly so.

Both look only at names (titles, persons, zones, terms), and are never mixed into what was found.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from . import engines
from .engines import HEAD, Wanted
from .folding import fold
from .ids import kind_of, range_of_kind
from .models import Document
from .queries import Query
from .registry import Kind, kind_numbered, kinds
from .sounds import initial_tokens, sounds_like, syllable_tokens
from .tokens import RUN, needed

MOST_SHOWN = 8
_CANDIDATES = 100
# Longer words are sentences, and whoever types one has mistyped nothing.
_LONGEST_WORD = 16


@dataclass(frozen=True)
class Name:
    """A name that may have been meant, as it is written, and where it leads."""

    label: str
    url: str
    kind: str


def named_kinds() -> list[Kind]:
    """Return the kinds whose names are offered while somebody types."""
    return [kind for kind in kinds() if kind.suggested]


def _in_heads(groups: Sequence[Sequence[str]], limit: int) -> list[Document]:
    """Return documents of named kinds with all tokens of one of the groups in their head."""
    wanted = [
        Wanted(tuple(tokens), *range_of_kind(kind.number), HEAD)
        for tokens in groups
        for kind in named_kinds()
        if tokens
    ]
    ids = {pk for some in engines.newest(wanted, limit) for pk in some}
    columns = ("id", "title", "names", "url", "sounds")
    return list(Document.objects.filter(pk__in=ids).only(*columns).order_by("pk"))


def _name(document: Document) -> Name:
    return Name(document.title, document.url, kind_numbered(kind_of(document.pk)).label)


def _in_kinds_order(documents: list[Document]) -> list[Document]:
    order = {kind.number: place for place, kind in enumerate(kinds())}
    return sorted(documents, key=lambda row: (len(row.title), order[kind_of(row.pk)], row.title))


def sounding(query: Query) -> list[Name]:
    """Return names whose pinyin, or whose initials, are the letters typed."""
    letters = query.letters
    if len(letters) < 2:
        return []
    candidates = _in_heads([syllable_tokens(letters), initial_tokens(letters)], _CANDIDATES)
    alike = [row for row in candidates if sounds_like(row.sounds, letters)]
    return [_name(row) for row in _in_kinds_order(alike)[:MOST_SHOWN]]


def nearly(query: Query) -> str:
    """Return the query with one character of one word mended after a name; "" when none is near."""
    for word in sorted(query.words, key=len, reverse=True):
        run = RUN.fullmatch(word)
        if run and run["han"] and 2 <= len(word) <= _LONGEST_WORD and (mended := _mended(word)):
            return fold(query.text).replace(word, mended)
    return ""


def _mended(word: str) -> str:
    """Return what stands in some name and differs from `word` in one character; "" if nothing."""
    rests = [needed(f"{word[:at]} {word[at + 1 :]}") for at in range(len(word))]
    best = ""
    for row in _in_kinds_order(_in_heads(rests, _CANDIDATES)):
        for name in (row.title, *row.names.split("\n")):
            folded = fold(name)
            found = _near(word, folded)
            if found >= 0:
                mended = folded[found : found + len(word)]
                if mended == folded:
                    return mended
                best = best or mended
    return best


def _near(word: str, name: str) -> int:
    """Return where in `name` a stretch as long as `word` differs from it in one place, or -1."""
    for start in range(len(name) - len(word) + 1):
        stretch = name[start : start + len(word)]
        if sum(a != b for a, b in zip(word, stretch, strict=True)) == 1 and RUN.fullmatch(stretch):
            return start
    return -1


def suggestions(query: Query) -> list[Name]:
    """Return names that contain what was typed so far, or that sound so; the closest first."""
    tokens = needed("".join(query.strict))
    found = _in_heads([tokens], _CANDIDATES) if tokens else []
    typed = fold(query.text)
    found = [row for row in found if typed in fold(row.title)]
    if not found:
        return sounding(query)
    starting = [row for row in found if fold(row.title).startswith(typed)]
    others = [row for row in found if row not in starting]
    ordered = [*_in_kinds_order(starting), *_in_kinds_order(others)]
    return [_name(row) for row in ordered[:MOST_SHOWN]]
