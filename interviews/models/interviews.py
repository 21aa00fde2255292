"""Interviews: who appeared, what was asked, what was answered."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from simple_history.models import HistoricalRecords

from editorial.models import Addressed, Publishable
from interviews.anchors import renumber
from interviews.querysets import AppearanceQuerySet, InterviewQuerySet, OfInterviewQuerySet
from sources.models import Source, plain_newlines
from zones.models import Zone

from .heirs import hand_words_on, take_words_over
from .people import Guest, GuestKind


class Interview(Addressed, Publishable):
    """A source read as questions and answers (访谈)."""

    source = models.OneToOneField(
        Source, models.PROTECT, related_name="interview", verbose_name="出处"
    )
    title = models.CharField("标题", max_length=300)
    introduction = models.TextField("导语", blank=True, help_text="提问之前的引言，每段一行。")
    guests = models.ManyToManyField(
        Guest, through="Appearance", related_name="interviews", verbose_name="嘉宾"
    )

    parts = ("appearances", "questions", "answers")
    zone_paths = ("appearances__zone",)

    objects = InterviewQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="访谈的历史")

    class Meta(Publishable.Meta):
        verbose_name = "访谈"
        verbose_name_plural = "访谈"
        ordering = ("-source__published", "title")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("interviews:interview", args=[self.slug])


class Appearance(models.Model):
    """A guest in one interview, with the posts as given there."""

    interview = models.ForeignKey(
        Interview, models.CASCADE, related_name="appearances", verbose_name="访谈"
    )
    guest = models.ForeignKey(
        Guest, models.PROTECT, related_name="appearances", verbose_name="嘉宾"
    )
    kind = models.CharField("嘉宾类型", max_length=20, choices=GuestKind, default=GuestKind.OTHER)
    posts_as_given = models.CharField(
        "文中所列职务", max_length=300, blank=True, help_text="照录文中的写法。"
    )
    zone = models.ForeignKey(
        Zone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appearances",
        verbose_name="代表的高新区",
        help_text="文中没有说明就留空。",
    )
    position = models.PositiveSmallIntegerField("次序", default=0)

    objects = AppearanceQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="出场的历史")

    class Meta:
        verbose_name = "出场嘉宾"
        verbose_name_plural = "出场嘉宾"
        ordering = ("interview", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("interview", "guest"), name="interviews_appearance_once"
            ),
        )

    def __str__(self):
        return f"{self.guest}（{self.posts_as_given}）" if self.posts_as_given else str(self.guest)


class Numbered(models.Model):
    """A part of an interview whose `number` makes its address, and therefore stays."""

    class Meta:
        abstract = True

    def check_number(self) -> None:
        stored = type(self)._base_manager.filter(pk=self.pk).exclude(number=self.number)
        if self.number and stored.exists():
            raise ValidationError({"number": "编号定后不改，网址里用着它。"})

    def clean(self):
        super().clean()
        self.check_number()

    def save(self, *args, **kwargs):
        self.check_number()
        super().save(*args, **kwargs)


class Question(Numbered):
    """A question (提问). `number` makes its anchor (`#q3`) and never changes."""

    interview = models.ForeignKey(
        Interview, models.CASCADE, related_name="questions", verbose_name="访谈"
    )
    number = models.PositiveSmallIntegerField("编号", help_text="用于网址中的 #q 编号，定后不改。")
    position = models.PositiveSmallIntegerField("次序")
    text = models.TextField("提问", blank=True, help_text="通篇独白、没有提问时留空。")

    verbatim = ("text",)

    objects = OfInterviewQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="提问的历史")

    class Meta:
        verbose_name = "提问"
        verbose_name_plural = "提问"
        ordering = ("interview", "position", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("interview", "number"), name="interviews_question_numbered_once"
            ),
        )

    def __str__(self):
        words = self.text if len(self.text) <= 40 else self.text[:39] + "…"
        return f"问{self.number} {words}"

    @property
    def anchor(self) -> str:
        return f"q{self.number}"

    def get_absolute_url(self):
        return f"{self.interview.get_absolute_url()}#{self.anchor}"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of an answer; `anchor` is its address in the page (`a7-p2`).

    `former` are the addresses that it had in other answers; they lead to it as well.
    """

    anchor: str
    number: int
    text: str
    former: tuple[str, ...] = ()


