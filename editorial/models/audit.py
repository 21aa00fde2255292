"""Who did what, and when, for an auditor: written once, by the program alone."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models

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

    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
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
        ContentType, models.SET_NULL, null=True, blank=True, verbose_name="对象类型"
    )
    object_id = models.PositiveBigIntegerField("对象编号", null=True, blank=True)
    title = models.CharField("对象", max_length=300, blank=True)
    detail = models.TextField("详情", blank=True)
    address = models.GenericIPAddressField("来自", null=True, blank=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = "审计日志"
        verbose_name_plural = "审计日志"
        ordering = ("-at", "-pk")

    def __str__(self):
        return f"{self.actor_name or '命令'}：{self.get_action_display()} {self.title}".rstrip()

    def save(self, *args, **kwargs):
        if not self._state.adding:
            refuse_to_rewrite_the_log()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        refuse_to_rewrite_the_log()
