"""What an editor is told about a practice that is not complete yet."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q

from editorial.admin import ConditionFilter
from practices.models import Evidence, Measure, Practice, Theme
from practices.slogans import count_check

COUNT_SENTENCES = {
    "short": "{}：列出的构成比名称里的数目少",
    "over": "{}：列出的构成比名称里的数目多",
}


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
    return [*sentences, *_counts_that_do_not_hold(practice)]


def _counts_that_do_not_hold(practice: Practice) -> list[str]:
    """Compare the numbers in names (三亮) with the parts that stand under them."""
    under = {}
    for measure in practice.measures.all():
        under.setdefault(measure.parent_id, []).append(measure)

    def parts(key):
        return [
            (part.label, [item.label for item in under.get(part.pk, ())]) for part in under[key]
        ]

    named = [(measure.label, measure.pk) for measure in practice.measures.all()]
    checks = {name: count_check(name, parts(key)) for name, key in named if key in under}
    # What is missing under a part is missing in the whole: it need not be said twice.
    if None in under and not COUNT_SENTENCES.keys() & checks.values():
        checks[practice.name] = count_check(practice.name, parts(None))
    return [
        COUNT_SENTENCES[check].format(name)
        for name, check in checks.items()
        if check in COUNT_SENTENCES
    ]


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
