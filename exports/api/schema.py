"""The description of the interface for programs, OpenAPI 3.1: each address says its own part."""

from __future__ import annotations

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework.response import Response

from editorial.addresses import absolute_root

from . import problems
from .endpoints import Endpoint
from .shapes import NUMBER, TEXT, WORDS, Schema, record, told

ABOUT = (
    "只读，只有已发布的内容；列表的条件与网页的网址相同，记录和次序也相同。"
    "没有用到的、写错的参数都回答 400，并说明可以用什么。"
)
_OBJECT: Schema = {"type": "object"}


class OperationSchema(AutoSchema):
    """Has an address tell itself instead of guessing from serializers, of which there are none."""

    def get_operation(self, path, path_regex, path_prefix, method, registry) -> dict:
        for name, schema in self.view.components().items():
            registry.register_on_missing(
                ResolvedComponent(name, ResolvedComponent.SCHEMA, schema, object=name)
            )
        return self.view.operation()


def document(root: str) -> dict:
    """Return the description as it is now: what facets can be set to stands in it."""
    described = SchemaGenerator().get_schema(request=None, public=True)
    described["info"] |= {"title": f"{settings.SITE_NAME}的接口", "description": ABOUT}
    described["servers"] = [{"url": root}]
    described["components"]["schemas"]["Refusal"] = _refusal()
    described["components"]["responses"] = _other_answers()
    return described


def _refusal() -> Schema:
    return record(
        {
            "type": told(TEXT, "种类", "种类的网址，有说明。"),
            "title": told(TEXT, "种类", "种类的名称。"),
            "status": told(NUMBER, "状态码", "与 HTTP 状态码相同。"),
            "detail": told(TEXT, "说明", "这一次是怎么回事。"),
            "instance": told(TEXT, "网址", "所请求的网址。"),
            "parameter": told(TEXT, "参数", "是哪个参数。"),
            "allowed": told(WORDS, "可以用的", "可以用的参数、值或方法。"),
        },
        ("type", "title", "status", "detail", "instance"),
    )


def _other_answers() -> dict[str, dict]:
    """Return the answers without what was asked for, by their status."""
    shape = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    titles: dict[int, list[str]] = {}
    for kind in problems.KINDS:
        titles.setdefault(kind.status, []).append(kind.title)
    answers = {
        str(status): {"description": "；".join(said), "content": shape}
        for status, said in titles.items()
    }
    retry = {"description": "几秒之后再来。", "schema": NUMBER, "required": True}
    answers["429"]["headers"] = {"Retry-After": retry}
    answers["301"] = {"description": "代码改过了；Location 是现在的网址。"}
    answers["304"] = {"description": "带着 If-None-Match 来，内容没有变；没有正文。"}
    return answers


class SchemaEndpoint(Endpoint):
    name = "schema"
    tag = "说明"
    summary = "接口的描述（OpenAPI 3.1）"

    def answer(self) -> Schema:
        return _OBJECT

    def get(self, request):
        return Response(document(absolute_root(request)))
