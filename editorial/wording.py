"""Marking forms of words that the office does not write (用语规范); nothing is ever changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import models

from .fields import PartialDateField
from .findings import Found
from .models import PreferredForm
from .versions.snapshots import model_parts

# Columns that repeat what a document says: as_of_words, posts_as_given.
_AS_GIVEN = ("_words", "_as_given")


@dataclass(frozen=True)
class Rule:
    """One wrong form and the right one.

    Inside one of the phrases `unless_in`, or of the right form itself, it is no error; with
    `only_with` it is one only in a paragraph in which one of these stands.
    """

    wrong: str
    right: str
    unless_in: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()
    note: str = ""

    @property
    def shelters(self) -> list[str]:
        """Return the phrases in which the wrong form may stand."""
        return [phrase for phrase in (self.right, *self.unless_in) if self.wrong in phrase]


@dataclass(frozen=True)
class Mark:
    """A wrong form in a text, from `start` to before `end`."""

    start: int
    end: int
    wrong: str
    right: str
    note: str = ""

    @property
    def sentence(self) -> str:
        note = f"（{self.note}）" if self.note else ""
        return f"“{self.wrong}”宜写作“{self.right}”{note}"


class Rules:
    """Rules made ready: all wrong forms are looked for in one pass."""

    def __init__(self, rules: Iterable[Rule]):
        # The longest of those that begin at one place comes first.
        longest = sorted(rules, key=lambda rule: -len(rule.wrong))
        self._at: dict[str, list[Rule]] = {}
        for rule in longest:
            self._at.setdefault(rule.wrong[0], []).append(rule)
        self._begins = re.compile("|".join(re.escape(rule.wrong) for rule in longest) or r"(?!)")

    def marks(self, text: str) -> list[Mark]:
        return list(self._found(text))

    def _found(self, text: str) -> Iterator[Mark]:
        at = 0
        while match := self._begins.search(text, at):
            at = match.start()
            rule = self._that_holds(text, at)
            if rule is None:
                at += 1
                continue
            end = at + len(rule.wrong)
            yield Mark(at, end, rule.wrong, rule.right, rule.note)
            at = end

    def _that_holds(self, text: str, at: int) -> Rule | None:
        for rule in self._at[text[at]]:
            if text.startswith(rule.wrong, at) and _holds(rule, text, at):
                return rule
        return None


def _holds(rule: Rule, text: str, at: int) -> bool:
    if any(_stands_around(phrase, rule.wrong, text, at) for phrase in rule.shelters):
        return False
    if not rule.only_with:
        return True
    first = text.rfind("\n", 0, at) + 1
    last = text.find("\n", at)
    paragraph = text[first : last if last >= 0 else len(text)]
    return any(word in paragraph for word in rule.only_with)


def _stands_around(phrase: str, wrong: str, text: str, at: int) -> bool:
    """Tell whether the wrong form at a place is part of `phrase` there."""
    within = phrase.find(wrong)
    while within >= 0:
        if at >= within and text.startswith(phrase, at - within):
            return True
        within = phrase.find(wrong, within + 1)
    return False


@lru_cache(maxsize=4)
def _made_ready(rules: tuple[Rule, ...]) -> Rules:
    return Rules(rules)


def marks(text: str, forms: Iterable[Rule]) -> list[Mark]:
    """Return the wrong forms in a text, from its beginning on; they do not overlap."""
    return _made_ready(tuple(forms)).marks(text)


def in_use() -> tuple[Rule, ...]:
    """Return the rules of the office."""
    rows = PreferredForm.objects.filter(in_use=True).order_by("pk")
    return tuple(
        Rule(row.wrong, row.right, tuple(row.unless_in), tuple(row.only_with), row.note)
        for row in rows
    )


def checked_columns(model: type[models.Model]) -> list[models.Field]:
    """Return the columns whose words are the office's own.

    Those of others (`verbatim`) stay as they were said; addresses and dates are no words.
    """
    exact = {name for base in model.__mro__ for name in vars(base).get("verbatim", ())}
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.SlugField | models.URLField | PartialDateField)
        and field.editable
        and not field.choices
        and field.name not in exact
        and not field.name.endswith(_AS_GIVEN)
    ]


def sentences(record: models.Model, forms: Sequence[Rule] | None = None) -> list[str]:
    """Say which wrong forms stand in the words of a record and its parts, each once."""
    forms = in_use() if forms is None else forms
    found: dict[str, None] = {}
    for row in (record, *_parts(record)):
        for field in checked_columns(type(row)):
            for mark in marks(_text(getattr(row, field.attname)), forms):
                found[f"{_place(record, row)}{field.verbose_name}：{mark.sentence}"] = None
    return list(found)


def found(model: type[models.Model], pks: Sequence[int]) -> Iterator[Found]:
    """Yield what the desk lists: each wrong form in the records of a kind, by a few queries."""
    forms = in_use()
    for record in model._base_manager.filter(pk__in=pks).prefetch_related(*model_parts(model)):
        for sentence in sentences(record, forms):
            yield Found(record.pk, sentence, sentence)


def _parts(record: models.Model) -> Iterator[models.Model]:
    for relation in model_parts(type(record)):
        yield from getattr(record, relation).all()


def _place(record: models.Model, row: models.Model) -> str:
    return "" if row is record else f"{row._meta.verbose_name}的"


def _text(value) -> str:
    return "\n".join(value) if isinstance(value, list) else value or ""
