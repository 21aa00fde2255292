"""Parts of a panel that stand on a page hundreds of times, too many for a template."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from search.facets import FacetItem, PrintedFacet
from search.formats import Offer, offered
from search.registry import Value
from search.selection import Selection
from search.snapshots import shelf
from search.whole import Whole

register = template.Library()


@register.simple_tag
def values_of(collection: str, record: int, facet: str) -> list[Value]:
    """Return the values of a facet that a record has; from memory, without a query."""
    return shelf(collection).values_of(record, facet)


@register.simple_tag
def downloads(selection: Selection | Whole) -> list[Offer]:
    """Return the tables of a selection that can be taken away."""
    return offered(selection)


@register.simple_tag
def number_taken(selection: Selection | Whole) -> int:
    """Return how many records can be taken away: those that everybody may see."""
    if isinstance(selection, Selection) and selection.collection.drafts(selection.user):
        selection = selection.for_everybody()
    return selection.total


@register.simple_tag
def facet_rows(facet: PrintedFacet, items: list[FacetItem]) -> SafeString:
    """Return the list items of some values: a box to tick, the label and the count."""
    return mark_safe("".join(_row(escape(facet.name), item) for item in items))  # noqa: S308


def _row(name: str, item: FacetItem) -> str:
    value, label = escape(item.value), escape(item.label)
    none = "" if item.count else ' class="gives-none"'
    return (
        f'<li><label{none} data-facet="{name}" data-value="{value}" data-count="{item.count}">'
        f'<input type="checkbox" name="{name}" value="{value}"{" checked" * item.selected}>'
        f'<span class="facet-label">{label}</span><span class="facet-count">{item.count}</span>'
        f"</label>{_under(name, item, label) if item.children else ''}</li>"
    )


def _under(name: str, item: FacetItem, label: str) -> str:
    rows = "".join(_row(name, child) for child in item.children)
    return (
        f"<details{' open' * item.is_open}><summary>"
        f'<span class="visually-hidden">{label}：细分 {len(item.children)} 项</span></summary>'
        f"<ul>{rows}</ul></details>"
    )
