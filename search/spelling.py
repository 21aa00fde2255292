"""Ways out when nothing is found: names that sound so, and names that are spelt nearly so.

Both look only at names (titles, persons, zones, terms), and are never mixed into what was found.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from . import engines
from .engines import HEAD, Wanted
from .finding import find_each
from .folding import fold
from .ids import kind_of, range_of_kind
from .models import MOST_LETTERS, Document
from .queries import Query, dictionary_words, parse
from .registry import Kind, kind_numbered, kinds
from .sounds import initial_tokens, sounds_like, syllable_tokens
from .tokens import RUN, letters, needed

MOST_SHOWN = 8
_SHOWN = ("id", "title", "names", "url", "sounds")
_CANDIDATES = 100
# Longer words are sentences, and whoever types one has mistyped nothing.
_LONGEST_WORD = 16
_MOST_WORDS = 5


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
    return list(Document.objects.filter(pk__in=ids).only(*_SHOWN).order_by("pk"))


def _beginning(typed: str) -> list[Document]:
    """Return documents of named kinds whose title begins so, by their index."""
    start = letters(typed)[:MOST_LETTERS]
    rows = Document.objects.filter(called__gte=start, called__lt=f"{start}\U0010ffff")
    numbers = {kind.number for kind in named_kinds()}
    named = (row for row in rows.order_by("called").only(*_SHOWN)[:_CANDIDATES])
    return [row for row in named if kind_of(row.pk) in numbers] if start else []


def _name(document: Document) -> Name:
    return Name(document.title, document.url, kind_numbered(kind_of(document.pk)).label)


def _in_kinds_order(documents: list[Document]) -> list[Document]:
    order = {kind.number: place for place, kind in enumerate(kinds())}
    return sorted(documents, key=lambda row: (len(row.title), order[kind_of(row.pk)], row.title))


def sounding(query: Query) -> list[Name]:
    """Return names whose pinyin, or whose initials, are the letters typed."""
    typed = query.letters
    if len(typed) < 2:
        return []
    candidates = _in_heads([*syllable_tokens(typed), initial_tokens(typed)], _CANDIDATES)
    alike = [row for row in candidates if sounds_like(row.sounds, typed)]
    return [_name(row) for row in _in_kinds_order(alike)[:MOST_SHOWN]]


def nearly(query: Query) -> str:
    """Return the query with one character of one word mended after a name.

    A word that stands somewhere is not wrong. "" when nothing is near, or would be found so.
    """
    for word in sorted(query.words, key=len, reverse=True):
        run = RUN.fullmatch(word)
        is_name = run and run["han"] and 2 <= len(word) <= _LONGEST_WORD
        if not is_name or _is_somewhere(word) or not (mended := _mended(word)):
            continue
        meant = fold(query.text).replace(word, mended)
        if any(found.total for found in find_each(kinds(), parse(meant))):
            return meant
    return ""


def _is_somewhere(word: str) -> bool:
    ranges = (range_of_kind(kind.number) for kind in kinds())
    return any(engines.count([Wanted(tuple(needed(word)), *one) for one in ranges], 1))


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
    """Return what of `name`, the whole best, is `word` but for one character; "" if nothing."""
    if name != word and abs(len(name) - len(word)) <= 1 and _differs_in_one(word, name):
        return name
    if len(word) == 2:
        # Any two characters differ in one from many others: what was meant is at least a word.
        parts = (part for part in dictionary_words(name) if len(part) == 2 and part != word)
        return next((part for part in parts if _differs_in_one(word, part)), "")
    for length in (len(word), len(word) + 1, len(word) - 1):
        for start in range(len(name) - length + 1):
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


def having_some_words(query: Query) -> list[Name]:
    """Return names that have some of the words, most of them first: what may be near to nothing."""
    words = [word for word in query.loose if len(word) > 1][:_MOST_WORDS]
    rows = _in_kinds_order(_in_heads([needed(word) for word in words], _CANDIDATES))
    said = {
        row.pk: sum(word in fold(f"{row.title}\n{row.names}") for word in words) for row in rows
    }
    near = sorted((row for row in rows if said[row.pk]), key=lambda row: -said[row.pk])
    return [_name(row) for row in near[:MOST_SHOWN]]


def suggestions(query: Query) -> list[Name]:
    """Return names that contain what was typed so far, or that sound so; the closest first."""
    typed = fold(query.text)
    tokens = needed(typed)
    if len(tokens) > 1 and tokens[-1].isascii():
        tokens = tokens[:-1]  # its word is not finished yet
    found = {row.pk: row for row in _beginning(typed)}
    found |= {row.pk: row for row in _in_heads([tokens], _CANDIDATES)}
    found = [row for row in found.values() if typed in fold(f"{row.title}\n{row.names}")]
    if not found:
        return sounding(query)
    starting = [row for row in found if fold(row.title).startswith(typed)]
    others = [row for row in found if row not in starting]
    ordered = [*_in_kinds_order(starting), *_in_kinds_order(others)]
    return [_name(row) for row in ordered[:MOST_SHOWN]]
