"""A document on its way from an editor's machine into the base."""

from pathlib import PurePath

from django.conf import settings
from django.db import models

from imports.draft import Document
from sources.models import Source


def job_path(job: "ImportJob", filename: str) -> str:
    """Return where a received file is kept; nothing of the name given is used in the path."""
    suffix = PurePath(filename).suffix.lower().removeprefix(".")
    named = suffix.isascii() and suffix.isalnum() and len(suffix) <= 8
    return f"imports/{job.fingerprint[:2]}/{job.fingerprint}{f'.{suffix}' if named else ''}"


class ImportJob(models.Model):
    """One document that an editor handed in: what was received, what was found, what is decided.

    `document` is the text as read (`imports.draft.Document`), `review` the editor's working copy
    (`imports.review.WorkingCopy`), both as JSON. `revision` rises with every change to the copy.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待识别"
        WORKING = "working", "正在识别"
        READY = "ready", "待审核"
        REFUSED = "refused", "不宜收录"
        FAILED = "failed", "识别失败"
        SAVED = "saved", "已存为草稿"

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="import_jobs",
        verbose_name="交来的人",
    )
    created_at = models.DateTimeField("交来时间", auto_now_add=True)
    changed_at = models.DateTimeField("最近改动", auto_now=True, db_index=True)
    file_name = models.CharField("文件名", max_length=255)
    file = models.FileField("收到的文件", upload_to=job_path, max_length=255)
    fingerprint = models.CharField("文件指纹", max_length=64, db_index=True)
    published_on = models.CharField("编辑给出的发表日期", max_length=10, blank=True)
    document = models.JSONField("读出的文字", default=dict)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    step = models.CharField("正在做", max_length=50, blank=True)
    progress = models.PositiveSmallIntegerField("进度（%）", default=0)
    stop_requested = models.BooleanField("要求停止", default=False)
    message = models.TextField("说明", blank=True)
    title = models.CharField("标题", max_length=300, blank=True)
    review = models.JSONField("审核中的内容", default=dict)
    revision = models.PositiveIntegerField("改动次数", default=0)
    source = models.ForeignKey(
        Source,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_jobs",
        verbose_name="存成的出处",
    )

    class Meta:
        verbose_name = "导入的文件"
        verbose_name_plural = "导入的文件"
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(progress__lte=100), name="imports_job_progress_is_percent"
            ),
        )

    def __str__(self):
        return self.title or self.file_name

    @property
    def is_open(self) -> bool:
        """Whether there is something that an editor can still review."""
        return self.state in (self.State.READY, self.State.REFUSED)

    @property
    def received(self) -> Document:
        return Document(**self.document)
