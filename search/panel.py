"""The panel of filters beside a list: every facet with its counts, and the way out of "0 条"."""

from .facets import MOST_FOLDED, SHOWN, FacetItem, Loosening, PrintedFacet
from .registry import Facet, Value
from .selection import Selection


def values(selection: Selection, facet: Facet) -> list[FacetItem]:
    """Return the values of a facet that are offered, those under others in them."""
    counts = selection.counts(facet)
    return _items(selection, facet, counts, _offered(selection, facet, counts))


def _chosen(selection: Selection, facet: Facet) -> set[str]:
    return {value.code for value in selection.chosen.get(facet.name, ())}


def _chosen_or_above(selection: Selection, facet: Facet) -> set[str]:
    by_code, chosen = selection.shelf.vocabularies[facet.name].by_code, _chosen(selection, facet)
    return chosen | {by_code[code].parent for code in chosen}


def _is_in_use(selection: Selection, facet: Facet, value: Value) -> bool:
    """Tell whether a value is offered even where it gives no row; a list without any has none."""
    return facet.closed and not value.retired and bool(selection.base)


def _offered(selection: Selection, facet: Facet, counts: dict[str, int]) -> list[Value]:
    """Return the values of the first level that give rows, are chosen, or stand above such.

    Of a closed facet they are all that are in use.
    """
    kept = {*counts, *_chosen_or_above(selection, facet)}
    tops = selection.shelf.vocabularies[facet.name].tops
    wanted = [value for value in tops if value.code in kept or _is_in_use(selection, facet, value)]
    if facet.by_count:
        wanted.sort(key=lambda value: -counts.get(value.code, 0))
    return wanted


def _items(selection: Selection, facet: Facet, counts, some: list[Value]) -> list[FacetItem]:
    children = selection.shelf.vocabularies[facet.name].children
    chosen = _chosen(selection, facet)
    kept = {*counts, *chosen}

    def item(value: Value) -> FacetItem:
        under = children.get(value.code, ())
        return FacetItem(
            value.code,
            value.label,
            counts.get(value.code, 0),
            value.code in chosen,
            [item(one) for one in under if one.code in kept or _is_in_use(selection, facet, one)],
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
    items = _items(selection, facet, counts, shown)
    total = len(rest) + sum(1 + len(item.children) for item in items)
    has_page = total > MOST_FOLDED and bool(values_url)
    return PrintedFacet(
        facet.name,
        facet.label,
        items,
        [] if has_page else _items(selection, facet, counts, rest[:MOST_FOLDED]),
        total,
        values_url.format(name=facet.name) + selection.address() if has_page else "",
        0 if has_page else len(rest[MOST_FOLDED:]),
        selection.filters.matches_all(facet) if facet.all_of else None,
    )


def without_records(selection: Selection, facet: Facet) -> list[Value]:
    """Return the values chosen of a closed facet that no record has, whatever else is chosen."""
    having, base = selection.shelf.having, selection.base
    values = selection.chosen.get(facet.name, ()) if facet.closed else ()
    return [value for value in values if not having(facet.name, value.code) & base]


def why_empty(selection: Selection) -> str:
    """Say in one or two sentences why a selection has no rows; "" when it has some."""
    if selection.total:
        return ""
    label = selection.collection.label
    if not selection.chips:
        return f"还没有已发布的{label}。"
    ways = "；".join(f"不限{one.label}，有 {one.count} 条" for one in loosenings(selection))
    said = f"没有{'同时' * (len(selection.chips) > 1)}符合这些条件的{label}，所以表里没有行。"
    for facet in selection.collection.facets:
        if names := "、".join(value.label for value in without_records(selection, facet)):
            said += f"整个库里还没有{facet.label}是“{names}”的{label}。"
    return f"{said}放宽一个条件：{ways}。" if ways else said


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
