"""What may be missing in practices and problems, or not add up."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from django.db.models import Count, Exists, OuterRef, Q

from editorial.findings import Check, Found, concerns, register
from sources.checks import register_quotes
from zones.checks import DATE_LABEL, unresolved_dates

from .models import (
    Evidence,
    Measure,
    Outcome,
    Practice,
    PracticeProblem,
    Problem,
    ProblemStatement,
)
from .slogans import count_check, promises
from .twins import find, find_all

_COUNT_SENTENCES = {
    "short": "{}：列出的构成比名称里的数目少",
    "over": "{}：列出的构成比名称里的数目多",
}


def counts_that_do_not_hold(name: str, measures: Iterable[Measure]) -> list[str]:
    """Compare the numbers in names (三亮) with the parts that stand under them.

    `name` is the practice's, `measures` are all its parts in their order.
    """
    measures, under = list(measures), {}
    for measure in measures:
        under.setdefault(measure.parent_id, []).append(measure)

    def parts(key):
        return [
            (part.label, [item.label for item in under.get(part.pk, ())]) for part in under[key]
        ]

    verdicts = {
        measure.label: count_check(measure.label, parts(measure.pk))
        for measure in measures
        if measure.pk in under
    }
    # What is missing under a part is missing in the whole: it need not be said twice.
    if None in under and not _COUNT_SENTENCES.keys() & verdicts.values():
        verdicts[name] = count_check(name, parts(None))
    return [
        _COUNT_SENTENCES[verdict].format(name)
        for name, verdict in verdicts.items()
        if verdict in _COUNT_SENTENCES
    ]


def _slogans(pks: Sequence[int]) -> Iterator[Found]:
    measures: dict[int, list[Measure]] = {}
    rows = Measure._base_manager.filter(practice__in=pks).order_by("position", "pk")
    for measure in rows.defer("content", "detail"):
        measures.setdefault(measure.practice_id, []).append(measure)
    names = Practice._base_manager.filter(pk__in=list(measures)).values_list("pk", "name")
    for pk, name in names:
        labels = (name, *(measure.label for measure in measures[pk]))
        if any(map(promises, labels)) and (said := counts_that_do_not_hold(name, measures[pk])):
            yield Found(pk, "", "；".join(said))


def _without(relation: str, sentence: str, pks: Sequence[int]) -> Iterator[Found]:
    rows = Practice._base_manager.filter(**{f"{relation}__isnull": True}, pk__in=pks)
    for pk in rows.order_by().values_list("pk", flat=True):
        yield Found(pk, "", sentence)


def _dates(pks: Sequence[int]) -> Iterator[Found]:
    return unresolved_dates(Outcome, "practice", "as_of", "as_of_words", pks)


def _unanswered(pks: Sequence[int]) -> Iterator[Found]:
    """Problems that somebody has, and no practice answers."""
    answers = PracticeProblem._base_manager.filter(
        Q(problem=OuterRef("pk")) | Q(problem__parent=OuterRef("pk"))
    )
    rows = Problem._base_manager.filter(~Exists(answers), pk__in=pks, deprecated=False)
    rows = rows.annotate(stated=Count("statements")).filter(stated__gt=0).order_by()
    for pk, stated in rows.values_list("pk", "stated"):
        yield Found(pk, "", f"有 {stated} 条问题陈述，还没有做法回应")


def _problems_of(practice: Practice) -> list:
    problems = PracticeProblem._base_manager.filter(practice=practice)
    return [(Problem, problems.values_list("problem", flat=True))]


def register_all() -> None:
    for name, relation, missing in (
        ("practice-problem", "problem_links", "没有回应的问题"),
        ("practice-theme", "themes", "没有主题"),
        ("practice-evidence", "evidence", "没有佐证"),
        ("practice-zone", "zones", "没有高新区"),
    ):
        look = partial(_without, relation, missing)
        register(Check(name, f"{missing}的做法", "做法", Practice, look))
    register(Check("slogan", "构成与名称里的数目不符的做法", "做法", Practice, _slogans))
    register(Check("practice-twins", "可能重复的做法", "可能重复", Practice, find, find_all))
    register(Check("relative-date", DATE_LABEL, "数据", Practice, _dates))
    register_quotes(Practice, {Evidence: "practice", Outcome: "practice"})
    register_quotes(ProblemStatement, {ProblemStatement: "pk"}, related=("problem",))
    register(Check("unanswered", "有人提出、没有做法回应的问题", "问题", Problem, _unanswered))
    concerns(Practice, _problems_of)
    concerns(ProblemStatement, lambda statement: [(Problem, [statement.problem_id])])
