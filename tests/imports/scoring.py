"""How well a draft agrees with the truth about a document; the documents of `corpus/` and how to
read them. F1 is counted over all documents of a set: hits, misses and false finds together.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus")
SETS = ("development", "unseen")
MEASURES = ("guests", "questions", "answers", "practices", "numbers")

_CREDIT = re.compile(r"（?(?:责任编辑|编辑|摄影)[：　].{2,6}）?")

Truth = dict[str, Counter]


@dataclass(slots=True)
class Example:
    """A document and what is in it: `truth` counts the pieces of each kind.

    `article` is the text without the credits of the publication, which the repair takes away.
    """

    name: str
    text: str
    article: str
    kind: str
    truth: Truth


@dataclass(slots=True)
class Score:
    """Hits and misses of one kind of piece."""

    hits: int = 0
    missed: int = 0
    false: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        found = 2 * self.hits + self.missed + self.false
        return 2 * self.hits / found if found else 1.0

    def add(self, name: str, expected: Counter, found: Counter) -> None:
        self.hits += (expected & found).total()
        self.missed += (expected - found).total()
        self.false += (found - expected).total()
        self.failures += [f"{name} - {piece}" for piece in (expected - found).elements()]
        self.failures += [f"{name} + {piece}" for piece in (found - expected).elements()]


def examples(which: str) -> list[Example]:
    """The documents of a set: "development" or "unseen"."""
    return [_example(path) for path in sorted((CORPUS / which).glob("*.txt"))]


def _example(path: Path) -> Example:
    kind = "interview"
    lines: list[str] = []
    truth: Truth = {measure: Counter() for measure in MEASURES}
    answer: tuple[str, list[str]] | None = None
    question: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        sign, rest = line[0], line[1:].strip()
        if sign == "%":
            kind = rest
        elif sign == "*":
            truth["practices"][rest] += 1
        elif sign == "#":
            value, unit, _ = rest.split("｜")
            truth["numbers"][f"{float(value):g}{unit}"] += 1
        elif sign in "@+":
            literal, _, guest = rest.rpartition("##")
            truth["guests"].update(_guest(guest))
            lines += [literal.strip()] if sign == "@" else []
        elif sign == "?":
            label, words = rest.split("¦")
            lines.append(label + words)
            question.append(words)
        elif sign == "!":
            name, _, spoken = rest.partition(" :: ")
            label, words = spoken.split("¦")
            lines.append(label + words)
            if answer and answer[0] == name and not label and not question:
                answer[1].append(words)
            else:
                _close(truth, question, answer)
                question, answer = [], (name, [words])
        else:
            lines.append(rest)
        if sign == "?" and answer:
            _close(truth, [], answer)
            answer = None
    _close(truth, question, answer)
    article = [line for line in lines if not _CREDIT.fullmatch(line)]
    return Example(path.stem, "\n".join(lines), "\n".join(article), kind, truth)


def _guest(words: str) -> list[str]:
    name, *posts = (part.strip() for part in words.split(" ; "))
    return [f"{name}|{post.replace('｜', '|')}" for post in posts] or [f"{name}|"]


def _close(truth: Truth, question: list[str], answer: tuple[str, list[str]] | None) -> None:
    if question:
        truth["questions"]["\n".join(question)] += 1
    if answer:
        truth["answers"][f"{answer[0]}：{'¶'.join(answer[1])}"] += 1


def pieces_of(contract: dict) -> Truth:
    """The pieces of a draft, given in the keys of the import command's JSON."""
    found: Truth = {measure: Counter() for measure in MEASURES}
    for guest in contract["guests"]:
        posts = [f"{guest['name']}|{p['organization']}|{p['title']}" for p in guest["posts"]]
        found["guests"].update(posts or [f"{guest['name']}|"])
    for question in contract["questions"]:
        if question["text"]:
            found["questions"][question["text"]] += 1
        for answer in question["answers"]:
            found["answers"][f"{answer['guest']}：{'¶'.join(answer['paragraphs'])}"] += 1
    found["practices"].update(practice["name"] for practice in contract["practices"])
    found["numbers"].update(f"{fact['value']:g}{fact['unit']}" for fact in contract["facts"])
    return found


def character_errors(text: str, clean: str) -> int:
    """The least number of characters to change, insert or drop (Levenshtein), line by line.

    Lines are compared in their order where their number agrees, which keeps long texts cheap.
    """
    lines, others = text.split("\n"), clean.split("\n")
    if len(lines) != len(others):
        return _distance(text, clean)
    return sum(_distance(line, other) for line, other in zip(lines, others, strict=True))


def _distance(one: str, other: str) -> int:
    if one == other:
        return 0
    row = list(range(len(other) + 1))
    for place, char in enumerate(one, start=1):
        diagonal, row[0] = row[0], place
        for column, wanted in enumerate(other, start=1):
            cost = min(row[column] + 1, row[column - 1] + 1, diagonal + (char != wanted))
            diagonal, row[column] = row[column], cost
    return row[-1]
