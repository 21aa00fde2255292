"""What of the catalogue can be searched, and the ways on when nothing is found."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.html import strip_tags

from search.registry import Hit, Link, Searchable, WayOn, register, register_way_on

from .models import Measure, Practice, Problem, Theme


def _practice(practice: Practice, terms) -> Hit:
    text = " ".join(filter(None, (practice.gist, practice.background, practice.body)))
    return Hit(practice.name, practice.get_absolute_url(), strip_tags(text))


def _measure(measure: Measure, terms) -> Hit:
    text = " ".join(filter(None, (measure.content, measure.detail)))
    url = f"{measure.practice.get_absolute_url()}#part-{measure.pk}"
    return Hit(measure.label, url, text, f"做法：{measure.practice.name}")


def _term(term: Problem | Theme, terms) -> Hit:
    text = "　".join(filter(None, ("、".join(term.alt_names), term.scope_note)))
    return Hit(term.name, term.get_absolute_url(), text, term.code)


def _tagged(user, word: str) -> Q:
    tagged = Practice.objects.filter(tags__name__icontains=word)
    return Q(pk__in=tagged.order_by().values("pk"))


def _groups(model) -> Iterator[Link]:
    for term in model.objects.groups():
        yield Link(getattr(term, "plain_question", "") or term.name, term.get_absolute_url())


def _vocabulary(model, kind: str, label: str, order: int, *more: str) -> Searchable:
    return Searchable(
        kind=kind,
        label=label,
        order=order,
        rows=lambda user: model.objects.all(),
        head=("name", "alt_names", *more),
        body=("scope_note",),
        hit=_term,
    )


def register_all() -> None:
    register(
        Searchable(
            kind="practice",
            label="做法",
            order=10,
            rows=Practice.objects.visible_to,
            head=("name", "other_names"),
            body=("gist", "background", "body"),
            parts=(_tagged,),
            hit=_practice,
        )
    )
    register(
        Searchable(
            kind="measure",
            label="做法的构成",
            order=20,
            rows=lambda user: Measure.objects.visible_to(user).select_related("practice"),
            head=("label",),
            body=("content", "detail"),
            hit=_measure,
        )
    )
    register(_vocabulary(Problem, "problem", "问题", 40, "code", "plain_question"))
    register(_vocabulary(Theme, "theme", "主题", 50, "code"))
    register_way_on(WayOn("从问题找", lambda: _groups(Problem)))
    register_way_on(WayOn("从主题找", lambda: _groups(Theme)))
