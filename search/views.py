"""The search page: one box over everything that apps have registered."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import JsonResponse, QueryDict
from django.shortcuts import render

from . import finding, panel
from .finding import READINGS, SOME_WORDS, Found
from .queries import MAX_LENGTH, MAX_WORDS, Query, parse
from .registry import Kind, collection_named, kind_named, kinds, ways_on
from .results import groups_of, results_of
from .selection import Selection
from .spelling import having_some_words, nearly, sounding, suggestions

PER_PAGE = 20
SHOWN_PER_KIND = 5


def _notices(query: Query, unknown_kind: str) -> list[str]:
    notices = []
    if query.cut:
        notices.append(f"检索词太长，只用了前 {MAX_LENGTH} 个字、前 {MAX_WORDS} 个词。")
    if unknown_kind:
        notices.append(f"没有“{unknown_kind[:20]}”这一类，已忽略，以下是全部类别。")
    return notices


def _kind_url(query: Query):
    def url(kind: str) -> str:
        address = QueryDict(mutable=True)
        address["q"], address["kind"] = query.text, kind
        return f"?{address.urlencode()}"

    return url


def _page(documents, number: str | None):
    """Return the page asked for, or the nearest one that there is."""
    paginator = Paginator(documents, PER_PAGE)
    wanted = int(number) if number and number.isdecimal() and len(number) < 9 else 1
    return paginator.page(min(max(wanted, 1), paginator.num_pages))


def _one_kind(request, kind: Kind, query: Query) -> dict:
    """All of one kind, page by page, narrowed by the facets of its collection."""
    found, documents = finding.find_in(kind, query)
    context = {
        "only": kind,
        "reading": READINGS[found.reading],
        "is_partly": found.reading == SOME_WORDS,
        "everything": len(documents),
    }
    if collection_named(kind.collection):
        records = finding.records_of(documents)
        selection = Selection(kind.collection, request.GET, None, parts=records)
        documents = documents[selection.among_parts]
        context |= {
            "selection": selection,
            "facets": panel.facets(selection),
            "clear_url": _kind_url(query)(kind.name),
        }
    page = _page(documents, request.GET.get("page"))
    results = results_of([(kind, page.object_list.tolist(), found.words)])[kind.name]
    return {**context, "page": page, "results": results, "total": page.paginator.count}


def _all_kinds(query: Query) -> dict:
    found: list[Found] = finding.find_each(kinds(), query)
    groups = groups_of(found, SHOWN_PER_KIND, _kind_url(query))
    said = {READINGS[group.reading] for group in groups} - {""}
    return {
        "groups": groups,
        "total": sum(group.count for group in groups),
        "is_more": any(group.count >= finding.MOST_COUNTED for group in groups),
        "reading": said.pop() if len(said) == 1 else "",
        "is_partly": any(group.reading == SOME_WORDS for group in groups),
    }


def search(request):
    """`q` over all kinds, or, with `kind`, over one of them in full, page by page."""
    typed = request.GET.get("q", "")
    query = parse(typed)
    asked = request.GET.get("kind", "")
    kind = kind_named(asked)
    context = {
        "query": query.text,
        "has_words": bool(query),
        "was_asked": bool(typed.strip()),
        "notices": _notices(query, "" if kind else asked),
        "total": 0,
    }
    if query:
        context |= _one_kind(request, kind, query) if kind else _all_kinds(query)
    if query.letters:
        context["sounding"] = sounding(query)
    if query and (not context["total"] or context["is_partly"]):
        context["nearly"] = nearly(query)
    if query and not context["total"]:
        context["near"] = having_some_words(query)
    if not context["total"]:
        context["ways_on"] = [(way.label, list(way.links())) for way in ways_on()]
    return render(request, "search/search.html", context)


def suggest(request):
    """Names for what was typed so far, as `{"suggestions": [{"label", "url", "kind"}]}`."""
    query = parse(request.GET.get("q", ""))
    found = suggestions(query) if query else []
    names = [{"label": name.label, "url": name.url, "kind": name.kind} for name in found]
    return JsonResponse({"suggestions": names})


def opensearch(request):
    """Tell browsers how to search here; a short name has at most 16 characters."""
    return render(
        request,
        "search/opensearch.xml",
        {"short_name": settings.SITE_NAME[:16]},
        content_type="application/opensearchdescription+xml",
    )
