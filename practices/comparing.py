"""Two to four practices side by side."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse

from .models import Practice
from .parts import PracticeParts

FEWEST, MOST = 2, 4


@dataclass(frozen=True)
class Compared:
    """One practice of a comparison; `without` is the address of the comparison without it."""

    practice: Practice
    parts: PracticeParts
    zones: list
    themes: list
    answered: list
    without: str


def compare(request):
    """`practice` is a slug, repeated; more than four, and what does not exist, is left out."""
    wanted = list(dict.fromkeys(filter(None, request.GET.getlist("practice"))))[:50]
    found = {
        row.slug: row
        for row in Practice.objects.visible_to(request.user)
        .filter(slug__in=wanted)
        .prefetch_related("themes")
    }
    slugs = [slug for slug in wanted if slug in found]
    compared = [_compared(found[slug], slugs[:MOST], request.user) for slug in slugs[:MOST]]
    context = {
        "compared": compared,
        "said": _said(wanted, slugs),
        "is_enough": len(compared) >= FEWEST,
        "shared_problems": _shared(
            [{row.link.problem for row in one.answered} for one in compared]
        ),
        "shared_themes": _shared([set(one.themes) for one in compared]),
        "rows": _rows(compared),
        "crumbs": [("做法", reverse("practices:practices")), ("比较", "")],
    }
    return render(request, "practices/compare.html", context)


def _said(wanted: list[str], slugs: list[str]) -> list[str]:
    said = []
    missing = len(wanted) - len(slugs)
    if missing:
        said.append(f"有 {missing} 个做法没有找到（可能已经撤下），已略去。")
    if len(slugs) > MOST:
        said.append(f"一次最多比较 {MOST} 个做法，这里是前 {MOST} 个。")
    return said


def _compared(practice: Practice, slugs: list[str], user) -> Compared:
    parts = PracticeParts(practice, user)
    others = "&".join(f"practice={slug}" for slug in slugs if slug != practice.slug)
    return Compared(
        practice,
        parts,
        list(practice.zones.visible_to(user)),
        list(practice.themes.all()),
        parts.answered,
        f"?{others}",
    )


def _shared(several: list[set]) -> set:
    """Return what stands in at least two of the sets."""
    seen, twice = set(), set()
    for some in several:
        twice |= some & seen
        seen |= some
    return twice


def _rows(compared: list[Compared]) -> list[tuple[str, str]]:
    """Return the rows that at least one of the practices has something in."""
    filled = (
        ("gist", "一句话", True),
        ("zones", "高新区", any(one.zones for one in compared)),
        ("problems", "回应的问题", any(one.answered for one in compared)),
        ("themes", "主题", any(one.themes for one in compared)),
        ("parts", "构成", any(one.parts.tree for one in compared)),
        ("outcomes", "成效", any(one.parts.outcomes for one in compared)),
        ("started", "开始时间", any(one.practice.started for one in compared)),
        ("stage", "阶段", any(one.practice.stage for one in compared)),
        ("sources", "出处", any(one.parts.sources for one in compared)),
    )
    return [(name, label) for name, label, is_filled in filled if is_filled]
