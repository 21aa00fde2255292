"""What ties the catalogue to the exact words: evidence for practices, statements of problems."""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from interviews.models import Question, SpokenQuote
from practices.querysets import OfPracticeQuerySet, StatementQuerySet
from sources.models import Quoted

from .practices import Measure, Practice, PracticeProblem
from .vocabularies import Problem


class Evidence(SpokenQuote):
    """The words (佐证) on which a practice, one of its parts or an answered problem rests."""

    practice = models.ForeignKey(
        Practice, models.CASCADE, related_name="evidence", verbose_name="做法"
    )
    measure = models.ForeignKey(
        Measure,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name="构成",
        help_text="佐证某一个构成时选它；佐证整个做法时留空。",
    )
    problem_link = models.ForeignKey(
        PracticeProblem,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name="回应的问题",
        help_text="佐证做法怎样回应某个问题时选它。",
    )
    position = models.PositiveSmallIntegerField("次序", default=0)

    objects = OfPracticeQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="佐证的历史")

    class Meta:
        verbose_name = "佐证"
        verbose_name_plural = "佐证"
        ordering = ("practice", "position", "pk")
        constraints = (
            *Quoted.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(measure__isnull=True) | models.Q(problem_link__isnull=True),
                name="practices_evidence_for_one_thing",
                violation_error_message="一条佐证只能对应一个构成或一个问题。",
            ),
        )

    def __str__(self):
        return self.quote if len(self.quote) <= 40 else self.quote[:39] + "…"

    def check_practice(self) -> None:
        if self.measure_id and self.measure.practice_id != self.practice_id:
            raise ValidationError({"measure": "这个构成属于另一个做法。"})
        if self.problem_link_id and self.problem_link.practice_id != self.practice_id:
            raise ValidationError({"problem_link": "这个问题不是本做法回应的问题。"})

    def clean(self):
        super().clean()
        self.check_practice()

    def save(self, *args, **kwargs):
        self.check_practice()
        super().save(*args, **kwargs)


class ProblemStatement(SpokenQuote):
    """Somebody says that they have a problem (问题陈述): in an answer, or in the question asked."""

    problem = models.ForeignKey(
        Problem, models.PROTECT, related_name="statements", verbose_name="问题类型"
    )
    question = models.ForeignKey(
        Question,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="problem_statements",
        verbose_name="所在提问",
        help_text="问题由提问者提出时选它。",
    )

    objects = StatementQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="问题陈述的历史")

    class Meta:
        verbose_name = "问题陈述"
        verbose_name_plural = "问题陈述"
        ordering = ("problem", "start", "pk")
        constraints = (
            *Quoted.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(answer__isnull=True) | models.Q(question__isnull=True),
                name="practices_problemstatement_one_speaker",
                violation_error_message="问题陈述要么在回答里，要么在提问里，请只选一个。",
            ),
            models.UniqueConstraint(
                fields=("problem", "source", "start"), name="practices_problemstatement_once"
            ),
        )

    def __str__(self):
        return f"{self.problem}：{self.quote[:30]}"

    @property
    def spoken_anchor(self) -> str:
        return self.question.anchor if self.question else super().spoken_anchor

    @property
    def spoken_url(self) -> str:
        return self.question.get_absolute_url() if self.question else super().spoken_url

    def find_quote(self) -> int:
        """Prefer the place inside the question, as inside an answer."""
        within = self.question.text.find(self.quote) if self.question else -1
        place = self.source.text.find(self.question.text) if within >= 0 else -1
        return place + within if place >= 0 else super().find_quote()

    def locate_quote(self) -> None:
        super().locate_quote()
        if self.question is None:
            return
        if self.question.interview.source_id != self.source_id:
            raise ValidationError({"question": "这个提问不在所选的出处里。"})
        if self.quote not in self.question.text:
            raise ValidationError({"quote": "所选的提问里没有这句话。"})
