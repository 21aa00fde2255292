"""The data page, and the vocabularies for programs."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from . import skos
from .declaring import tables
from .downloads import FORMATS
from .views import root_of
from .writing import as_csv

_RDF = {
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "jsonld": ("json-ld", "application/ld+json"),
    "rdf": ("pretty-xml", "application/rdf+xml"),
}


def vocabulary(request, name: str, form: str):
    """A vocabulary as Turtle, JSON-LD, RDF/XML or CSV."""
    if name not in skos.VOCABULARIES:
        raise Http404
    root = root_of(request)
    if form == "csv":
        content = b"".join(as_csv(skos.COLUMNS, skos.rows(name, root)))
        return HttpResponse(content, content_type="text/csv; charset=utf-8")
    if form not in _RDF:
        raise Http404
    written, kind = _RDF[form]
    return HttpResponse(skos.graph(name, root).serialize(format=written), content_type=kind)


def data(request):
    """Tell a person what can be taken away, and how."""
    context = {
        "tables": [(table, table.heads) for table in tables()],
        "formats": [label for label, _ in FORMATS.values()],
        "vocabularies": [(name, label) for name, (_, label, _) in skos.VOCABULARIES.items()],
        "forms": [("ttl", "Turtle"), ("jsonld", "JSON-LD"), ("rdf", "RDF/XML"), ("csv", "CSV")],
        "crumbs": [("数据", "")],
    }
    return render(request, "exports/data.html", context)
