"""The parameters of an address: told to readers of the schema, and held to by the same words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from search.filters import MATCH_ALL, MOST_VALUES
from search.queries import MAX_LENGTH
from search.registry import Collection as Listed
from search.snapshots import shelf

from .problems import (
    BAD_VALUE,
    MISSING_PARAMETER,
    MOST_LISTED,
    REPEATED_PARAMETER,
    UNKNOWN_PARAMETER,
    Refused,
    shown,
)

PAGE_SIZE = 50
MOST_PER_PAGE = 200
_NO_NUL = "^[^\\u0000]*$"
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One parameter: a word out of `allowed`, a number from 1 to `most`, or a text of `longest`.

    `times` is how often it may be given; with `commas` one value holds several words instead.
    `elsewhere` says where all words are when they are too many to list.
    """

    name: str
    about: str
    allowed: Collection[str] | None = None
    most: int = 0
    longest: int = 0
    times: int = 1
    commas: bool = False
    required: bool = False
    elsewhere: str = ""
    default: int | str | None = None

    @property
    def schema(self) -> dict:
        one: dict = {"type": "string", "minLength": 1}
        if self.most:
            one = {"type": "integer", "minimum": 1, "maximum": self.most}
        elif self.allowed is not None and len(self.allowed) <= MOST_LISTED:
            one = {"type": "string", "enum": list(self.allowed)}
        elif self.longest:
            one |= {"maxLength": self.longest, "pattern": _NO_NUL}
        if self.default is not None:
            one["default"] = self.default
        if self.times > 1:
            return {"type": "array", "items": one, "maxItems": self.times}
        return {"type": "array", "items": one, "minItems": 1} if self.commas else one

    @property
    def described(self) -> dict:
        """This parameter in OpenAPI."""
        told = {
            "name": self.name,
            "in": "query",
            "description": self.about,
            "required": self.required,
            "schema": self.schema,
        }
        if self.times > 1 or self.commas:
            told |= {"style": "form", "explode": not self.commas}
        return told

    def read(self, given: list[str]) -> list[str]:
        """Return the words given; `Refused` unless all of them can be used."""
        if self.required and not given:
            raise Refused(MISSING_PARAMETER, f"请给出参数 {self.name}。", parameter=self.name)
        if len(given) > self.times:
            limit = "只能给一次" if self.times == 1 else f"一次最多给 {self.times} 项"
            raise Refused(REPEATED_PARAMETER, f"参数 {self.name} {limit}。", parameter=self.name)
        words = given[0].split(",") if self.commas and given else given
        for word in words:
            if sentence := self._wrong(word):
                raise Refused(BAD_VALUE, sentence, parameter=self.name, allowed=self.allowed or ())
        return words

    def _wrong(self, word: str) -> str:
        """Return the sentence that says what is wrong with a word; "" for nothing."""
        if self.most:
            good = _NUMBER.fullmatch(word) and 1 <= int(word) <= self.most
            return "" if good else f"{self.name} 要是 1 到 {self.most} 的整数。"
        if self.allowed is not None:
            good = word in self.allowed
            return "" if good else f"{self.name} 没有“{shown(word)}”这个值。{self.elsewhere}"
        if not word:
            return f"{self.name} 不能为空。"
        good = not self.longest or len(word) <= self.longest
        return "" if good else f"{self.name} 最多 {self.longest} 个字。"


@dataclass(frozen=True)
class Asked:
    """The parameters of one request, each one known to be usable."""

    words: Mapping[str, list[str]] = field(default_factory=dict)

    def one(self, name: str, usual: str = "") -> str:
        given = self.words.get(name)
        return given[0] if given else usual

    def all(self, name: str) -> list[str]:
        return self.words.get(name, [])


def asked(query: QueryDict, parameters: Iterable[Parameter]) -> Asked:
    """Read an address; `Refused` for what it does not take, with what it does."""
    known = {parameter.name: parameter for parameter in parameters}
    for name in query:
        if name not in known:
            raise Refused(
                UNKNOWN_PARAMETER,
                f"这个地址没有参数“{shown(name)}”。",
                parameter=shown(name),
                allowed=known,
            )
    return Asked({name: one.read(query.getlist(name)) for name, one in known.items()})


def of_selection(collection: Listed) -> list[Parameter]:
    """Return the parameters that select from a collection, as on its page."""
    vocabularies = shelf(collection.name).vocabularies
    found = []
    if collection.kinds:
        found.append(Parameter(name="q", about="检索词，与页面上的检索相同。", longest=MAX_LENGTH))
    for facet in collection.facets:
        found.append(
            Parameter(
                name=facet.name,
                about=f"{facet.label}。",
                allowed=vocabularies[facet.name].by_code,
                times=MOST_VALUES,
                elsewhere="全部取值见这个列表的 facets/。",
            )
        )
        if facet.all_of:
            about = f"给 {MATCH_ALL} 时，记录要同时有所给的每一个{facet.label}。"
            found.append(Parameter(name=f"{facet.name}_match", about=about, allowed=(MATCH_ALL,)))
    return found


def sort_of(collection: Listed) -> Parameter:
    orders = [order.name for order in collection.orders]
    labels = "，".join(f"{order.name} {order.label}" for order in collection.orders)
    return Parameter(
        name="sort",
        about=f"次序：{labels}；前面加 - 是反过来。不给时用第一种，有检索词时按相关程度。",
        allowed=[*orders, *(f"-{name}" for name in orders)],
    )


def fields_of(names: Collection[str]) -> Parameter:
    return Parameter(
        name="fields", about="只要哪些字段；不给就是全部。", allowed=names, commas=True
    )


PAGING = (
    Parameter(name="page_size", about="一页几条。", most=MOST_PER_PAGE, default=PAGE_SIZE),
    Parameter(
        name="cursor",
        about="翻页标记，取自上一次回答的 next 或 previous，不要自己编。",
        longest=2000,
    ),
)
