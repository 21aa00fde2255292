"""Practices (做法), the catalogue's unit, and the parts that they are made of."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager
from tree_queries.fields import TreeNodeForeignKey

from editorial.fields import LinesField, PartialDateField, partial_date_check
from editorial.models import Addressed, Publishable
from editorial.trees import Tree
from interviews.models import SpokenQuote
from practices.querysets import (
    MeasureQuerySet,
    OfPracticeQuerySet,
    PracticeQuerySet,
    ProblemLinkQuerySet,
    RelationQuerySet,
)
from practices.slogans import count_check
from sources.models import Quoted
from zones.models import Alliance, Exactness, Figure, HostUnit, PartyOrganization, Zone

from .vocabularies import Problem, Theme


class Practice(Addressed, Publishable):
    """One practice: what was done, by whom, in answer to which problems."""

    class Stage(models.TextChoices):
        PILOT = "pilot", "试点"
        EXPANDING = "expanding", "推广"
        ROUTINE = "routine", "常态化"

    name = models.CharField("名称", max_length=150)
    other_names = LinesField("其他名称", help_text="每行一个。")
    gist = models.CharField("一句话", max_length=200, help_text="一句话说清做什么、为了什么。")
    background = models.TextField("背景", blank=True)
    body = models.TextField(
        "正文", blank=True, help_text="每段一行；可用 **加粗**、- 列表、> 引用。"
    )
    zones = models.ManyToManyField(
        Zone, blank=True, related_name="practices", verbose_name="高新区"
    )
    organizations = models.ManyToManyField(
        PartyOrganization, blank=True, related_name="practices", verbose_name="党组织"
    )
    host_units = models.ManyToManyField(
        HostUnit, blank=True, related_name="practices", verbose_name="依托单位"
    )
    alliance = models.ForeignKey(
        Alliance,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name="党建联盟",
    )
    started = PartialDateField("开始时间")
    stage = models.CharField(
        "阶段", max_length=10, choices=Stage, blank=True, help_text="出处没有说明就留空。"
    )
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="practices", verbose_name="主题"
    )
    problems = models.ManyToManyField(
        Problem, through="PracticeProblem", related_name="practices", verbose_name="回应的问题"
    )
    tags = TaggableManager("标签", blank=True, help_text="用逗号隔开。")

    parts = ("measures", "problem_links", "evidence", "outcomes", "relations")
    zone_paths = ("zones",)

    objects = PracticeQuerySet.as_manager()
    history = HistoricalRecords(
        m2m_fields=[zones, organizations, host_units, themes], verbose_name="做法的历史"
    )

    class Meta(Publishable.Meta):
        verbose_name = "做法"
        verbose_name_plural = "做法"
        ordering = ("-published_at", "name")
        constraints = (
            *Publishable.Meta.constraints,
            partial_date_check("started"),
            models.CheckConstraint(
                condition=~models.Q(gist="") & ~models.Q(name=""),
                name="practices_practice_named_and_told",
            ),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("practices:practice", args=[self.slug])

    def count_check(self) -> str:
        """Tell whether the number in the name holds: `ok`, `short`, `over`, `none` (no number)."""
        tops = self.measures.filter(parent=None).prefetch_related("children")
        return count_check(
            self.name, [(part.label, [item.label for item in part.children.all()]) for part in tops]
        )


class Measure(Tree):
    """A part of a practice (构成); parts have parts: 三亮 → 党员亮身份, 工作亮标准, 服务亮承诺."""

    practice = models.ForeignKey(
        Practice, models.CASCADE, related_name="measures", verbose_name="做法"
    )
    parent = TreeNodeForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级构成",
    )
    position = models.PositiveSmallIntegerField("次序", default=0)
    label = models.CharField("名称", max_length=100, help_text="例如“三亮”“党员亮身份”。")
    content = models.CharField("内容", max_length=300, blank=True, help_text="例如“不忘初心”。")
    detail = models.TextField("说明", blank=True)

    objects = MeasureQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="构成的历史")

    class Meta:
        verbose_name = "构成"
        verbose_name_plural = "构成"
        ordering = ("practice", "position", "pk")
        constraints = (
            *Tree.Meta.constraints,
            models.UniqueConstraint(
                fields=("practice", "parent", "label"),
                name="practices_measure_labelled_once",
                violation_error_message="同一处已有同名的构成。",
            ),
            models.UniqueConstraint(
                fields=("practice", "label"),
                condition=models.Q(parent__isnull=True),
                name="practices_measure_top_labelled_once",
                violation_error_message="同一处已有同名的构成。",
            ),
        )

    def __str__(self):
        return f"{self.label}：{self.content}" if self.content else self.label

    def check_practice(self) -> None:
        if self.parent_id and self.parent.practice_id != self.practice_id:
            raise ValidationError({"parent": "上级构成属于另一个做法。"})

    def clean(self):
        super().clean()
        self.check_practice()

    def save(self, *args, **kwargs):
        self.check_practice()
        super().save(*args, **kwargs)


class Outcome(Figure, SpokenQuote):
    """What came of a practice (成效): a figure, or a change from `before` to the value."""

    practice = models.ForeignKey(
        Practice, models.CASCADE, related_name="outcomes", verbose_name="做法"
    )
    before = models.DecimalField("原先数值", max_digits=18, decimal_places=4, null=True, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)

    objects = OfPracticeQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="成效的历史")

    class Meta:
        verbose_name = "成效"
        verbose_name_plural = "成效"
        ordering = ("practice", "position", "pk")
        constraints = (
            *Quoted.Meta.constraints,
            partial_date_check("as_of"),
            models.CheckConstraint(
                condition=models.Q(exactness__in=Exactness.values),
                name="practices_outcome_exactness_known",
            ),
            models.UniqueConstraint(
                fields=("practice", "indicator", "as_of"), name="practices_outcome_once"
            ),
        )


class PracticeProblem(models.Model):
    """That a practice answers a problem, and how."""

    practice = models.ForeignKey(
        Practice, models.CASCADE, related_name="problem_links", verbose_name="做法"
    )
    problem = models.ForeignKey(
        Problem, models.PROTECT, related_name="practice_links", verbose_name="问题类型"
    )
    how = models.CharField("怎样回应", max_length=200, blank=True)

    objects = ProblemLinkQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="回应的问题的历史")

    class Meta:
        verbose_name = "回应的问题"
        verbose_name_plural = "回应的问题"
        ordering = ("practice", "problem__position", "problem__code")
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "problem"), name="practices_practiceproblem_once"
            ),
        )

    def __str__(self):
        return f"{self.practice} → {self.problem}"


class PracticeRelation(models.Model):
    """A relation of one practice to another."""

    class Kind(models.TextChoices):
        INCLUDES = "includes", "包含"
        SUPPORTS = "supports", "配套"
        DRAWS_ON = "draws_on", "借鉴"

    practice = models.ForeignKey(
        Practice, models.CASCADE, related_name="relations", verbose_name="做法"
    )
    kind = models.CharField("关系", max_length=10, choices=Kind)
    related = models.ForeignKey(
        Practice, models.CASCADE, related_name="related_from", verbose_name="相关做法"
    )
    note = models.CharField("说明", max_length=200, blank=True)

    objects = RelationQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="相关做法的历史")

    class Meta:
        verbose_name = "相关做法"
        verbose_name_plural = "相关做法"
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "kind", "related"), name="practices_practicerelation_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(practice=models.F("related")),
                name="practices_practicerelation_not_to_itself",
                violation_error_message="做法不能与自己相关。",
            ),
        )

    def __str__(self):
        return f"{self.practice} {self.get_kind_display()} {self.related}"
