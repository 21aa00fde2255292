"""The panel of filters beside a list: every facet with its counts, and the way out of "0 条"."""

from .facets import MOST_FOLDED, SHOWN, FacetItem, Loosening, PrintedFacet
from .registry import Facet, Value
from .selection import Selection


def values(selection: Selection, facet: Facet) -> list[FacetItem]:
    """Return the values of a facet that give rows or are chosen, those under others in them."""
    counts = selection.counts(facet)
    return _items(selection, facet, counts, _offered(selection, facet, counts))


def _chosen(selection: Selection, facet: Facet) -> set[str]:
    return {value.code for value in selection.chosen.get(facet.name, ())}


def _chosen_or_above(selection: Selection, facet: Facet) -> set[str]:
    by_code, chosen = selection.shelf.vocabularies[facet.name].by_code, _chosen(selection, facet)
    return chosen | {by_code[code].parent for code in chosen}


def _offered(selection: Selection, facet: Facet, counts: dict[str, int]) -> list[Value]:
    """Return the values of the first level that give rows, are chosen, or stand above such."""
    kept = _chosen_or_above(selection, facet)
    tops = selection.shelf.vocabularies[facet.name].tops
    wanted = [value for value in tops if value.code in counts or value.code in kept]
    if facet.by_count:
        wanted.sort(key=lambda value: -counts.get(value.code, 0))
    return wanted


def _items(selection: Selection, facet: Facet, counts, some: list[Value]) -> list[FacetItem]:
    children, chosen = (
        selection.shelf.vocabularies[facet.name].children,
        _chosen(selection, facet),
    )

    def item(value: Value) -> FacetItem:
        under = children.get(value.code, ())
        return FacetItem(
            value.code,
            value.label,
            counts.get(value.code, 0),
            value.code in chosen,
            [item(child) for child in under if child.code in counts or child.code in chosen],
        )

    return [item(value) for value in some]


def facets(selection: Selection, values_url: str = "") -> list[PrintedFacet]:
    """Return the panel: of a long facet the first values and the chosen ones, the rest folded.

    `values_url` is the address of a facet's own page, with a place for its `name`.
    """
    offered = (facet for facet in selection.collection.facets if not facet.hidden)
    printed = (_printed(selection, facet, values_url) for facet in offered)
    return [facet for facet in printed if facet.items]


def _printed(selection: Selection, facet: Facet, values_url: str) -> PrintedFacet:
    counts = selection.counts(facet)
    offered = _offered(selection, facet, counts)
    shown, rest = offered, []
    # A fold for three values would take as much room as they do.
    if len(offered) > SHOWN + 3:
        kept = _chosen_or_above(selection, facet)
        shown = offered[:SHOWN] + [value for value in offered[SHOWN:] if value.code in kept]
        rest = [value for value in offered[SHOWN:] if value.code not in kept]
    has_page = len(offered) > MOST_FOLDED and bool(values_url)
    return PrintedFacet(
        facet.name,
        facet.label,
        _items(selection, facet, counts, shown),
        [] if has_page else _items(selection, facet, counts, rest[:MOST_FOLDED]),
        len(offered),
        values_url.format(name=facet.name) + selection.address() if has_page else "",
        0 if has_page else len(rest[MOST_FOLDED:]),
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
