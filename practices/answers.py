"""What a problem's page puts together: who has the problem, and what others do about it."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Prefetch

from .models import Evidence, Practice, PracticeProblem, Problem, Theme

MOST_SHOWN = 60
MOST_RELATED = 6


@dataclass(frozen=True)
class Answer:
    """A practice, how it answers the problem, and the words that say so."""

    practice: Practice
    links: list[PracticeProblem]


@dataclass(frozen=True)
class AnswersOnTheme:
    theme: Theme | None
    answers: list[Answer]


def answers_by_theme(problem: Problem, user) -> list[AnswersOnTheme]:
    """Return the newest practices that answer `problem`, each once, under a theme it shares.

    A practice has several themes; it is shown under the one that most of these practices have, so
    that those which do alike stand together.
    """
    evidence = Evidence.objects.visible_to(user).with_speakers()
    links = (
        PracticeProblem.objects.filter(problem__in=Problem.objects.at_or_under(problem))
        .select_related("problem")
        .prefetch_related(Prefetch("evidence", queryset=evidence, to_attr="words"))
    )
    practices = list(
        Practice.objects.visible_to(user)
        .answering(problem)
        .newest()
        .with_terms(user)
        .prefetch_related(Prefetch("problem_links", queryset=links, to_attr="answering_links"))[
            :MOST_SHOWN
        ]
    )
    shared = Counter(theme for practice in practices for theme in practice.themes.all())
    groups: dict[Theme | None, list[Answer]] = {}
    for practice in practices:
        themes = practice.themes.all()
        theme = max(themes, key=lambda theme: shared[theme], default=None)
        groups.setdefault(theme, []).append(Answer(practice, practice.answering_links))
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
    return [AnswersOnTheme(theme, answers) for theme, answers in ordered]


def related_problems(problem: Problem, user) -> list[Problem]:
    """Return problems that the same practices answer, most often first, with `shared` practices."""
    practices = Practice.objects.visible_to(user).answering(problem)
    related = Problem.objects.leaves().exclude(
        pk__in=Problem.objects.at_or_under(problem).values("pk")
    )
    return (
        related.filter(practice_links__practice__in=practices.order_by().values("pk"))
        .annotate(shared=Count("practice_links__practice", distinct=True))
        .order_by("-shared", "position", "code")[:MOST_RELATED]
    )
