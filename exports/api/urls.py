"""Addresses of the interface; once given they never change."""

from django.urls import path

from .crossing import MatrixEndpoint
from .documentation import docs
from .finding import SearchEndpoint
from .index import IndexEndpoint
from .resources import RESOURCES, Resource
from .schema import SchemaEndpoint
from .views import DetailEndpoint, FacetsEndpoint, ListEndpoint


def _of(resource: Resource) -> list:
    name, one = resource.name, resource.one
    facets = (
        [path(f"{name}/facets/", FacetsEndpoint.as_view(resource=resource), name=f"{one}_facets")]
        if resource.collection
        else []
    )
    return [
        path(f"{name}/", ListEndpoint.as_view(resource=resource), name=name),
        *facets,
        path(f"{name}/<str:{resource.key}>/", DetailEndpoint.as_view(resource=resource), name=one),
    ]


app_name = "api"
urlpatterns = [
    path("", IndexEndpoint.as_view(), name="index"),
    *(address for resource in RESOURCES for address in _of(resource)),
    path("search/", SearchEndpoint.as_view(), name="search"),
    path("matrix/", MatrixEndpoint.as_view(), name="matrix"),
    path("schema/", SchemaEndpoint.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
]
