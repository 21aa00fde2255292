"""How to cite a record, as a page and as files for reference managers."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from .citing.formats import as_bibtex, as_csl, as_ris
from .citing.records import Cited, cited

FILES = {
    "bibtex": ("BibTeX", "bib", "application/x-bibtex; charset=utf-8", as_bibtex),
    "ris": ("RIS", "ris", "application/x-research-info-systems; charset=utf-8", as_ris),
    "csl": ("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", as_csl),
}


def cite(request, kind: str, name: str):
    """`at` is the place in an interview; `format` asks for a file of all references."""
    record = cited(kind, name, root_of(request), request.GET.get("at", ""))
    asked = request.GET.get("format", "")
    if asked == "gbt7714":
        text = "".join(f"{line}\n" for line in record.references)
        return HttpResponse(text, content_type="text/plain; charset=utf-8")
    if asked in FILES:
        return _file(record, asked)
    context = {
        "cited": record,
        "source_references": record.references[1 if record.entry else 0 :],
        "files": [(name, label) for name, (label, *_) in FILES.items()],
        "unknown": asked,
        "at": request.GET.get("at", ""),
        "crumbs": [(record.title, record.record.get_absolute_url()), ("引用", "")],
    }
    return render(request, "exports/cite.html", context, status=400 if asked else 200)


def root_of(request) -> str:
    """Return the site's address without a path: `SITE_URL`, or that of the request."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def _file(record: Cited, name: str) -> HttpResponse:
    _, suffix, kind, write = FILES[name]
    answer = HttpResponse(write(record.entries), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{record.entries[0]["id"]}.{suffix}"'
    return answer
