"""The lists, single records, and the facets that lists are narrowed by."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from rest_framework.response import Response

from editorial.addresses import absolute_root
from exports.declaring import Table
from search import panel
from search.facets import FacetItem
from search.selection import Selection

from .cursors import Line, line_of
from .endpoints import Endpoint, envelope
from .parameters import PAGING, Parameter, fields_of, of_selection, sort_of
from .parts import rows
from .resources import Resource
from .shapes import NUMBER, TEXT, Schema, listed, record, row, told


class ResourceEndpoint(Endpoint):
    resource: Resource = None

    @property
    def tag(self) -> str:
        return self.resource.label

    @property
    def component(self) -> str:
        return self.resource.one.title()


class ListEndpoint(ResourceEndpoint):
    """The rows of one sort of record, page by page, narrowed as on the page of the list."""

    @property
    def name(self) -> str:
        return self.resource.name

    @property
    def summary(self) -> str:
        return f"{self.resource.label}的列表"

    @property
    def about(self) -> str:
        same = "条件与列表页的网址相同，记录和次序也相同。" if self.resource.collection else ""
        return f"{self.resource.table.about}{same}"

    def parameters(self) -> list[Parameter]:
        collection = self.resource.collection
        narrowing = [*of_selection(collection), sort_of(collection)] if collection else []
        return [*narrowing, fields_of(self.resource.columns), *PAGING]

    def answer(self) -> Schema:
        return envelope({"$ref": f"#/components/schemas/{self.component}"})

    def components(self) -> dict[str, Schema]:
        return {self.component: record(row(self.resource.table))}

    def get(self, request):
        fields = self.asked.all("fields") or self.resource.columns
        line, notices = self._line()
        shown = self.page(line)
        found = rows(only(self.resource.table, fields), shown.records, absolute_root(request))
        results = [{name: one[name] for name in one if name in fields} for one in found]
        return Response(self.enveloped(len(line.records), shown, results, notices))

    def _line(self) -> tuple[Line, list[str]]:
        """Return the records that are asked for, and what is to be said of them."""
        if self.resource.collection:
            # Whoever asks: what programs get is what everybody may see.
            selection = Selection(self.resource.listed_in, self.request.GET)
            return line_of(selection), selection.notices
        table = self.resource.table
        records = table.rows().order_by(*table.order, "pk").values_list("pk", flat=True)
        return Line(self.resource.name, np.fromiter(records, np.uint32)), []


def only(table: Table, fields: list[str]) -> Table:
    """Return a table with the columns that give these fields, so that no others are read."""
    wanted = set(fields)
    kept = (
        column
        for column in table.columns
        if {column.name, getattr(column, "words", column).name} & wanted
    )
    return replace(table, columns=tuple(kept))


# What stands in the address of a record, and what it is called.
_KEYS: dict[str, tuple[Schema, str]] = {
    "id": ({**NUMBER, "minimum": 1}, "编号"),
    "slug": ({**TEXT, "pattern": "^[-a-zA-Z0-9_]+$"}, "代码"),
    "code": ({**TEXT, "pattern": "^[A-Z][0-9.]+$"}, "代码"),
}


class DetailEndpoint(ResourceEndpoint):
    """One record in full: its row, and what hangs on it."""

    @property
    def statuses(self) -> tuple[int, ...]:
        return (301, 404) if self.resource.key == "slug" else (404,)

    @property
    def name(self) -> str:
        return self.resource.one

    @property
    def summary(self) -> str:
        return f"一条{self.resource.label}"

    @property
    def about(self) -> str:
        kept = "；代码改过的，旧代码以 301 转到新代码" if self.resource.key == "slug" else ""
        return f"列表里的一行，以及它名下的全部内容{kept}。"

    @property
    def fields(self) -> list[str]:
        return [*self.resource.columns, *(part.name for part in self.resource.parts)]

    def parameters(self) -> list[Parameter]:
        return [fields_of(self.fields)]

    def path_parameters(self) -> list[dict]:
        schema, called = _KEYS[self.resource.key]
        return [
            {
                "name": self.resource.key,
                "in": "path",
                "required": True,
                "description": f"{self.resource.label}的{called}。",
                "schema": schema,
            }
        ]

    def answer(self) -> Schema:
        return {"$ref": f"#/components/schemas/{self.component}InFull"}

    def components(self) -> dict[str, Schema]:
        parts = {part.name: part.schema for part in self.resource.parts}
        in_full = record({**row(self.resource.table), **parts})
        return {f"{self.component}InFull": in_full, **_measure(parts)}

    def get(self, request, **key):
        (written,) = key.values()
        found = self.resource.found(written)
        if found is None:
            return self._moved(written)
        fields = self.asked.all("fields") or self.fields
        root = absolute_root(request)
        (one,) = rows(only(self.resource.table, fields), [found.pk], root) or [{}]
        told_of = {name: value for name, value in one.items() if name in fields}
        for part in self.resource.parts:
            if part.name in fields:
                told_of[part.name] = part.read(found, root)
        return Response(told_of)

    def _moved(self, written: str):
        now = self.resource.moved(written)
        if now is None:
            raise Http404
        address = reverse(f"api:{self.resource.one}", args=[now.slug])
        query = self.request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(address + (f"?{query}" if query else ""))


def _measure(parts: dict[str, Schema]) -> dict[str, Schema]:
    """Return the schema of measures by its name: it holds itself, and cannot be written out."""
    return {"Measure": parts["measures"]["items"]} if "measures" in parts else {}


class FacetsEndpoint(ResourceEndpoint):
    """What a list can be narrowed by, with the number of records that each value would give."""

    @property
    def name(self) -> str:
        return f"{self.resource.one}_facets"

    @property
    def summary(self) -> str:
        return f"{self.resource.label}的分面与条数"

    about = "在给出的条件之下，每个分面的每个值各有几条；同一分面里已选的值不影响它自己的条数。"

    def parameters(self) -> list[Parameter]:
        return of_selection(self.resource.collection)

    def answer(self) -> Schema:
        facet = {
            "name": told(TEXT, "分面", "用作参数的名字。"),
            "label": told(TEXT, "名称", "分面的名称。"),
            "values": told(
                listed({"$ref": "#/components/schemas/FacetValue"}), "取值", "有记录的和已选的值。"
            ),
        }
        return record(
            {
                "count": told(NUMBER, "条数", "这些条件选出几条。"),
                "facets": told(listed(record(facet, None)), "分面", "各个分面。"),
            },
            None,
        )

    def components(self) -> dict[str, Schema]:
        value = {
            "value": told(TEXT, "值", "用作参数的值。"),
            "label": told(TEXT, "名称", "值的名称。"),
            "count": told(NUMBER, "条数", "在这个分面里只选它，有几条。"),
            "selected": told({"type": "boolean"}, "已选", "是不是已经选了它。"),
            "values": told(
                listed({"$ref": "#/components/schemas/FacetValue"}), "下级", "它下面的值。"
            ),
        }
        return {"FacetValue": record(value, None)}

    def get(self, request):
        selection = Selection(self.resource.listed_in, request.GET)
        facets = [
            {
                "name": facet.name,
                "label": facet.label,
                "values": [_value(item) for item in panel.values(selection, facet)],
            }
            for facet in selection.collection.facets
            if not facet.hidden
        ]
        return Response({"count": selection.total, "facets": facets})


def _value(item: FacetItem) -> dict:
    return {
        "value": item.value,
        "label": item.label,
        "count": item.count,
        "selected": item.selected,
        "values": [_value(child) for child in item.children],
    }
