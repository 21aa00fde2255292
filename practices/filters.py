"""The one selection behind the catalogue: what the address asks for, and how much there is of it.

Several values of one facet are OR, facets are AND, a group takes the terms under it. A value that
does not exist is set aside and said (`ignored`), never an error.
"""

import django_filters
from django import forms
from django.http import QueryDict

from search.facets import Chip, Facet, FacetItem
from zones.models import Zone

from .models import Problem, Theme

SORTS = {"newest": "最新收录", "started": "开始时间", "name": "名称"}
# No facet has more values than this; an address with more was not made by these pages.
MOST_VALUES = 500
MOST_LETTERS = 100


class KnownValuesField(forms.ModelMultipleChoiceField):
    """Values of which the unknown ones are kept apart in `unknown`."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        wanted = list(dict.fromkeys(value or []))[:MOST_VALUES]
        found = list(self.queryset.filter(**{f"{self.to_field_name}__in": wanted}))
        known = {getattr(record, self.to_field_name) for record in found}
        self.unknown = [word for word in wanted if word and word not in known]
        return found


class KnownValuesFilter(django_filters.Filter):
    field_class = KnownValuesField

    def __init__(self, *, choose: str, **kwargs):
        super().__init__(required=False, **kwargs)
        self.choose = choose

    def filter(self, queryset, value):
        return getattr(queryset, self.choose)(*value) if value else queryset


class PracticeFilter(django_filters.FilterSet):
    """What an address selects from the practices that `request.user` may see."""

    q = django_filters.CharFilter(method="with_words", max_length=MOST_LETTERS, label="词语")
    problem = KnownValuesFilter(
        choose="answering", queryset=Problem.objects.all(), to_field_name="code", label="问题"
    )
    theme = KnownValuesFilter(
        choose="on_theme", queryset=Theme.objects.all(), to_field_name="code", label="主题"
    )
    zone = KnownValuesFilter(
        choose="in_zone", queryset=Zone.objects.none(), to_field_name="slug", label="高新区"
    )
    sort = django_filters.ChoiceFilter(choices=list(SORTS.items()), method="in_order", label="排序")

    def get_form_class(self):
        form = super().get_form_class()
        form.base_fields["zone"].queryset = Zone.objects.visible_to(self.request.user)
        return form

    def with_words(self, queryset, name, value):
        return queryset.with_words_like(value)

    def in_order(self, queryset, name, value):
        order = {"newest": "newest", "started": "latest_started", "name": "by_name"}[value]
        return getattr(queryset, order)()

    @property
    def chosen(self) -> dict:
        """The known values, by parameter; empty ones left out."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def rows(self, leave_out: str = ""):
        """Return the practices selected, by every filter but the one to leave out."""
        queryset = self.queryset.newest()
        for name, value in self.chosen.items():
            if name != leave_out:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    @property
    def ignored(self) -> list[str]:
        """Say, in one sentence each, which parts of the address were not used."""
        self.form.is_valid()
        said = [
            f"没有名为“{_short(word)}”的{self.filters[name].label}，已略去这个条件。"
            for name in ("problem", "theme", "zone")
            for word in self.form.fields[name].unknown[:5]
        ]
        if "q" in self.form.errors:
            said.append(f"检索词太长（最多{MOST_LETTERS}字），已略去。")
        if "sort" in self.form.errors:
            said.append("没有这种排序方式，已按最新收录排列。")
        return said

    @property
    def order(self) -> str:
        return self.chosen.get("sort", "newest")

    def address(self, *, without: tuple[str, str] | None = None, sort: str | None = None) -> str:
        """Return the query of this selection, first page, less one value or in another order."""
        query = QueryDict(mutable=True)
        for name, values in self._values():
            kept = [value for value in values if (name, value) != without]
            query.setlist(name, kept)
        if sort is not None:
            query["sort"] = sort
        return f"?{query.urlencode()}"

    def _values(self) -> list[tuple[str, list[str]]]:
        """Return the known values as the address writes them."""
        return [
            (
                name,
                [getattr(record, self.form.fields[name].to_field_name) for record in value]
                if isinstance(value, list)
                else [value],
            )
            for name, value in self.chosen.items()
        ]

    @property
    def chips(self) -> list[Chip]:
        labels = {
            (name, getattr(record, self.form.fields[name].to_field_name)): getattr(
                record, "short_name", ""
            )
            or record.name
            for name in ("problem", "theme", "zone")
            for record in self.chosen.get(name, [])
        }
        return [
            Chip(
                self.filters[name].label,
                labels.get((name, value), value),
                self.address(without=(name, value)),
            )
            for name, values in self._values()
            for value in values
            if name != "sort"
        ]

    @property
    def sorts(self) -> list[Chip]:
        """Return the orders to offer: name is the value, label what it is called."""
        return [Chip(value, label, self.address(sort=value)) for value, label in SORTS.items()]

    def facets(self) -> list[Facet]:
        """Count every facet with all filters but its own."""
        facets = [
            self._term_facet("problem", Problem, self.rows("problem").problem_counts()),
            self._term_facet("theme", Theme, self.rows("theme").theme_counts()),
            self._zone_facet(self.rows("zone").zone_counts()),
        ]
        return [facet for facet in facets if facet.items]

    def _term_facet(self, name, model, counts) -> Facet:
        terms = []
        for group in model.objects.groups():
            terms += [(group, 0), *((term, 1) for term in group.children.all())]
        return self._facet(
            name, [(term, term.code, term.name, depth) for term, depth in terms], counts
        )

    def _zone_facet(self, counts) -> Facet:
        zones = self.form.fields["zone"].queryset.filter(
            pk__in={*counts, *(zone.pk for zone in self.chosen.get("zone", []))}
        )
        ranked = sorted(zones, key=lambda zone: -counts.get(zone.pk, 0))
        return self._facet(
            "zone", [(zone, zone.slug, zone.short_name, 0) for zone in ranked], counts
        )

    def _facet(self, name, values, counts) -> Facet:
        """Keep the values that have rows or are chosen."""
        chosen = {record.pk for record in self.chosen.get(name, [])}
        items = [
            FacetItem(value, label, counts.get(record.pk, 0), record.pk in chosen, depth)
            for record, value, label, depth in values
            if counts.get(record.pk) or record.pk in chosen
        ]
        return Facet(name, self.filters[name].label, items)


def _short(word: str) -> str:
    return word if len(word) <= 30 else f"{word[:29]}…"
