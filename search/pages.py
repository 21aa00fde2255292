"""The page of one facet: every value with its count, found by characters or pinyin; as a file."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from . import panel
from .facets import FacetItem
from .folding import fold
from .formats import SHEET_FORMATS, Sheet, sheet_in_other_format
from .registry import Facet
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
    asked = {"find": typed, "view": None}

    def sheet() -> Sheet:
        return _sheet(Selection(collection, request.GET), facet, typed)

    if reply := sheet_in_other_format(request, sheet, request.path + selection.address(**asked)):
        return reply
    found = _found(selection, facet, typed)
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
        "files": [
            (form.upper(), request.path + selection.address(**asked, format=form))
            for form in SHEET_FORMATS
        ],
        "crumbs": [(selection.collection.label, list_url), (facet.label, "")],
    }
    return render(request, "search/facet_values.html", context)


def _found(selection: Selection, facet: Facet, typed: str) -> list[FacetItem]:
    values = _flat(panel.values(selection, facet))
    return _named(values, fold(typed)) if typed else values


def _sheet(selection: Selection, facet: Facet, typed: str) -> Sheet:
    """Return all values that the page shows, page after page, as one table."""
    by_code = selection.shelf.vocabularies[facet.name].by_code

    def lines() -> Iterator[list[str | int]]:
        for item in _found(selection, facet, typed):
            parent = by_code[item.value].parent
            above = by_code[parent].label if parent else ""
            yield [item.value, item.label, parent, above, item.count]

    label = f"{selection.collection.label}的{facet.label}"
    return Sheet(
        f"{selection.collection.name}-{facet.name}",
        label,
        f"{facet.label}的一个取值，和按它筛选后的{selection.collection.label}条数",
        selection,
        (
            ("代码", "网址参数里的值"),
            (facet.label, "页面上的名称"),
            ("上级代码", "所属一级的代码；一级为空"),
            ("上级", "所属一级的名称"),
            ("条数", "其他条件不变、本项只选它一个时的条数；上级含它的各下级"),
        ),
        lines(),
    )


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
