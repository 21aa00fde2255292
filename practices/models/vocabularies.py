"""Controlled vocabularies of two levels: problems and themes. Codes never change."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from editorial.fields import LinesField
from editorial.trees import Tree
from practices.querysets import TermQuerySet


class Term(Tree):
    """One term: a group (`P1`) or a leaf under a group (`P1.1`)."""

    code = models.CharField("代码", max_length=10, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    name = models.CharField("名称", max_length=100)
    alt_names = LinesField("其他名称", help_text="每行一个，检索时同样有效。")
    scope_note = models.TextField("范围说明", blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)
    deprecated = models.BooleanField(
        "停用", default=False, help_text="不再用于新的记录；已有的记录不变。"
    )
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="改用",
        help_text="停用后请用哪个词。",
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("position", "code")
        constraints = (
            *Tree.Meta.constraints,
            models.UniqueConstraint(
                fields=("parent", "name"), name="%(app_label)s_%(class)s_named_once"
            ),
            models.UniqueConstraint(
                fields=("name",),
                condition=models.Q(parent__isnull=True),
                name="%(app_label)s_%(class)s_group_named_once",
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_by__isnull=True)
                | (models.Q(deprecated=True) & ~models.Q(replaced_by=models.F("pk"))),
                name="%(app_label)s_%(class)s_replaced_when_deprecated",
                violation_error_message="停用的词才能填“改用”，并且要另选一个词。",
            ),
        )

    def __str__(self):
        return f"{self.code} {self.name}"

    @property
    def is_group(self) -> bool:
        return self.parent_id is None

    def check_level(self) -> None:
        """Raise a `ValidationError` for a third level, or a code that is misplaced or changed."""
        if self.parent is not None and self.parent.parent_id is not None:
            raise ValidationError({"parent": "词表只有两级，上级必须是一级词。"})
        if self.parent is not None and self.pk and self.children.exists():
            raise ValidationError({"parent": "下面还有二级词，不能再放到别的词之下。"})
        if self.code.rpartition(".")[0] != (self.parent.code if self.parent else ""):
            raise ValidationError({"code": "一级词的代码如 P1，它之下的二级词如 P1.1。"})
        if self.pk:
            stored = type(self).objects.filter(pk=self.pk).values_list("code", flat=True).first()
            if stored and stored != self.code:
                raise ValidationError({"code": f"代码一经公布不再更改（原为 {stored}）。"})

    def check_replacement(self) -> None:
        """Raise a `ValidationError` for a replacement out of use, or of another level."""
        used = self.replaced_by
        if used is None:
            return
        if used.deprecated:
            raise ValidationError({"replaced_by": f"“{used}”也已停用，请选仍在使用的词。"})
        if used.is_group != self.is_group:
            raise ValidationError({"replaced_by": "一级词请改用一级词，二级词请改用二级词。"})

    def clean(self):
        super().clean()
        self.check_level()
        self.check_replacement()

    def save(self, *args, **kwargs):
        self.check_level()
        super().save(*args, **kwargs)


class Problem(Term):
    """A problem type (问题类型)."""

    code = models.CharField(
        "代码",
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^P\d+(\.\d+)?$", "代码的形式是 P1 或 P1.1。")],
    )
    plain_question = models.CharField(
        "通俗说法", max_length=60, blank=True, help_text="干部会怎样问：“老板不重视党建，怎么办？”"
    )

    history = HistoricalRecords(verbose_name="问题类型的历史")

    class Meta(Term.Meta):
        verbose_name = "问题类型"
        verbose_name_plural = "问题类型"

    def get_absolute_url(self):
        return reverse("practices:problem", args=[self.code])


class Theme(Term):
    """A theme (主题)."""

    code = models.CharField(
        "代码",
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^T\d+(\.\d+)?$", "代码的形式是 T1 或 T1.1。")],
    )

    history = HistoricalRecords(verbose_name="主题的历史")

    class Meta(Term.Meta):
        verbose_name = "主题"
        verbose_name_plural = "主题"

    def get_absolute_url(self):
        return reverse("practices:theme", args=[self.code])