class Answer(Numbered):
    """What one guest said to one question (回答), one paragraph a line.

    `number` makes the anchors (`#a7`, `#a7-p2`) and never changes. `paragraph_numbers` runs beside
    the lines of `text`; `save()` carries the numbers over an edit (see `anchors.py`). Paragraphs
    that came from another answer keep their anchors there: `former_anchors` maps the number of a
    paragraph here (as text) to a list of these.
    """

    interview = models.ForeignKey(
        Interview, models.CASCADE, related_name="answers", verbose_name="访谈"
    )
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="answers", verbose_name="提问"
    )
    appearance = models.ForeignKey(
        Appearance, models.PROTECT, related_name="answers", verbose_name="回答者"
    )
    number = models.PositiveSmallIntegerField("编号", help_text="用于网址中的 #a 编号，定后不改。")
    position = models.PositiveSmallIntegerField("次序")
    text = models.TextField("回答", help_text="每段一行。")
    paragraph_numbers = models.JSONField("段落编号", default=list, editable=False)
    last_paragraph = models.PositiveSmallIntegerField("用过的最大段号", default=0, editable=False)
    former_anchors = models.JSONField("旧锚点", default=dict, editable=False)

    computed = ("paragraph_numbers", "last_paragraph")
    verbatim = ("text",)

    objects = OfInterviewQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="回答的历史")

    class Meta:
        verbose_name = "回答"
        verbose_name_plural = "回答"
        ordering = ("interview", "question__position", "position", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("interview", "number"), name="interviews_answer_numbered_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="interviews_answer_text_given"
            ),
        )

    def __str__(self):
        return f"答{self.number} {self.appearance.guest.name}"

    @property
    def anchor(self) -> str:
        return f"a{self.number}"

    def get_absolute_url(self):
        return f"{self.interview.get_absolute_url()}#{self.anchor}"

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [
            Paragraph(
                f"{self.anchor}-p{number}", number, text, tuple(self.former_anchors_of(number))
            )
            for number, text in zip(self.paragraph_numbers, self.text.split("\n"), strict=True)
        ]

    def former_anchors_of(self, number: int) -> list[str]:
        """Return the anchors that a paragraph had while it belonged to other answers."""
        return self.former_anchors.get(str(number), [])

    def paragraph_with(self, quote: str) -> Paragraph | None:
        """Return the first paragraph in which `quote` stands."""
        return next((part for part in self.paragraphs if quote in part.text), None)

    def check_interview(self) -> None:
        """Raise a `ValidationError` when question or speaker belong to another interview."""
        if self.question_id and self.question.interview_id != self.interview_id:
            raise ValidationError({"question": "这个提问不属于本访谈。"})
        if self.appearance_id and self.appearance.interview_id != self.interview_id:
            raise ValidationError({"appearance": "这位嘉宾没有在本访谈中出场。"})

    def clean(self):
        super().clean()
        self.check_interview()

    def save(self, *args, **kwargs):
        self.check_interview()
        lines = [line.strip() for line in plain_newlines(self.text).split("\n") if line.strip()]
        self.text = "\n".join(lines)
        with transaction.atomic():
            # What is stored counts, not what was read: somebody may have added a paragraph since.
            stored = type(self)._base_manager.select_for_update().filter(pk=self.pk)
            stored = stored.order_by("pk").first()
            self._number_paragraphs(stored, lines)
            super().save(*args, **kwargs)
            take_words_over(self)

    def _number_paragraphs(self, stored: "Answer | None", lines: list[str]) -> None:
        if stored is None and len(self.paragraph_numbers) == len(lines):
            # They were numbered already, in a change that readers have not seen yet.
            self.last_paragraph = max(self.last_paragraph, *self.paragraph_numbers, 0)
            return
        self.paragraph_numbers, self.last_paragraph = renumber(
            stored.text.split("\n") if stored else [],
            stored.paragraph_numbers if stored else [],
            lines,
            stored.last_paragraph if stored else 0,
        )

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            hand_words_on(self)
            return super().delete(*args, **kwargs)
