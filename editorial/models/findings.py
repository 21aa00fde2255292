"""What is missing in records or does not add up, found by checks and kept for the desk."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Finding(models.Model):
    """One thing that a check found in one record.

    `check_name` names the check, `key` tells findings of one check in one record apart. An editor
    may set a finding aside, with the reason; it comes back when its sentence changes.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="记录类型")
    object_id = models.PositiveBigIntegerField("记录编号")
    title = models.CharField("记录", max_length=300)
    check_name = models.CharField("核查项目", max_length=30)
    key = models.CharField("区别", max_length=80, blank=True)
    sentence = models.CharField("情况", max_length=500)
    found_at = models.DateTimeField("发现时间", auto_now_add=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="搁置人",
    )
    set_aside_at = models.DateTimeField("搁置时间", null=True, blank=True)
    set_aside_why = models.CharField("搁置理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "待补"
        verbose_name_plural = "待补"
        ordering = ("check_name", "-found_at", "-pk")
        indexes = (models.Index(fields=("check_name", "set_aside_at")),)
        constraints = (
            models.UniqueConstraint(
                fields=("content_type", "object_id", "check_name", "key"),
                name="editorial_finding_once",
            ),
            models.CheckConstraint(
                condition=models.Q(set_aside_at__isnull=True) | ~models.Q(set_aside_why=""),
                name="editorial_finding_reason_given",
            ),
        )

    def __str__(self):
        return f"{self.title}：{self.sentence}"


class AddressCheck(models.Model):
    """What an address on the web answered when a command last asked it."""

    url = models.URLField("网址", max_length=1000, unique=True)
    checked_at = models.DateTimeField("查验时间", null=True, blank=True, db_index=True)
    answer = models.CharField("答复", max_length=200, blank=True)
    failing_since = models.DateTimeField("何时起打不开", null=True, blank=True)

    class Meta:
        verbose_name = "网址查验"
        verbose_name_plural = "网址查验"
        ordering = ("checked_at", "pk")

    def __str__(self):
        return self.url
