"""The forms that the office writes: official names, posts, set phrases."""

from django.db import models
from simple_history.models import HistoricalRecords

from editorial.fields import LinesField


class PreferredForm(models.Model):
    """A wrong form and the right one (用语规范); it marks words and never changes any."""

    class Kind(models.TextChoices):
        NAME = "name", "机构与地名"
        POST = "post", "职务"
        PHRASE = "phrase", "固定提法"
        OTHER = "other", "其他"

    wrong = models.CharField("不用的写法", max_length=100, unique=True)
    right = models.CharField("规范的写法", max_length=100)
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.PHRASE)
    unless_in = LinesField(
        "例外", help_text="每行一个：出现在这些词句里时不算错，例如规范写法本身或专名。"
    )
    only_with = LinesField("限于", help_text="每行一个：同一段里有其中之一才算错；留空则处处都算。")
    note = models.CharField("依据或说明", max_length=300, blank=True)
    in_use = models.BooleanField("启用", default=True)

    verbatim = ("wrong", "right", "unless_in", "only_with", "note")

    history = HistoricalRecords(verbose_name="用语规范的历史")

    class Meta:
        verbose_name = "用语规范"
        verbose_name_plural = "用语规范"
        ordering = ("kind", "wrong")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(wrong="") & ~models.Q(right=""),
                name="editorial_preferredform_both_given",
            ),
            models.CheckConstraint(
                condition=~models.Q(wrong=models.F("right")),
                name="editorial_preferredform_differ",
                violation_error_message="两种写法相同。",
            ),
        )

    def __str__(self):
        return f"{self.wrong} → {self.right}"
