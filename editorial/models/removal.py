"""What was deleted and what was merged, kept so that it can be brought back."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class DeletedRecord(models.Model):
    """A deleted record with all that it consisted of; it can be restored for a while."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="记录类型")
    object_id = models.PositiveBigIntegerField("记录编号")
    title = models.CharField("记录", max_length=300)
    data = models.JSONField("内容", encoder=DjangoJSONEncoder)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="删除人"
    )
    deleted_at = models.DateTimeField("删除时间", auto_now_add=True, db_index=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="恢复人",
    )
    restored_at = models.DateTimeField("恢复时间", null=True, blank=True)

    class Meta:
        verbose_name = "已删除的记录"
        verbose_name_plural = "已删除的记录"
        ordering = ("-deleted_at", "-pk")
        permissions = (("restore_deleted", "可以恢复已删除的记录"),)

    def __str__(self):
        return self.title


class Merge(models.Model):
    """Two records that were made one; `data` says all that is needed to undo it."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="记录类型")
    kept_id = models.PositiveBigIntegerField("保留的记录编号")
    kept_title = models.CharField("保留的记录", max_length=300)
    merged_id = models.PositiveBigIntegerField("并入的记录编号")
    merged_title = models.CharField("并入的记录", max_length=300)
    data = models.JSONField("经过", encoder=DjangoJSONEncoder)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="合并人"
    )
    at = models.DateTimeField("合并时间", auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤销人",
    )
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "合并记录"
        verbose_name_plural = "合并记录"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("content_type", "merged_id")),)
        permissions = (("merge_records", "可以合并与拆分记录"),)

    def __str__(self):
        return f"“{self.merged_title}”并入“{self.kept_title}”"
