"""What a practice's page puts together: its parts as a tree with their words, and its relations."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from sources.models import Source

from .models import Evidence, Measure, Outcome, Practice, PracticeProblem, PracticeRelation


@dataclass(frozen=True)
class Part:
    """One part of a practice with the words it rests on and the parts under it."""

    measure: Measure
    words: list[Evidence]
    parts: list["Part"]


@dataclass(frozen=True)
class Answered:
    """A problem that the practice answers, and the words that say how."""

    link: PracticeProblem
    words: list[Evidence]


@dataclass(frozen=True)
class Related:
    """Another practice, and why it is shown here."""

    practice: Practice
    reason: str
    note: str = ""


class PracticeParts:
    """Everything on the page of one practice that `user` may see."""

    def __init__(self, practice: Practice, user):
        self.practice = practice
        self.user = user

    @cached_property
    def evidence(self) -> list[Evidence]:
        return list(self.practice.evidence.visible_to(self.user).with_speakers())

    @cached_property
    def outcomes(self) -> list[Outcome]:
        return list(self.practice.outcomes.visible_to(self.user).with_passages())

    @property
    def words(self) -> list[Evidence]:
        """The words on which the practice as a whole rests."""
        return [row for row in self.evidence if not (row.measure_id or row.problem_link_id)]

    @property
    def tree(self) -> list[Part]:
        words, children = defaultdict(list), defaultdict(list)
        for row in self.evidence:
            words[row.measure_id].append(row)
        for measure in self.practice.measures.all().order_by("position", "pk"):
            children[measure.parent_id].append(measure)

        def under(parent: int | None) -> list[Part]:
            return [
                Part(measure, words[measure.pk], under(measure.pk)) for measure in children[parent]
            ]

        return under(None)

    @property
    def answered(self) -> list[Answered]:
        links = self.practice.problem_links.select_related("problem")
        return [
            Answered(link, [row for row in self.evidence if row.problem_link_id == link.pk])
            for link in links
        ]

    @property
    def answers(self) -> set[int]:
        """The primary keys of the answers that the words stand in."""
        return {row.answer_id for row in self.evidence if row.answer_id}

    @property
    def sources(self) -> list[Source]:
        """The documents that all the words come from, each once."""
        return list(
            {row.source_id: row.source for row in [*self.evidence, *self.outcomes]}.values()
        )

    @property
    def related(self) -> list[Related]:
        """The practices that editors tied to this one, from either side."""
        own = PracticeRelation.objects.visible_to(self.user).of(self.practice)
        rows = list(own.select_related("practice", "related"))
        return [
            *(
                Related(row.related, row.get_kind_display(), row.note)
                for row in rows
                if row.practice_id == self.practice.pk
            ),
            *(
                Related(row.practice, REVERSED[row.kind], row.note)
                for row in rows
                if row.related_id == self.practice.pk
            ),
        ]


REVERSED = {
    PracticeRelation.Kind.INCLUDES: "属于",
    PracticeRelation.Kind.SUPPORTS: "配套",
    PracticeRelation.Kind.DRAWS_ON: "为其借鉴",
}
