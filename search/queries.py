"""From what somebody typed to what is looked for."""

import re
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from .fixtures import words_of
from .folding import fold
from .sounds import typed_sound
from .tokens import RUN, needed

MAX_LENGTH = 100
MAX_WORDS = 10

_QUOTED = re.compile(r"[“”\"「『]([^“”\"「」『』]*)[“”\"」』]")
# A minus excludes only where a word begins: 1-2 and two-new are words.
_EXCLUDED = re.compile(r"(?:(?<=\s)|^)[-－](?=\S)([^\s]+)")
# No text has them, and XML takes none.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
# Words that a question is asked with, and that say nothing of what it is about.
_STOP = words_of("stop_words.txt")


@dataclass(frozen=True)
class Query:
    """What was typed, cut to a length that can be searched.

    `phrases` must stand in what is found as they are; `words` are the other words as typed between
    spaces; `excluded` must not occur. All folded. `cut` says that something was left out.
    """

    text: str
    phrases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    cut: bool = False

    @property
    def strict(self) -> tuple[str, ...]:
        """All that must stand in the text, taking each word as it was typed."""
        return (*self.phrases, *self.words)

    @property
    def loose(self) -> tuple[str, ...]:
        """The phrases, and the words taken apart as a dictionary does, without stop words."""
        return (*self.phrases, *(part for word in self.words for part in dictionary_words(word)))

    @property
    def letters(self) -> str:
        """The query as pinyin might be typed; "" when it holds anything else."""
        return typed_sound(fold(self.text)) if not self.phrases and not self.excluded else ""

    def __bool__(self) -> bool:
        return bool(self.strict)


@lru_cache(maxsize=512)
def dictionary_words(word: str) -> tuple[str, ...]:
    """Return the different words in a run of characters, without those that say nothing.

    >>> dictionary_words("老板不重视党建怎么办")
    ('老板', '重视', '党建')
    """
    found: dict[str, None] = {}
    for run in RUN.finditer(word):
        if run["han"]:
            parts = rjieba.cut(run["han"])
            found.update(dict.fromkeys(part for part in parts if part not in _STOP))
        else:
            found[run["other"]] = None
    return tuple(found)


def _searchable(words) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if needed(word)))


def parse(typed: str) -> Query:
    """Take a query apart into phrases, words and what to leave out."""
    cleaned = " ".join(_CONTROLS.sub(" ", typed[: MAX_LENGTH * 100]).split())
    text = cleaned[:MAX_LENGTH].rstrip()
    folded = fold(text)
    phrases = [" ".join(phrase.split()) for phrase in _QUOTED.findall(folded)]
    rest = _QUOTED.sub(" ", folded)
    excluded = _EXCLUDED.findall(rest)
    rest = _EXCLUDED.sub(" ", rest)
    words = [run for part in rest.split() for run in _runs(part)]
    phrases, words, excluded = _searchable(phrases), _searchable(words), _searchable(excluded)
    kept = words[: max(MAX_WORDS - len(phrases), 0)]
    cut = len(cleaned) > MAX_LENGTH or len(kept) < len(words) or len(typed) > MAX_LENGTH * 100
    return Query(text, phrases[:MAX_WORDS], kept, excluded[:MAX_WORDS], cut)


def _runs(part: str) -> list[str]:
    """Return a part between spaces without its punctuation: letters that stand together."""
    return [word for word in re.split(r"[^\w+.\-·/]+|_+", part) if word.strip("+.-·/")]
