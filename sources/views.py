"""Pages of sources."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from editorial.editing import edit_url
from search import panel
from search.formats import in_other_format
from search.selection import Selection

from .citations import gbt7714, known_facts, left_out_said
from .models import Source
from .passages import GAP_MARK, Span, cut_paragraphs, parse_at, spans_of
from .repairs import repairs_by_rule
from .resting import interview_from, resting_on

PER_PAGE = 50


def sources(request):
    selection = Selection("source", request.GET, request.user)
    if reply := in_other_format(request, selection):
        return reply

    def load(rows):
        return rows.defer("text", "repairs", "gaps")

    page = selection.page(request.GET.get("page"), load, PER_PAGE)
    context = {
        "selection": selection,
        "facets": panel.facets(selection),
        "loosenings": panel.loosenings(selection),
        "page": page,
        "references": [(source, gbt7714(source)) for source in page],
        "total": selection.total,
        "crumbs": [("出处", "")],
    }
    return render(request, "sources/sources.html", context)


def source(request, pk):
    """The whole text of a source; `?at=START-END` marks exactly those characters."""
    rows = Source.objects.visible_to(request.user).select_related("interview")
    record = get_object_or_404(rows, pk=pk)
    asked = request.GET.get("at", "")
    passage = parse_at(asked, record.text) if asked else None
    spans = spans_of(GAP_MARK, record.text, "gap")
    if passage:
        spans.append(Span(*passage, "passage"))
    resting = resting_on(record, request.user)
    context = {
        "source": record,
        "reference": gbt7714(record),
        "facts": known_facts(record),
        "lacks": left_out_said(record),
        "passage": passage,
        "passage_is_for": resting.at(passage) if passage else [],
        "bad_at": bool(asked) and passage is None,
        "paragraphs": cut_paragraphs(record.text, spans),
        "has_gaps": GAP_MARK in record.text,
        "repairs": repairs_by_rule(record.repairs),
        "interview": interview_from(record, request.user),
        "resting": resting,
        "edit_url": edit_url(record, request.user),
        "crumbs": [("出处", reverse("sources:sources")), (str(record), "")],
    }
    return render(request, "sources/source.html", context)
