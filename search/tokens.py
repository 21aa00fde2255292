"""Text as tokens: what two texts have in common when one is found by the other.

Of a run of Han characters every character, every pair and every three in a row are tokens, so that
words of any length, in no dictionary, are found without positions: four characters stand together
where their two overlapping threes do, but for rare chances, which `finding.py` looks for in the
text. Latin letters and digits make whole tokens, and the parts that `1+X` or `two-new` have.
"""

import re
from collections.abc import Iterator
from operator import add

LONGEST = 3
_HAN = r"\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
# Runs of Han characters, and of everything else that is a letter or a digit: 1+X, 2.5, two-new.
RUN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<other>[^\W_{_HAN}]+(?:[+.\-·/][^\W_{_HAN}]+)*)")
_SEPARATORS = re.compile(r"[+.\-·/]")
_MARKS = re.compile(r"[^\w\n]|_")
# A letter, so that no database's own tokenizer cuts a token there.
_JOINT = "ˇ"
# No more of one word: a stretch without an end is no word.
_LONGEST_WORD = 64


def _of_word(word: str) -> Iterator[str]:
    parts = _SEPARATORS.split(word[:_LONGEST_WORD])
    yield _JOINT.join(parts)
    yield from parts


def letters(folded: str) -> str:
    """Return a folded text without marks and spaces; lines stay lines.

    >>> letters("“一心三亮”（1+x）")
    '一心三亮1x'
    """
    return _MARKS.sub("", folded)


def tokens(folded: str) -> set[str]:
    """Return all tokens of a folded text.

    >>> sorted(tokens("三亮1+x"))
    ['1', '1ˇx', 'x', '三', '三亮', '亮']
    """
    found: set[str] = set()
    for run in RUN.finditer(folded):
        if run["han"]:
            characters = run["han"]
            stretches = list(characters)
            found.update(stretches)
            # Each is lengthened by the character after it, without a step of Python for any.
            for length in range(1, LONGEST):
                stretches = list(map(add, stretches, characters[length:]))
                found.update(stretches)
        else:
            found.update(_of_word(run["other"]))
    return found


def needed(folded: str) -> list[str]:
    """Return the fewest tokens that a text must have in which the folded words stand.

    >>> needed("一心三亮app")
    ['一心三', '心三亮', 'app']
    """
    found: dict[str, None] = {}
    for run in RUN.finditer(folded):
        if run["han"]:
            characters = run["han"]
            last = max(len(characters) - LONGEST, 0)
            found.update(dict.fromkeys(characters[at : at + LONGEST] for at in range(last + 1)))
        else:
            found[next(_of_word(run["other"]))] = None
    return list(found)
