"""The judged queries: by hand over the real content, by rule over the made-up one."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import opencc
import yaml
from django.db.models import Q

from practices.models import Practice
from search.folding import fold
from search.ids import document_id, kind_of
from search.models import Document
from search.queries import parse
from search.registry import kind_named, kind_numbered
from search.tokens import RUN

JUDGED = Path(__file__).with_name("judged.yaml")
# A made-up record counts for these only where it holds all that was typed.
_BY_HAND = {"question", "one_wrong_character", "pinyin"}
_MADE_UP = re.compile(r"/(zuofa|fangtan|jiabin|zuzhi)-\d+")


@dataclass(frozen=True)
class Judged:
    """A query in one kind of record, and the grades of its answers by document."""

    sort: str
    query: str
    kind: str
    grades: Mapping[int, int]


@dataclass(frozen=True)
class Text:
    """A document as it is judged, folded."""

    document: int
    url: str
    title: str
    head: str
    everything: str

    @classmethod
    def of(cls, row: Document) -> "Text":
        shown = "\n".join((row.title, row.names, row.gist, row.terms))
        return cls(row.pk, row.url, fold(row.title), fold(shown), fold(f"{shown}\n{row.text}"))

    @property
    def is_made_up(self) -> bool:
        return bool(_MADE_UP.search(self.url))

    @property
    def name(self) -> str:
        """Return what the judged file calls it."""
        path, _, anchor = self.url.partition("#")
        slug = path.strip("/").split("/")[-1]
        if anchor.startswith("part-"):
            return f"{slug}#{self.title}"
        return anchor or slug

    def grade(self, words: Sequence[str]) -> int:
        """Return 3 when it is named so, 2 when it says so of itself, 1 when the words occur."""
        for grade, text in ((3, self.title), (2, self.head), (1, self.everything)):
            if all(word in text for word in words):
                return grade
        return 0


class Judge:
    """All documents, and the queries that are asked of them."""

    @cached_property
    def texts(self) -> dict[str, list[Text]]:
        """Return the documents of each kind."""
        found: dict[str, list[Text]] = {}
        for row in Document.objects.order_by("pk"):
            found.setdefault(kind_numbered(kind_of(row.pk)).name, []).append(Text.of(row))
        return found

    def by_rule(self, query: str, kind: str, *, made_up: bool = False) -> dict[int, int]:
        words = parse(query).strict
        graded = {
            text.document: text.grade(words)
            for text in self.texts[kind]
            if text.is_made_up or not made_up
        }
        return {document: grade for document, grade in graded.items() if grade}

    def by_hand(self) -> Iterator[Judged]:
        for sort, rows in yaml.safe_load(JUDGED.read_text(encoding="utf-8")).items():
            for query, kind, answers in rows:
                grades = {} if sort in _BY_HAND else self.by_rule(query, kind, made_up=True)
                for name, grade in answers.items():
                    grades |= dict.fromkeys(self.documents(kind, name), grade)
                yield Judged(sort, query, kind, grades)

    def documents(self, kind: str, name: str) -> list[int]:
        """Return the documents of a name: a record, or all practices with a problem or theme."""
        if kind == "practice" and name[0] in "PT":
            with_term = Practice.objects.filter(Q(problems__code=name) | Q(themes__code=name))
            number = kind_named(kind).number
            return [document_id(number, pk) for pk in with_term.values_list("pk", flat=True)]
        texts = (text for text in self.texts[kind] if not text.is_made_up)
        return [next(text.document for text in texts if text.name == name)]

    def made_up(self) -> Iterator[Judged]:
        """Draw queries from the made-up texts; their answers are what holds the words."""
        draw = random.Random(20201117)  # noqa: S311
        practices = [row for row in self.texts["practice"] if row.is_made_up]
        paragraphs = [row for row in self.texts["paragraph"] if row.is_made_up]
        guests = [row for row in self.texts["guest"] if row.is_made_up]
        to_traditional = opencc.OpenCC("s2t").convert

        def asked(sort: str, query: str, kind: str) -> Judged:
            return Judged(sort, query, kind, self.by_rule(query, kind))

        for row in draw.sample(practices, 16):
            yield asked("title", row.title, "practice")
            yield asked("traditional", to_traditional(row.title.split("“")[0]), "practice")
            place = row.title.split("“")[0]
            yield asked("two_characters", place[:2], "practice")
            yield asked("phrase", f"“{place}”", "practice")
            if wrong := self.misspelt(place):
                yield Judged(
                    "one_wrong_character", wrong, "practice", self.by_rule(place, "practice")
                )
        for row in draw.sample(practices, 10):
            rare = _rare(row.everything, draw)
            yield asked("several_words", f"{rare[0]} {rare[1]}", "practice")
        for row in draw.sample(practices, 16):
            yield asked("substring", _piece(row.everything, draw), "practice")
        for row in draw.sample(paragraphs, 10):
            yield asked("substring", _piece(row.everything, draw), "paragraph")
        for row in draw.sample(guests, 6):
            yield asked("name", row.title, "guest")

    def misspelt(self, place: str) -> str:
        """Return a place with one character wrong, if no other place can be meant by it."""
        wrong = f"{place[0]}歆{place[2:]}"
        meant = re.compile(f"{place[0]}.{place[2:]}")
        places = {name for text in self.texts["practice"] for name in meant.findall(text.title)}
        return wrong if places == {place} else ""

    def all(self) -> list[Judged]:
        return [*self.by_hand(), *self.made_up()]


def _rare(text: str, draw: random.Random) -> tuple[str, str]:
    """Return a made-up place, and a word with a character beside it, that stand in a text."""
    places = re.findall(r"\w\w(?=园区|楼宇|商圈|街区|产业链|孵化器|软件园)", text)
    words = re.findall(r"\w(?:党员|企业|支部|服务|组织)", text)
    return draw.choice(places), draw.choice(words)


def _piece(text: str, draw: random.Random) -> str:
    """Return five to eight characters in a row of a text, without marks."""
    runs = [run["han"] for run in RUN.finditer(text) if run["han"] and len(run["han"]) >= 8]
    run, length = draw.choice(runs), draw.randint(5, 8)
    start = draw.randint(0, len(run) - length)
    return run[start : start + length]
