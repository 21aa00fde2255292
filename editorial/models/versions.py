"""Versions of whole records, and changes to published ones that readers do not see yet."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from editorial.querysets import LogQuerySet, refuse_to_rewrite_the_log

from .publication import State


class Version(models.Model):
    """A record with all its parts as it stood after one change. Rows are written once.

    `data` has the shape that `editorial.versions.snapshots` gives it.
    """

    class Action(models.TextChoices):
        BASE = "base", "此前的内容"
        SAVE = "save", "修改"
        PUBLISH = "publish", "发布"
        RESTORE = "restore", "恢复旧版"
        MERGE = "merge", "合并"
        UNMERGE = "unmerge", "撤销合并"
        BULK = "bulk", "成批修改"
        DISCARD = "discard", "放弃修改稿"
        LOAD = "load", "随数据包装入"

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="记录类型")
    object_id = models.PositiveBigIntegerField("记录编号")
    number = models.PositiveIntegerField("版次")
    at = models.DateTimeField("时间", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经手人",
    )
    action = models.CharField("动作", max_length=10, choices=Action)
    note = models.CharField("说明", max_length=300, blank=True)
    title = models.CharField("记录", max_length=300)
    is_published = models.BooleanField(
        "读者所见", default=False, help_text="读者从此刻起看到的就是这一版。"
    )
    data = models.JSONField("内容", encoder=DjangoJSONEncoder)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = "版本"
        verbose_name_plural = "版本"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("content_type", "object_id", "number"), name="editorial_version_numbered"
            ),
        )

    def __str__(self):
        return f"{self.title}：第 {self.number} 版"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            refuse_to_rewrite_the_log()
        super().save(*args, **kwargs)


class PendingChange(models.Model):
    """What editors have changed in a published record, and readers do not see yet (修改稿).

    `base` is the record as it was when the change was begun, `data` as it shall become; `revision`
    goes on from that of the record and guards the forms while there is a change.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="记录类型")
    object_id = models.PositiveBigIntegerField("记录编号")
    title = models.CharField("记录", max_length=300)
    state = models.CharField(
        "审校状态", max_length=10, choices=State, default=State.DRAFT, db_index=True
    )
    revision = models.PositiveIntegerField("修订次数")
    base = models.JSONField("改动之前", encoder=DjangoJSONEncoder)
    data = models.JSONField("改动之后", encoder=DjangoJSONEncoder)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="撰稿人",
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("最近修改", auto_now=True)

    class Meta:
        verbose_name = "修改稿"
        verbose_name_plural = "修改稿"
        ordering = ("-updated_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("content_type", "object_id"), name="editorial_pendingchange_one"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("draft", "first", "second", "final")),
                name="editorial_pendingchange_state_known",
            ),
        )

    def __str__(self):
        return f"{self.title}（修改稿）"
