"""Who did what, and when, for an auditor: written once, by the program alone."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from editorial import chain
from editorial.querysets import LogQuerySet, refuse_to_rewrite_the_log


class AuditEntry(models.Model):
    """One thing that somebody did, or tried to do."""

    class Action(models.TextChoices):
        SIGN_IN = "sign_in", "登录"
        SIGN_IN_FAILED = "sign_in_failed", "登录失败"
        SIGN_OUT = "sign_out", "退出"
        PASSWORD = "password", "更改密码"
        ACCOUNT = "account", "账号变更"
        RIGHTS = "rights", "权限变更"
        REVIEW = "review", "审校"
        DELETE = "delete", "删除"
        RESTORE = "restore", "恢复"
        MERGE = "merge", "合并与拆分"
        EXPORT = "export", "导出"
        IMPORT = "import", "导入"

    at = models.DateTimeField("时间", default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经手人",
    )
    actor_name = models.CharField(
        "账号", max_length=150, blank=True, help_text="当时所用的账号名；空白表示由命令完成。"
    )
    action = models.CharField("动作", max_length=20, choices=Action, db_index=True)
    content_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, blank=True, verbose_name="对象类型"
    )
    object_id = models.PositiveBigIntegerField("对象编号", null=True, blank=True)
    title = models.CharField("对象", max_length=300, blank=True)
    detail = models.TextField("详情", blank=True)
    address = models.GenericIPAddressField("来自", null=True, blank=True)
    seal = models.CharField("封印", max_length=64, blank=True, editable=False)
    # Given after the commit, in the order in which entries became visible.
    number = models.PositiveBigIntegerField("序号", null=True, unique=True, editable=False)
    link = models.CharField("链接", max_length=64, blank=True, editable=False)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = "审计日志"
        verbose_name_plural = "审计日志"
        ordering = ("-at", "-pk")

    def __str__(self):
        return f"{self.actor_name or '命令'}：{self.get_action_display()} {self.title}".rstrip()

    @property
    def kind(self) -> str:
        """The kind of the record, by a name that is the same in every database."""
        if self.content_type_id is None:
            return ""
        kind = ContentType.objects.get_for_id(self.content_type_id)
        return f"{kind.app_label}.{kind.model}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            refuse_to_rewrite_the_log()
        self.seal = chain.seal_of(self, self.kind)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        refuse_to_rewrite_the_log()


class AuditHead(models.Model):
    """The end of the log: what shows that entries were cut off it."""

    count = models.PositiveBigIntegerField(default=0)
    link = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "审计日志的末尾"
        verbose_name_plural = "审计日志的末尾"
        default_permissions = ()

    def __str__(self):
        return f"{self.count} 条"
