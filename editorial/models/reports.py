"""Mistakes that readers point out. What they write is for the office alone."""

from django.conf import settings
from django.db import models

LONGEST = 1000


class MistakeReport(models.Model):
    """One mistake on one public page, as somebody without an account told it.

    `path` (with its query) and `anchor` are where; `title` and `passage` are what stood there then,
    as the page itself had it. Nothing is kept about who wrote. The same words about the same page
    are one report as long as it is open: `times` counts them, `digest` tells them.
    """

    class State(models.TextChoices):
        NEW = "new", "待处理"
        DONE = "done", "已处理"
        REJECTED = "rejected", "不成立"

    path = models.CharField("页面", max_length=500)
    anchor = models.CharField("位置", max_length=40, blank=True)
    title = models.CharField("页面标题", max_length=300, blank=True)
    passage = models.CharField("所指的文字", max_length=500, blank=True)
    wrong = models.TextField("哪里不对", max_length=LONGEST)
    should_be = models.TextField("应当是", max_length=LONGEST, blank=True)
    basis = models.TextField("依据", max_length=LONGEST, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    times = models.PositiveIntegerField("指出次数", default=1)
    created = models.DateTimeField("收到时间", auto_now_add=True)
    state = models.CharField("处理", max_length=10, choices=State, default=State.NEW)
    note = models.CharField(
        "处理说明",
        max_length=500,
        blank=True,
        help_text="改了什么，或为什么不成立。只有编辑部看得到。",
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="处理人",
    )
    handled_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = "读者报错"
        verbose_name_plural = "读者报错"
        ordering = ("-created", "-pk")
        indexes = (models.Index(fields=("state", "created")),)
        constraints = (
            models.UniqueConstraint(
                fields=("digest",),
                condition=models.Q(state="new"),
                name="editorial_report_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(path__startswith="/") & ~models.Q(wrong=""),
                name="editorial_report_place_and_words",
            ),
            models.CheckConstraint(
                condition=models.Q(state="new", handled_by=None, handled_at=None)
                | models.Q(handled_by__isnull=False, handled_at__isnull=False)
                & ~models.Q(state="new"),
                name="editorial_report_handled_by_somebody",
            ),
        )

    def __str__(self):
        return f"{self.title or self.path}：{self.wrong[:20]}{'…' if len(self.wrong) > 20 else ''}"

    @property
    def url(self) -> str:
        """The place that is meant, on the public page."""
        return f"{self.path}#{self.anchor}" if self.anchor else self.path
