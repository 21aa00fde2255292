"""What of the catalogue can be found, and the ways on when nothing is found."""

from collections.abc import Iterator, Mapping, Sequence

from taggit.models import Tag

from interviews.models import Answer, Appearance, Guest, Interview
from search.registry import Entry, Kind, Link, WayOn, register, register_way_on, watch, watch_keys
from search.snapshots import shelf
from sources.models import Source
from zones.models import PartyOrganization

from .facets import extend_other_lists, register_practices, register_statements
from .models import (
    Collection,
    CollectionItem,
    Evidence,
    Measure,
    Outcome,
    Practice,
    PracticeProblem,
    PracticeRelation,
    Problem,
    ProblemStatement,
    Theme,
)
from .tagging import tag_names


def _called(term: Problem | Theme) -> list[str]:
    names = (term.name, getattr(term, "plain_question", ""), *term.alt_names)
    return [name for name in names if name]


def _practices(rows) -> Iterator[Entry]:
    practices = list(rows.prefetch_related("measures", "problems", "themes"))
    tags = tag_names(Practice, [practice.pk for practice in practices])
    for practice in practices:
        parts = [
            "，".join(filter(None, (part.label, part.content, part.detail)))
            for part in practice.measures.all()
        ]
        terms = [*practice.problems.all(), *practice.themes.all()]
        yield Entry(
            record=practice.pk,
            title=practice.name,
            url=practice.get_absolute_url(),
            names=(*practice.other_names, *tags.get(practice.pk, ())),
            gist=practice.gist,
            terms=[name for term in terms for name in _called(term)],
            text="\n".join(filter(None, (practice.background, practice.body, *parts))),
            sounded=(practice.name, *practice.other_names),
        )


def _measures(rows) -> Iterator[Entry]:
    for practice in rows.prefetch_related("measures"):
        url = practice.get_absolute_url()
        for part, measure in enumerate(practice.measures.all(), start=1):
            yield Entry(
                record=practice.pk,
                part=part,
                title=measure.label,
                url=f"{url}#part-{measure.pk}",
                gist=measure.content,
                text=measure.detail,
                about=f"做法：{practice.name}",
            )


def _terms(rows) -> Iterator[Entry]:
    for term in rows:
        called = _called(term)[1:]
        yield Entry(
            record=term.pk,
            title=term.name,
            url=term.get_absolute_url(),
            names=(term.code, *called),
            text=term.scope_note,
            about=term.code,
            sounded=(term.name,),
        )


def zones_of(practices: Sequence[int]) -> Mapping[int, str]:
    """Return the names of the published zones of each practice."""
    held = shelf("practice")
    return {
        practice: "、".join(zone.label for zone in held.values_of(practice, "zone"))
        for practice in practices
    }


def _groups(model) -> Iterator[Link]:
    for term in model.objects.groups():
        yield Link(getattr(term, "plain_question", "") or term.name, term.get_absolute_url())


def register_all() -> None:
    register_practices()
    register_statements()
    extend_other_lists()
    register(
        Kind(
            name="practice",
            number=1,
            label="做法",
            order=10,
            published=_published,
            entries=_practices,
            collection="practice",
            suggested=True,
            beside=zones_of,
        )
    )
    register(
        Kind(
            name="measure",
            number=2,
            label="做法的构成",
            order=20,
            published=_published,
            entries=_measures,
            collection="practice",
            beside=zones_of,
        )
    )
    for model, name, number, order in ((Problem, "problem", 4, 40), (Theme, "theme", 5, 50)):
        register(
            Kind(
                name=name,
                number=number,
                label=model._meta.verbose_name.removesuffix("类型"),
                order=order,
                published=model.objects.in_use,
                entries=_terms,
                suggested=True,
            )
        )
    register_way_on(WayOn("从问题找", lambda: _groups(Problem)))
    register_way_on(WayOn("从主题找", lambda: _groups(Theme)))
    _watch_all()


def _published():
    return Practice.objects.published()


def _about(practices) -> list[tuple[str, list[int]]]:
    """Say which records a change of these practices concerns."""
    pks = sorted({pk for pk in practices if pk})
    zones = Practice.zones.through.objects.filter(practice__in=pks)
    organizations = Practice.organizations.through.objects.filter(practice__in=pks)
    interviews = Evidence.objects.filter(practice__in=pks).exclude(answer=None)
    return [
        ("practice", pks),
        ("measure", pks),
        ("zone", list(zones.values_list("zone", flat=True))),
        ("organization", list(organizations.values_list("partyorganization", flat=True))),
        ("interview", list(interviews.values_list("answer__interview", flat=True))),
    ]


def _of_term(term: Problem | Theme) -> list[tuple[str, list[int]]]:
    name = type(term)._meta.model_name
    terms = [term.pk, *term.children.values_list("pk", flat=True)]
    practices = Practice.objects.filter(**{f"{name}s__in": terms}).values_list("pk", flat=True)
    return [(name, terms), ("practice", list(practices))]


def _of_statement(row: ProblemStatement) -> list[tuple[str, list[int]]]:
    spoken = row.answer or row.question
    return [("statement", [row.pk]), ("interview", [spoken.interview_id] if spoken else ())]


def _quoting(**where) -> list[tuple[str, list[int]]]:
    """Say what a change of something concerns that evidence, outcomes and statements quote."""
    evidence = Evidence.objects.filter(**where).values_list("practice", flat=True)
    outcomes = Outcome.objects.filter(**where).values_list("practice", flat=True)
    stated = ProblemStatement.objects.filter(**where).values_list("pk", flat=True)
    return [("practice", sorted({*evidence, *outcomes})), ("statement", list(stated))]


def _asked_in(interview: Interview) -> list[int]:
    stated = ProblemStatement.objects.filter(question__interview=interview)
    return list(stated.values_list("pk", flat=True))


def _watch_all() -> None:
    watch_keys(Practice, _about)
    for part in (Measure, Outcome, Evidence, PracticeProblem):
        watch_keys(part, _about, "practice_id")
    for end in ("practice_id", "related_id"):
        watch_keys(PracticeRelation, _about, end)
    watch(ProblemStatement, _of_statement)
    for model in (Collection, CollectionItem):
        watch(model, lambda row: [("", ())])
    for model in (Problem, Theme):
        watch(model, _of_term, gives_values=True)
    watch(Tag, lambda tag: [("practice", list(_tagged_with(tag)))], gives_values=True)
    watch(Source, lambda source: _quoting(source=source))
    watch(Interview, lambda row: _quoting(answer__interview=row))
    watch(Interview, lambda row: [("statement", _asked_in(row))])
    watch(Answer, lambda row: _quoting(answer=row))
    watch(Appearance, lambda row: _quoting(answer__appearance=row))
    watch(Guest, lambda row: _quoting(answer__appearance__guest=row))
    watch(
        PartyOrganization,
        lambda row: [("practice", list(row.practices.values_list("pk", flat=True)))],
    )


def _tagged_with(tag: Tag):
    return Practice.objects.filter(tags=tag).values_list("pk", flat=True)
