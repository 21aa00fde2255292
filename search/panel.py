"""The panel of filters beside a list: every facet with its counts, and the way out of "0 条"."""

from .facets import MOST_FOLDED, SHOWN, FacetItem, Loosening, PrintedFacet
from .registry import Facet, Value
from .selection import Selection


def values(selection: Selection, facet: Facet) -> list[FacetItem]:
    """Return the values of a facet that give rows or are chosen, those under others in them."""
    counts = selection.counts(facet)
    chosen = {value.code for value in selection.chosen.get(facet.name, ())}
    vocabulary = selection.shelf.vocabularies[facet.name]

    def item(value: Value) -> FacetItem:
        under = [item(child) for child in vocabulary.children.get(value.code, ())]
        return FacetItem(
            value.code,
            value.label,
            counts.get(value.code, 0),
            value.code in chosen,
            [child for child in under if child.is_offered],
        )

    items = [item(value) for value in vocabulary.values if not value.parent]
    items = [one for one in items if one.is_offered]
    return sorted(items, key=lambda one: -one.count) if facet.by_count else items


def facets(selection: Selection, values_url: str = "") -> list[PrintedFacet]:
    """Return the panel: of a long facet the first values and the chosen ones, the rest folded.

    `values_url` is the address of a facet's own page, with a place for its `name`.
    """
    offered = (facet for facet in selection.collection.facets if not facet.hidden)
    printed = (_printed(selection, facet, values_url) for facet in offered)
    return [facet for facet in printed if facet.items]


def _printed(selection: Selection, facet: Facet, values_url: str) -> PrintedFacet:
    items = values(selection, facet)
    shown, rest = items, []
    # A fold for three values would take as much room as they do.
    if len(items) > SHOWN + 3:
        shown = items[:SHOWN] + [item for item in items[SHOWN:] if item.selected]
        rest = [item for item in items[SHOWN:] if not item.selected]
    has_page = len(items) > MOST_FOLDED and bool(values_url)
    return PrintedFacet(
        facet.name,
        facet.label,
        shown,
        [] if has_page else rest,
        len(items),
        values_url.format(name=facet.name) + selection.address() if has_page else "",
        selection.filters.matches_all(facet) if facet.all_of else None,
    )


def loosenings(selection: Selection) -> list[Loosening]:
    """Say which single filter can be taken off a selection without rows, and what that gives."""
    if selection.total:
        return []
    found = []
    for name in (*selection.chosen, *(["q"] if selection.query else [])):
        if count := len(selection.records(leave_out=name)):
            labels = "、".join(value.label for value in selection.chosen.get(name, ()))
            facet = "检索词" if name == "q" else selection.collection.facet(name).label
            said = f"{facet}“{labels or selection.query.text}”"
            found.append(Loosening(said, count, selection.address(without=name)))
    return sorted(found, key=lambda loosening: -loosening.count)
