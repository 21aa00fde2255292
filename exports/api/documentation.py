"""The page that explains the interface to people, made from the description for programs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.shortcuts import render

from editorial.addresses import absolute_root

from . import problems
from .parameters import MOST_PER_PAGE, PAGE_SIZE
from .schema import document
from .throttling import ByAddress

# Longer lists of values are cut: all of them are in the schema and under facets/.
_MOST_VALUES = 8
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
    """A member of an answer; `members` are those of the objects in it."""

    name: str
    title: str
    kind: str
    about: str
    members: list[Member]


@dataclass(frozen=True)
class Given:
    """A parameter; `values` are some of those that it takes."""

    name: str
    about: str
    kind: str
    values: list[str]
    more: int
    required: bool


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
    addresses = [
        (operation["tags"][0], _address(path, operation, schemas))
        for path, methods in described["paths"].items()
        for operation in methods.values()
    ]
    context = {
        "chapters": [
            (tag, [address for _, address in some])
            for tag, some in groupby(addresses, key=lambda pair: pair[0])
        ],
        "kinds": problems.KINDS,
        "page_size": PAGE_SIZE,
        "most_per_page": MOST_PER_PAGE,
        "rate": ByAddress().num_requests,
        "seconds": ByAddress().duration,
        "crumbs": [("数据", "/data/"), ("接口", "")],
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
        _members(answer, schemas, ()),
    )


def _given(parameter: dict) -> Given:
    schema = parameter["schema"]
    one = schema.get("items", schema)
    values = one.get("enum", [])
    return Given(
        parameter["name"],
        parameter["description"],
        _kind(schema),
        values[:_MOST_VALUES],
        max(len(values) - _MOST_VALUES, 0),
        parameter["required"],
    )


def _members(schema: dict, schemas: dict, above: tuple[str, ...]) -> list[Member]:
    """Return the members of the object that a schema is of; `above` are those it stands in."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        if name in above:
            return []
        return _members(schemas[name], schemas, (*above, name))
    if "items" in schema:
        return _members(schema["items"], schemas, above)
    return [
        Member(
            name,
            one.get("title", ""),
            _kind(one),
            one.get("description", ""),
            _members(one, schemas, above),
        )
        for name, one in schema.get("properties", {}).items()
    ]


def _kind(schema: dict) -> str:
    kinds = schema.get("type", "object")
    return "或".join(_TYPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))
