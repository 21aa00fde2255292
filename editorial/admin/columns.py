"""Columns and filters that the lists of several kinds of records share."""

from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html, format_html_join


def number_of(rows: QuerySet, field: str) -> Coalesce:
    """Return an expression for how many `rows` name the outer record in `field`.

    A subquery for each count: several counts over several joins would multiply one another.
    """
    counted = rows.filter(**{field: OuterRef("pk")}).order_by().values(field)
    counted = counted.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def state_badge(record) -> str:
    """Return the publication state as a labelled badge."""
    return format_html(
        '<span class="state state-{}">{}</span>', record.state, record.get_state_display()
    )


def as_list(sentences: list[str]) -> str:
    """Return sentences as a list, or "" if there are none."""
    items = format_html_join("", "<li>{}</li>", ((sentence,) for sentence in sentences))
    return format_html('<ul class="to-mend">{}</ul>', items) if items else ""


class ConditionFilter(admin.SimpleListFilter):
    """A filter by named conditions: `conditions` maps a value to a label and a `Q`."""

    conditions: dict[str, tuple] = {}

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _) in self.conditions.items()]

    def queryset(self, request, queryset):
        chosen = self.conditions.get(self.value())
        return queryset if chosen is None else queryset.filter(chosen[1])
