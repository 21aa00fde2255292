"""What a problem's page puts together: who has the problem, and what others do about it."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from pyroaring import BitMap

from search.registry import Value, collection_named
from search.snapshots import shelf

from .models import Evidence, Practice, PracticeProblem, Problem

MOST_SHOWN = 30
MOST_RELATED = MOST_NEAREST = 6


@dataclass(frozen=True)
class Answer:
    """A practice, how it answers the problem, and the words that say so."""

    practice: Practice
    links: list[PracticeProblem]


@dataclass(frozen=True)
class AnswersOnTheme:
    theme: Value | None
    answers: list[Answer]


@dataclass(frozen=True)
class RelatedProblem:
    """Another problem, and how many of the same practices answer it."""

    name: str
    url: str
    shared: int


class Answers:
    """What practices do about a problem (or a group of problems), for one reader."""

    def __init__(self, problem: Problem, user):
        self.problem, self.user = problem, user
        self.collection, self.shelf = collection_named("practice"), shelf("practice")
        base = self.shelf.base(drafts=self.collection.drafts(user))
        self.records: BitMap = self.shelf.having("problem", problem.code) & base

    @property
    def total(self) -> int:
        return len(self.records)

    def by_theme(self) -> list[AnswersOnTheme]:
        """Return the newest practices, each once, under a theme it shares.

        A practice has several themes; it is shown under the one that most of these practices have,
        so that those which do alike stand together.
        """
        practices = self._practices()
        themes = {row.pk: self.shelf.values_of(row.pk, "theme") for row in practices}
        shared = Counter(theme for values in themes.values() for theme in values)
        groups: dict[Value | None, list[Answer]] = {}
        for practice in practices:
            theme = max(themes[practice.pk], key=lambda theme: shared[theme], default=None)
            groups.setdefault(theme, []).append(Answer(practice, practice.answering_links))
        ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
        return [AnswersOnTheme(theme, answers) for theme, answers in ordered]

    def _practices(self) -> list[Practice]:
        newest = self.shelf.in_order(self.collection.orders[0], self.records)
        evidence = Evidence.objects.visible_to(self.user).with_passages().order_by("position", "pk")
        links = (
            PracticeProblem.objects.filter(problem__in=Problem.objects.at_or_under(self.problem))
            .select_related("problem")
            .prefetch_related(Prefetch("evidence", queryset=evidence, to_attr="words"))
        )
        rows = (
            Practice.objects.visible_to(self.user)
            .filter(pk__in=newest[:MOST_SHOWN].tolist())
            .newest()
        )
        return list(rows.prefetch_related(Prefetch("problem_links", links, "answering_links")))

    def nearest(self) -> list[Answer]:
        """Return what is done about the problems beside this one, for a page that has nothing."""
        if self.problem.parent is None:
            return []
        beside = Answers(self.problem.parent, self.user)
        return [answer for group in beside.by_theme() for answer in group.answers][:MOST_NEAREST]

    def related_problems(self) -> list[RelatedProblem]:
        """Return problems that the same practices answer, most often first."""
        counts = self.shelf.counts("problem", self.records)
        own = {self.problem.code, self.problem.parent.code if self.problem.parent else ""}
        values = [
            value
            for value in self.shelf.vocabularies["problem"].values
            if value.parent and value.code in counts and not own & {value.code, value.parent}
        ]
        values.sort(key=lambda value: -counts[value.code])
        return [
            RelatedProblem(
                value.label, reverse("practices:problem", args=[value.code]), counts[value.code]
            )
            for value in values[:MOST_RELATED]
        ]
