"""Which of the documents found are the best: those that are named so, then those that say it first.

Scores are sums over the words looked for, by where each stands; a title that is mostly the word
counts more than a long one that contains it. Both databases give the same order.
"""

from collections.abc import Iterable, Sequence
from math import sqrt

from .folding import fold
from .models import Document
from .tokens import LONGEST, RUN, letters

_COLUMNS = ("id", "title", "names", "gist", "terms", "text")
_EXACT = 1000.0
_TITLE, _NAME, _GIST, _TERM, _TEXT = 12.0, 9.0, 4.0, 3.0, 0.4
# A question asked in the words of one name or term, such as 党建、经营两张皮，怎么融合.
_TOGETHER = 30.0
_MOST_IN_TEXT = 5


def ranked(
    documents: Iterable[int],
    words: Sequence[str],
    whole: str,
    weights: dict[str, float] | None = None,
) -> list[int]:
    """Return documents, the best first; equals newest first.

    `whole` is the folded query: whatever is named exactly so comes first of all. `weights` tell how
    much each word counts, 1 unless given.
    """
    rows = Document.objects.filter(pk__in=list(documents)).values_list(*_COLUMNS)
    whole = letters(whole)
    scored = [(_score(row, words, whole, weights or {}), row[0]) for row in rows]
    return [document for _, document in sorted(scored, reverse=True)]


def _score(row: tuple, words: Sequence[str], whole: str, weights: dict[str, float]) -> float:
    _, title, names, gist, terms, text = row
    title, names, gist, terms = fold(title), fold(names), fold(gist), fold(terms)
    called = letters(names).split("\n")
    score = 0.0
    if whole and (letters(title) == whole or whole in called):
        score += _EXACT
    if len(whole) > 1:
        score += _standing(whole, letters(title), called, letters(gist))
        score += _TERM * (whole in letters(terms))
        score += _TEXT * (whole in text)
    names, terms = names.split("\n"), terms.split("\n")
    if len(words) > 1:
        score += _TOGETHER * max(_covered(name, words) for name in (title, *names, *terms))
    for word in words:
        found = _standing(word, title, names, gist)
        found += _TERM * max(
            (sqrt(len(word) / len(term)) for term in terms if word in term), default=0
        )
        found += _TEXT * min(text.count(word), _MOST_IN_TEXT)
        score += found * weights.get(word, 1.0)
    return score


def _covered(name: str, words: Sequence[str]) -> float:
    """Return how much of a name two or more of the words make up, and how many of them it has."""
    there = [word for word in words if word in name]
    if len(there) < 2:
        return 0.0
    return sum(map(len, there)) / len(name) * (len(there) / len(words)) ** 2


def _standing(word: str, title: str, names: Sequence[str], gist: str) -> float:
    score = 0.0
    if word in title:
        score += _TITLE * (1 + sqrt(len(word) / len(title)))
    in_names = [sqrt(len(word) / len(name)) for name in names if word in name]
    if in_names:
        score += _NAME * max(in_names)
    return score + _GIST * (word in gist)


def _is_one_token(word: str) -> bool:
    run = RUN.fullmatch(word)
    return bool(run) and (not run["han"] or len(word) <= LONGEST)


def really_there(documents: Sequence[int], words: Sequence[str]) -> list[int]:
    """Return those of the documents in which each word stands in one piece.

    Words that are one token need no second look.
    """
    long = [word for word in words if not _is_one_token(word)]
    if not long or not documents:
        return list(documents)
    rows = Document.objects.filter(pk__in=list(documents)).values_list(*_COLUMNS)
    return [
        row[0]
        for row in rows
        if (folded := fold("\n".join(row[1:]))) and all(word in folded for word in long)
    ]
