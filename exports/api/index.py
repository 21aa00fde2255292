"""The root of the interface: where everything is.

It is for programs only and the documentation has an address of its own: one address, one
representation, so that no cache can hand a page to a program or JSON to a reader.
"""

from django.conf import settings
from django.urls import reverse
from rest_framework.response import Response

from editorial.addresses import absolute_root
from exports.downloads import LICENCE

from .endpoints import Endpoint
from .resources import RESOURCES
from .shapes import TEXT, Schema, record, told

_URL: Schema = {**TEXT, "format": "uri"}
_OTHERS = {"search": "检索全站", "matrix": "做法按两个分面交叉"}


class IndexEndpoint(Endpoint):
    name = "index"
    tag = "说明"
    summary = "全部地址"

    def answer(self) -> Schema:
        addresses = {
            **{one.name: told(_URL, one.label) for one in RESOURCES},
            **{name: told(_URL, label) for name, label in _OTHERS.items()},
        }
        return record(
            {
                "site": told(TEXT, "站名"),
                "licence": told(TEXT, "使用"),
                "documentation": told(_URL, "给人看的说明"),
                "schema": told(_URL, "给程序看的说明（OpenAPI 3.1）"),
                "addresses": told(record(addresses, None), "各个列表"),
            },
            None,
        )

    def get(self, request):
        root = absolute_root(request)
        names = (*(one.name for one in RESOURCES), *_OTHERS)
        return Response(
            {
                "site": settings.SITE_NAME,
                "licence": LICENCE,
                "documentation": root + reverse("api:docs"),
                "schema": root + reverse("api:schema"),
                "addresses": {name: root + reverse(f"api:{name}") for name in names},
            }
        )
