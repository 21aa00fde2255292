"""What all addresses of the interface have in common: parameters, answers, and how they are told.

Each says itself, in OpenAPI, what it takes and gives; `schema.py` puts that together.
"""

from __future__ import annotations

from rest_framework.views import APIView

from editorial.addresses import absolute_root

from .cursors import Line, Page, page
from .parameters import PAGE_SIZE, Asked, Parameter, asked
from .shapes import NUMBER, TEXT, WORDS, Schema, listed, or_null, record, told


class Endpoint(APIView):
    """One address: `name` in the schema, `summary` and `about` in words, `tag` its chapter."""

    http_method_names = ["get", "head"]
    name = ""
    summary = ""
    about = ""
    tag = ""
    # What may be answered besides what every address may answer.
    statuses: tuple[int, ...] = ()
    asked: Asked

    def parameters(self) -> list[Parameter]:
        return []

    def path_parameters(self) -> list[dict]:
        return []

    def answer(self) -> Schema:
        """Return the schema of what this address gives."""
        raise NotImplementedError

    def components(self) -> dict[str, Schema]:
        """Return the schemas that `answer` refers to, by their names."""
        return {}

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method.lower() in self.http_method_names:
            self.asked = asked(request.GET, self.parameters())

    def operation(self) -> dict:
        """Return this address in OpenAPI."""
        others = {
            str(status): {"$ref": f"#/components/responses/{status}"}
            for status in sorted({304, 400, 406, 429, *self.statuses})
        }
        found = {
            "description": "找到的内容。",
            "headers": {"ETag": {"description": "内容的版本标记。", "schema": TEXT}},
            "content": {"application/json": {"schema": self.answer()}},
        }
        return {
            "operationId": self.name,
            "summary": self.summary,
            "description": self.about or self.summary,
            "tags": [self.tag],
            "parameters": [
                *self.path_parameters(),
                *(one.described for one in self.parameters()),
            ],
            "responses": {"200": found, **others},
        }

    def link(self, *without: str, **changed: str) -> str:
        """Return the address of this request with parameters left out or changed."""
        query = self.request.GET.copy()
        for name in without:
            query.pop(name, None)
        for name, value in changed.items():
            query[name] = value
        return f"{absolute_root(self.request)}{self.request.path}?{query.urlencode()}"

    def page(self, line: Line) -> Page:
        size = int(self.asked.one("page_size", str(PAGE_SIZE)))
        return page(line, size, self.asked.one("cursor"))

    def enveloped(self, count: int, shown: Page, results: list, notices: list[str] = ()) -> dict:
        """Return one page of results; what is to be said of the words comes with it."""
        return {
            "count": count,
            "next": self.link(cursor=str(shown.next)) if shown.next else None,
            "previous": self.link(cursor=str(shown.previous)) if shown.previous else None,
            "results": results,
            **({"notices": list(notices)} if notices else {}),
        }


def envelope(results: Schema, **more: Schema) -> Schema:
    """Return the schema of a page of results."""
    link = {**or_null(TEXT), "format": "uri"}
    return record(
        {
            "count": told(NUMBER, "条数", "一共几条，不只是这一页。"),
            "next": told(link, "下一页", "下一页的网址；没有下一页时为空。"),
            "previous": told(link, "上一页", "上一页的网址；没有上一页时为空。"),
            "results": told(listed(results), "结果", "这一页的内容。"),
            "notices": told(WORDS, "说明", "检索词是怎样理解的；没有要说的时候没有这一项。"),
            **more,
        },
        ("count", "next", "previous", "results", *more),
    )
