"""The catalogue: one selection as cards, as a table, as a feed."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse

from editorial.fields import display_partial_date
from search import panel
from search.facets import Chip
from search.formats import in_other_format
from search.pages import facet_page
from search.selection import Selection
from zones.models import PartyOrganization, Zone

from .models import Practice
from .renamed import address_now

VIEWS = {"list": "卡片", "table": "表格", "matrix": "矩阵"}
_USUAL_COLUMNS = ("zones", "problems", "themes", "started", "stage")


@dataclass(frozen=True)
class Column:
    """A column of the table; `of` gives (words, address) pairs, `sort` orders by it."""

    name: str
    label: str
    of: Callable[[Practice], list[tuple[str, str]]]
    sort: str = ""
    needs: tuple[str, ...] = ()


def _linked(relation: str):
    def of(practice) -> list[tuple[str, str]]:
        records = getattr(practice, relation).all()
        return [
            (getattr(row, "short_name", "") or row.name, row.get_absolute_url()) for row in records
        ]

    return of


def _words(make) -> Callable[[Practice], list[tuple[str, str]]]:
    return lambda practice: [(words, "")] if (words := make(practice)) else []


COLUMNS = (
    Column("gist", "一句话", _words(lambda practice: practice.gist)),
    Column("zones", "高新区", _linked("zones"), needs=("zones",)),
    Column("problems", "回应的问题", _linked("problems"), needs=("problems",)),
    Column("themes", "主题", _linked("themes"), needs=("themes",)),
    Column("organizations", "党组织", _linked("organizations"), needs=("organizations",)),
    Column("started", "开始时间", _words(lambda row: display_partial_date(row.started)), "started"),
    Column("stage", "阶段", _words(lambda practice: practice.get_stage_display())),
    Column(
        "tags",
        "标签",
        lambda practice: [(tag.name, "") for tag in practice.tags.all()],
        needs=("tags",),
    ),
    Column(
        "published",
        "收录时间",
        _words(lambda row: f"{row.published_at:%Y-%m-%d}" if row.published_at else ""),
        "newest",
    ),
)


def _with(user, needs) -> Callable:
    """Return what loads relations with practices, as far as `user` may see them."""
    visible = {
        "zones": Prefetch("zones", queryset=Zone.objects.visible_to(user)),
        "organizations": Prefetch(
            "organizations", queryset=PartyOrganization.objects.visible_to(user)
        ),
    }
    return lambda rows: rows.prefetch_related(*(visible.get(name, name) for name in needs))


def practices(request):
    """The catalogue. `view` is list, table or matrix; `format` gives the same as a feed or file."""
    selection = Selection("practice", request.GET, request.user)
    if now := address_now(selection, request.GET):
        return redirect(reverse("practices:practices") + now, permanent=True)
    if reply := in_other_format(request, selection):
        return reply
    view = request.GET.get("view", "list")
    if view == "matrix":
        return redirect(reverse("practices:matrix") + selection.address(view=None))
    context = {
        "selection": selection,
        "facets": panel.facets(selection, reverse("practices:practices") + "facets/{name}/"),
        "views": _views(selection, view),
        "analysis_url": reverse("practices:analysis") + selection.address(view=None, sort=None),
        "view": view,
        "loosenings": panel.loosenings(selection),
        "unanswered": panel.without_records(selection, selection.collection.facet("problem")),
        "interviews_url": _interviews(selection),
        "crumbs": [("做法", "")],
        "searches_drafts": selection.collection.drafts(request.user) and bool(selection.query),
    }
    if view == "table":
        context |= _table(request, selection)
    else:
        context["page"] = selection.page(request.GET.get("page"))
    return render(request, "practices/practices.html", context)


def _interviews(selection: Selection) -> str:
    """Return the interviews in which the chosen problems are spoken of, in the chosen places."""
    kept = [
        (name, value.code)
        for name in ("problem", "zone", "province", "region")
        for value in selection.chosen.get(name, ())
    ]
    return f"{reverse('interviews:interviews')}?{urlencode(kept)}"


def _views(selection: Selection, view: str) -> list[Chip]:
    """Return the ways to look at the selection; the one in use has no address."""
    addresses = {
        "list": selection.address(view=None),
        "table": selection.address(view="table"),
        "matrix": reverse("practices:matrix") + selection.address(view=None, sort=None),
    }
    return [
        Chip(name, label, "" if name == view else addresses[name]) for name, label in VIEWS.items()
    ]


def _table(request, selection: Selection) -> dict:
    asked = request.GET.getlist("col")
    columns = [column for column in COLUMNS if column.name in asked]
    columns = columns or [column for column in COLUMNS if column.name in _USUAL_COLUMNS]
    needs = {name for column in columns for name in column.needs}
    page = selection.page(request.GET.get("page"), _with(request.user, sorted(needs)))
    return {
        "page": page,
        "columns": [(column, _heading(selection, column)) for column in columns],
        "name_heading": _heading(selection, Column("name", "名称", lambda row: [], "name")),
        "rows": [(row, [column.of(row) for column in columns]) for row in page.object_list],
        "choices": [(column, column in columns) for column in COLUMNS],
    }


def _heading(selection: Selection, column: Column) -> dict:
    """Return what the head of a column prints: the way it is sorted, and the address to sort it."""
    if not column.sort:
        return {"label": column.label}
    first, other = column.sort, f"-{column.sort}"
    in_use = selection.order in (first, other)
    descending = selection.orders[column.sort].descending != (selection.order == other)
    return {
        "label": column.label,
        "url": selection.address(sort=other if selection.order == first else first),
        "direction": ("descending" if descending else "ascending") if in_use else "",
    }


def facet_values(request, name: str):
    """All values of one long facet under the present selection, to be searched and chosen."""
    return facet_page(request, "practice", name, reverse("practices:practices"))
