"""How to cite a record, the vocabularies for programs, and the page that explains the data."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from editorial.addresses import absolute_root
from sources.citations import gbt7714, left_out_said

from . import skos
from .archive.keeping import offered
from .citing.formats import as_bibtex, as_csl, as_ris
from .citing.records import Cited, cited
from .declaring import tables
from .downloads import FORMATS
from .writing import as_csv

FILES = {
    "bibtex": ("BibTeX", "bib", "application/x-bibtex; charset=utf-8", as_bibtex),
    "ris": ("RIS", "ris", "application/x-research-info-systems; charset=utf-8", as_ris),
    "csl": ("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", as_csl),
}
_RDF = {
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "jsonld": ("json-ld", "application/ld+json"),
    "rdf": ("pretty-xml", "application/rdf+xml"),
}


def cite(request, kind: str, name: str):
    """`at` is the place in an interview; `format` asks for a file of all references."""
    record = cited(kind, name, absolute_root(request), request.GET.get("at", ""))
    asked = request.GET.get("format", "")
    if asked == "gbt7714":
        text = "".join(f"{line}\n" for line in record.references)
        return HttpResponse(text, content_type="text/plain; charset=utf-8")
    if asked in FILES:
        return _file(record, asked)
    context = {
        "cited": record,
        "source_references": [(gbt7714(one), left_out_said(one)) for one in record.sources],
        "files": [
            (name, label, write(record.entries)) for name, (label, *_, write) in FILES.items()
        ],
        "unknown": asked,
        "at": request.GET.get("at", ""),
        "crumbs": [(record.title, record.record.get_absolute_url()), ("引用", "")],
    }
    return render(request, "exports/cite.html", context, status=400 if asked else 200)


def _file(record: Cited, name: str) -> HttpResponse:
    _, suffix, kind, write = FILES[name]
    answer = HttpResponse(write(record.entries), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{record.entries[0]["id"]}.{suffix}"'
    return answer


def vocabulary(request, name: str, form: str):
    """A vocabulary as Turtle, JSON-LD, RDF/XML or CSV."""
    if name not in skos.VOCABULARIES:
        raise Http404
    root = absolute_root(request)
    if form == "csv":
        content = b"".join(as_csv(skos.COLUMNS, skos.rows(name, root)))
        return HttpResponse(content, content_type="text/csv; charset=utf-8")
    if form not in _RDF:
        raise Http404
    written, kind = _RDF[form]
    return HttpResponse(skos.graph(name, root).serialize(format=written), content_type=kind)


def archive(request):
    """All that is published, as it was written ahead; 404 while there is none to give."""
    ready = offered()
    if ready is None:
        raise Http404
    answer = FileResponse(ready.path.open("rb"), content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(True, ready.name)
    return answer


def data(request):
    """Tell a person what can be taken away, and how."""
    context = {
        "archive": offered(),
        "tables": [(table, table.heads) for table in tables()],
        "formats": [label for label, _ in FORMATS.values()],
        "vocabularies": [(name, label) for name, (_, label, _) in skos.VOCABULARIES.items()],
        "forms": [("ttl", "Turtle"), ("jsonld", "JSON-LD"), ("rdf", "RDF/XML"), ("csv", "CSV")],
        "crumbs": [("数据", "")],
    }
    return render(request, "exports/data.html", context)
