"""The page that explains the interface to people, made from the description for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse

from editorial.addresses import absolute_root
from editorial.limits import Rate
from exports.downloads import LICENCE

from . import problems
from .parameters import MOST_PER_PAGE, PAGE_SIZE
from .schema import document

# Longer lists of values are cut: all of them are in the schema and under facets/.
_MOST_VALUES = 8
_SPANS = {1: "秒", 60: "分钟", 3600: "小时", 86400: "天"}
_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
    "array": "列表",
    "object": "对象",
    "null": "空",
}


@dataclass(frozen=True)
class Member:
    """A member of an answer; `results[].name` is one of each object in a list."""

    name: str
    title: str
    kind: str
    about: str


@dataclass(frozen=True)
class Given:
    """A parameter; `values` are the first of those that it takes, `all` says how many there are."""

    name: str
    about: str
    kind: str
    values: list[str]
    all: int
    required: bool

    @property
    def more(self) -> bool:
        return self.all > len(self.values)


@dataclass(frozen=True)
class Address:
    path: str
    name: str
    summary: str
    about: str
    parameters: list[Given]
    members: list[Member]


def docs(request):
    described = document(absolute_root(request))
    schemas = described["components"]["schemas"]
    chapters: dict[str, list[Address]] = {}
    for path, methods in described["paths"].items():
        operation = methods["get"]
        chapters.setdefault(operation["tags"][0], []).append(_address(path, operation, schemas))
    limit = Rate.of(settings.API_RATE)
    context = {
        "chapters": list(chapters.items()),
        "kinds": problems.KINDS,
        "page_size": PAGE_SIZE,
        "most_per_page": MOST_PER_PAGE,
        "limit": f"每{_SPANS[limit.seconds]} {limit.number} 次",
        "licence": LICENCE,
        "crumbs": [("数据", reverse("exports:data")), ("接口", "")],
    }
    return render(request, "exports/api.html", context)


def _address(path: str, operation: dict, schemas: dict) -> Address:
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return Address(
        path,
        operation["operationId"],
        operation["summary"],
        operation["description"],
        [_given(one) for one in operation["parameters"]],
        list(_members(answer, schemas)),
    )


def _given(parameter: dict) -> Given:
    schema = parameter["schema"]
    one = schema.get("items", schema)
    values = one.get("enum", [])
    return Given(
        parameter["name"],
        parameter["description"],
        _kind(one) + _times(parameter),
        values[:_MOST_VALUES],
        len(values),
        parameter["required"],
    )


def _times(parameter: dict) -> str:
    if parameter["schema"].get("type") != "array":
        return ""
    return "，可以给几次" if parameter["explode"] else "，用逗号隔开"


def _members(
    schema: dict, schemas: dict, under: str = "", above: tuple[str, ...] = ()
) -> Iterator[Member]:
    """Yield all members of an answer, those of objects behind them; `above` have begun already."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        if name not in above:
            yield from _members(schemas[name], schemas, under, (*above, name))
    elif "items" in schema:
        yield from _members(schema["items"], schemas, f"{under.removesuffix('.')}[].", above)
    for name, one in schema.get("properties", {}).items():
        known = schemas[one["$ref"].rsplit("/", 1)[1]] if "$ref" in one else one
        title, about = known.get("title", ""), known.get("description", "")
        yield Member(under + name, title, _kind(known), about)
        yield from _members(one, schemas, f"{under}{name}.", above)


def _kind(schema: dict) -> str:
    kinds = schema.get("type", "object")
    return "或".join(_TYPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))
