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
    """Return what stands in some name and is `word` but for one character; "" if nothing."""
    # What is left of the word when one character is wrong or too many, and when one is missing.
    rests = [f"{word[:at]} {word[at + 1 :]}" for at in range(len(word))]
    rests += [f"{word[:at]} {word[at:]}" for at in range(1, len(word))]
    names = [
        name
        for row in _in_kinds_order(_in_heads([needed(rest) for rest in rests], _CANDIDATES))
        for name in map(fold, (row.title, *row.names.split("\n")))
    ]
    near = [(mended, mended == name) for name in names if (mended := _near(word, name))]
    # A whole name first, then a character that is wrong before one that is too many or missing.
    near.sort(key=lambda found: (not found[1], len(found[0]) != len(word)))
    return near[0][0] if near else ""


def _near(word: str, name: str) -> str:
    """Return the stretch of `name` that is `word` but for one character; "" if there is none."""
    for length in (len(word), len(word) + 1, len(word) - 1):
        for start in range(len(name) - length + 1) if length > 1 else ():
            stretch = name[start : start + length]
            if stretch != word and _differs_in_one(word, stretch) and RUN.fullmatch(stretch):
                return stretch
    return ""


def _differs_in_one(one: str, other: str) -> bool:
    """Tell whether one character changed, added or taken away makes one word of the other."""
    if len(one) > len(other):
        one, other = other, one
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    skipped = same + (len(one) == len(other))
    return one[skipped:] == other[same + 1 :]


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
