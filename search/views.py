"""The search page: one box over everything that apps have registered."""

from django.core.paginator import Paginator
from django.shortcuts import render

from .queries import MAX_LENGTH, MAX_TERMS, Query, matching, parse
from .registry import Searchable, searchables, ways_on
from .results import group_of, results_of

PER_PAGE = 20


def _notices(query: Query, unknown_kind: str) -> list[str]:
    notices = []
    if query.cut:
        notices.append(f"检索词太长，只用了前 {MAX_LENGTH} 个字、前 {MAX_TERMS} 个词。")
    if unknown_kind:
        notices.append(f"没有“{unknown_kind[:20]}”这一类，已忽略，以下是全部类别。")
    return notices


def _page(rows, number: str | None):
    """Return the page asked for, or the nearest one that there is."""
    paginator = Paginator(rows, PER_PAGE)
    wanted = int(number) if number and number.isdecimal() and len(number) < 7 else 1
    return paginator.page(min(max(wanted, 1), paginator.num_pages))


def _one_kind(request, searchable: Searchable, query: Query) -> dict:
    page = _page(matching(searchable, query, request.user), request.GET.get("page"))
    return {
        "only": searchable,
        "page": page,
        "results": results_of(page, searchable, query),
        "total": page.paginator.count,
    }


def _all_kinds(request, query: Query) -> dict:
    groups = [group_of(searchable, query, request.user) for searchable in searchables()]
    groups = [group for group in groups if group.count]
    return {"groups": groups, "total": sum(group.count for group in groups)}


def search(request):
    """All words must occur; `kind` shows one kind in full, page by page."""
    typed = request.GET.get("q", "")
    query = parse(typed)
    kinds = {searchable.kind: searchable for searchable in searchables()}
    asked = request.GET.get("kind", "")
    context = {
        "query": query.text,
        "has_words": bool(query.terms),
        "was_asked": bool(typed.strip()),
        "notices": _notices(query, "" if asked in kinds else asked),
        "total": 0,
    }
    if query.terms and asked in kinds:
        context |= _one_kind(request, kinds[asked], query)
    elif query.terms:
        context |= _all_kinds(request, query)
    if not context["total"]:
        context["ways_on"] = [(way.label, list(way.links())) for way in ways_on()]
    return render(request, "search/search.html", context)
