"""What is kept about accounts beside Django's own: passwords set, sign-ins, failures."""

from axes.models import AccessAttempt
from django.conf import settings
from django.db import models
from django.utils import timezone


class PasswordSet(models.Model):
    """A password that an account has or had, hashed: when it was set, and by whose hand."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="passwords_set", verbose_name="账号"
    )
    encoded = models.CharField("密码摘要", max_length=200)
    at = models.DateTimeField("时间", default=timezone.now)
    by_another = models.BooleanField("由别人设置", default=False)

    class Meta:
        verbose_name = "用过的密码"
        verbose_name_plural = "用过的密码"
        ordering = ("-at", "-pk")
        default_permissions = ()

    def __str__(self):
        return f"{self.user}：{timezone.localtime(self.at):%Y-%m-%d}"


class SignIn(models.Model):
    """Somebody who is signed in with a browser. The session knows its number.

    Deleting the row ends it, wherever sessions are stored.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins", verbose_name="账号"
    )
    since = models.DateTimeField("登录时间", default=timezone.now)
    seen = models.DateTimeField("最后活动", default=timezone.now, db_index=True)
    address = models.GenericIPAddressField("来自", null=True, blank=True)
    browser = models.CharField("浏览器", max_length=60, blank=True)

    class Meta:
        verbose_name = "登录中的设备"
        verbose_name_plural = "登录中的设备"
        ordering = ("-seen", "-pk")
        default_permissions = ("view",)
        permissions = [("end_signin", "可以结束别人的登录")]

    def __str__(self):
        return "，".join(filter(None, (self.browser, self.address)))


class FailedSignIn(AccessAttempt):
    """Sign-ins with one account from one address and browser that failed, counted by axes."""

    class Meta:
        proxy = True
        verbose_name = "登录失败"
        verbose_name_plural = "登录失败"
        ordering = ("-attempt_time",)
        default_permissions = ("view",)
        permissions = [("unlock_failedsignin", "可以解除登录锁定")]

    def __str__(self):
        return f"{self.username}：{self.failures_since_start} 次"
