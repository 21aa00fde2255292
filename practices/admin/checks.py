"""What an editor is told about a practice that is not complete yet."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q

from editorial.admin import ConditionFilter
from practices.checks import counts_that_do_not_hold
from practices.models import Evidence, Measure, Practice, Theme


def with_parts(practices):
    """Load with `practices` what `missing_in` looks at, in a fixed number of queries."""
    return practices.prefetch_related(
        "zones",
        "themes",
        "problem_links",
        Prefetch("measures", Measure.objects.order_by("position", "pk")),
        Prefetch("evidence", Evidence.objects.only("practice_id", "start")),
    )


def missing_in(practice: Practice) -> list[str]:
    """Say in sentences what is missing or does not add up in a practice from `with_parts`."""
    evidence = practice.evidence.all()
    found = [
        ("没有佐证", not evidence),
        ("没有回应的问题", not practice.problem_links.all()),
        ("没有主题", not practice.themes.all()),
    ]
    sentences = [sentence for sentence, missing in found if missing]
    if lost := sum(row.start is None for row in evidence):
        sentences.append(f"{lost} 条佐证的原话在出处中已找不到")
    return [*sentences, *counts_that_do_not_hold(practice.name, practice.measures.all())]


def _rows(**conditions) -> Exists:
    return Exists(Evidence.objects.filter(practice=OuterRef("pk"), **conditions))


class MissingFilter(ConditionFilter):
    title = "待补"
    parameter_name = "missing"
    conditions = {
        "evidence": ("没有佐证", ~Q(_rows())),
        "lost": ("佐证原话已失落", Q(_rows(start__isnull=True))),
        "problem": ("没有回应的问题", Q(problem_links__isnull=True)),
        "theme": ("没有主题", Q(themes__isnull=True)),
        "zone": ("没有高新区", Q(zones__isnull=True)),
    }


class ThemeGroupFilter(admin.SimpleListFilter):
    title = "主题"
    parameter_name = "theme"

    def lookups(self, request, model_admin):
        return [(group.code, str(group)) for group in Theme.objects.groups()]

    def queryset(self, request, queryset):
        group = Theme.objects.groups().filter(code=self.value() or "").first()
        return queryset if group is None else queryset.on_theme(group)
