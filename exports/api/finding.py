"""Search over everything, as on the search page."""

from __future__ import annotations

import re
from html import unescape

from rest_framework.response import Response

from editorial.addresses import absolute_root
from search import finding
from search.finding import MOST_COUNTED, READINGS, Found
from search.queries import MAX_LENGTH, MAX_WORDS, Query, parse
from search.registry import Kind, kind_named, kinds
from search.results import Result, results_of
from search.views import SHOWN_PER_KIND

from .cursors import Line, Page
from .endpoints import Endpoint, envelope
from .parameters import PAGING, Parameter
from .problems import BAD_CURSOR, Refused
from .shapes import NUMBER, TEXT, Schema, listed, record, told

_MARKS = re.compile("</?mark>")


class SearchEndpoint(Endpoint):
    name = "search"
    tag = "检索"
    summary = "检索全站"
    about = (
        f"不给 kind 时每一类各列最好的 {SHOWN_PER_KIND} 条，kinds 说每一类有几条、怎样取得全部；"
        "给了 kind 时逐页列出这一类的全部，最相关的在前。"
    )

    def parameters(self) -> list[Parameter]:
        labels = "，".join(f"{kind.name} {kind.label}" for kind in kinds())
        return [
            Parameter(
                name="q",
                about="检索词；用引号括起来的要连在一起，前面加 - 的不要出现。",
                longest=MAX_LENGTH,
                required=True,
            ),
            Parameter(
                name="kind", about=f"类别：{labels}。", allowed=[kind.name for kind in kinds()]
            ),
            *PAGING,
        ]

    def answer(self) -> Schema:
        of_kind = {
            "kind": told(TEXT, "类别（代码）", "用作参数 kind 的值。"),
            "label": told(TEXT, "类别", "类别的名称。"),
            "count": told(NUMBER, "条数", f"不给 kind 时数到 {MOST_COUNTED} 为止。"),
            "url": told({**TEXT, "format": "uri"}, "网址", "这一类的全部结果。"),
        }
        kinds_found = told(listed(record(of_kind, None)), "类别", "找到内容的各类。")
        return envelope({"$ref": "#/components/schemas/Found"}, kinds=kinds_found)

    def components(self) -> dict[str, Schema]:
        found = {
            "kind": told(TEXT, "类别（代码）", "是哪一类。"),
            "kind_name": told(TEXT, "类别", "类别的名称。"),
            "title": told(TEXT, "标题", "找到的内容的标题。"),
            "about": told(TEXT, "说明", "它属于什么。"),
            "beside": told(TEXT, "旁注", "例如所在的高新区。"),
            "passage": told(TEXT, "摘录", "含有检索词的一段。"),
            "passage_html": told(TEXT, "摘录（HTML）", "同一段，检索词用 mark 标出，已转义。"),
            "url": told(TEXT, "网址", "它在本站的网址，可到段落。"),
        }
        return {"Found": record(found, None)}

    def get(self, request):
        query = parse(self.asked.one("q"))
        kind = kind_named(self.asked.one("kind"))
        if self.asked.one("cursor") and not (query and kind):
            raise Refused(BAD_CURSOR, "逐页取结果要给出 kind。", parameter="cursor")
        if not query:
            said = ["检索词里没有可以查找的字。"]
            return Response({**self.enveloped(0, Page([], None, None), [], said), "kinds": []})
        return Response(self._of(kind, query) if kind else self._of_all(query))

    def _of(self, kind: Kind, query: Query) -> dict:
        found, documents = finding.find_in(kind, query)
        shown = self.page(Line(f"search {kind.name}", documents))
        results = _results([(kind, shown.records, found.words)], absolute_root(self.request))
        count = len(documents)
        kinds_found = [self._kind(kind, count)] if count else []
        return {
            **self.enveloped(count, shown, results, _notices(query, [found])),
            "kinds": kinds_found,
        }

    def _of_all(self, query: Query) -> dict:
        found = [one for one in finding.find_each(kinds(), query) if one.total]
        best = [(one.kind, one.best[:SHOWN_PER_KIND], one.words) for one in found]
        results = _results(best, absolute_root(self.request))
        count = sum(one.total for one in found)
        page = Page([], None, None)
        return {
            **self.enveloped(count, page, results, _notices(query, found)),
            "kinds": [self._kind(one.kind, one.total) for one in found],
        }

    def _kind(self, kind: Kind, count: int) -> dict:
        url = self.link("cursor", kind=kind.name)
        return {"kind": kind.name, "label": kind.label, "count": count, "url": url}


def _notices(query: Query, found: list[Found]) -> list[str]:
    cut = f"检索词太长，只用了前 {MAX_WORDS} 个词。" if query.cut else ""
    said = [cut, *(READINGS[one.reading] for one in found if one.total)]
    return list(dict.fromkeys(filter(None, said)))


def _results(found, root: str) -> list[dict]:
    by_kind = results_of(found)
    return [_result(kind, one, root) for kind, _, _ in found for one in by_kind[kind.name]]


def _result(kind: Kind, found: Result, root: str) -> dict:
    return {
        "kind": kind.name,
        "kind_name": kind.label,
        "title": _plain(found.title),
        "about": _plain(found.about),
        "beside": found.beside,
        "passage": _plain(found.snippet),
        "passage_html": str(found.snippet),
        "url": f"{root}{found.url}",
    }


def _plain(marked: str) -> str:
    return unescape(_MARKS.sub("", marked))
