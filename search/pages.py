"""The page of one long facet: every value with its count, found by characters or pinyin."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from . import panel
from .facets import FacetItem
from .folding import fold
from .selection import Selection
from .sounds import sound, sounds_like, typed_sound

PER_PAGE = 200
_LONGEST_TYPED = 40


def facet_page(request, collection: str, name: str, list_url: str):
    """Print the values of facet `name`; each leads to the list at `list_url` with it chosen."""
    selection = Selection(collection, request.GET, request.user)
    facets = [facet for facet in selection.collection.facets if not facet.hidden]
    facet = next((facet for facet in facets if facet.name == name), None)
    if facet is None:
        raise Http404
    typed = " ".join(request.GET.get("find", "").split())[:_LONGEST_TYPED]
    values = _flat(panel.values(selection, facet))
    found = _named(values, fold(typed)) if typed else values
    paginator = Paginator(found, PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "facet": facet,
        "selection": selection,
        "find": typed,
        "page": page,
        "total": len(found),
        "values": [(item, list_url + _toggled(selection, name, item)) for item in page],
        "back_url": list_url + selection.address(),
        "crumbs": [(selection.collection.label, list_url), (facet.label, "")],
    }
    return render(request, "search/facet_values.html", context)


def _flat(items: list[FacetItem]) -> list[FacetItem]:
    return [one for item in items for one in (item, *_flat(item.children))]


def _toggled(selection: Selection, name: str, item: FacetItem) -> str:
    pair = (name, item.value)
    return selection.address(without=pair) if item.selected else selection.address(with_value=pair)


def _named(items: list[FacetItem], typed: str) -> list[FacetItem]:
    """Return the values whose label contains what was typed, or sounds so."""
    letters = typed_sound(typed)
    return [
        item
        for item in items
        if typed in fold(item.label) or (letters and sounds_like(sound(fold(item.label)), letters))
    ]
