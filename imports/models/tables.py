"""A table on its way from an editor's machine into the base."""

import secrets
from pathlib import PurePath

from django.conf import settings
from django.db import models

from editorial.tables.declaring import Table, table_named


def table_path(job: "TableJob", filename: str) -> str:
    """Return where a received table is kept; nothing of the name given but its ending is used."""
    suffix = PurePath(filename).suffix.lower()
    return f"tables/{secrets.token_hex(16)}{suffix if suffix in ('.xlsx', '.csv') else ''}"


class TableJob(models.Model):
    """One file of rows that an editor handed in: compared first, then written as a whole.

    `counts` says how many rows are new, changed, unchanged and wrong; `digest` stands for all that
    the comparison found, so that what is written is what was looked at. `written` are the primary
    keys of the records that were saved, and of those that now have a change to be reviewed.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待比对"
        WORKING = "working", "正在比对"
        READY = "ready", "待核对"
        WRITING = "writing", "正在写入"
        FAILED = "failed", "没有完成"
        WRITTEN = "written", "已写入"

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="table_jobs",
        verbose_name="交来的人",
    )
    created_at = models.DateTimeField("交来时间", auto_now_add=True)
    changed_at = models.DateTimeField("最近改动", auto_now=True)
    table = models.CharField("表", max_length=30)
    file_name = models.CharField("文件名", max_length=255)
    file = models.FileField("收到的文件", upload_to=table_path, max_length=255)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    step = models.CharField("正在做", max_length=50, blank=True)
    progress = models.PositiveSmallIntegerField("进度（%）", default=0)
    stop_requested = models.BooleanField("要求停止", default=False)
    message = models.TextField("说明", blank=True)
    counts = models.JSONField("行数", default=dict)
    digest = models.CharField("比对结果的指纹", max_length=64, blank=True)
    written = models.JSONField("写入的记录", default=dict)

    class Meta:
        verbose_name = "成批修改"
        verbose_name_plural = "成批修改"
        ordering = ("-created_at", "-pk")
        # Whoever may change what the rows are of may hand them in; nobody sees another's jobs.
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                condition=models.Q(progress__lte=100), name="imports_tablejob_progress_is_percent"
            ),
        )

    def __str__(self):
        return self.file_name

    @property
    def declared(self) -> Table | None:
        """The table as it is declared; None if it no longer is."""
        return table_named(self.table)

    @property
    def is_at_rest(self) -> bool:
        return self.state not in (self.State.WORKING, self.State.WRITING)


class TableRow(models.Model):
    """What became of one row of a table when it was compared."""

    class Kind(models.TextChoices):
        NEW = "new", "新增"
        CHANGED = "changed", "改动"
        UNCHANGED = "unchanged", "未变"
        WRONG = "wrong", "有误"

    job = models.ForeignKey(TableJob, models.CASCADE, related_name="rows", verbose_name="成批修改")
    number = models.PositiveIntegerField("行号")
    kind = models.CharField("结果", max_length=10, choices=Kind)
    title = models.CharField("记录", max_length=300, blank=True)
    object_id = models.PositiveBigIntegerField("记录编号", null=True, blank=True)
    changes = models.JSONField("改动", default=list, help_text="列、原来、改为。")
    reasons = models.JSONField("问题", default=list, help_text="列、原因。")

    class Meta:
        verbose_name = "成批修改的一行"
        verbose_name_plural = "成批修改的各行"
        ordering = ("number",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("job", "number"), name="imports_tablerow_once"),
        )
        indexes = (models.Index(fields=("job", "kind", "number")),)

    def __str__(self):
        return f"第 {self.number} 行"
