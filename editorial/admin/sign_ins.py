"""Who is signed in, and who tried in vain: seen by 管理员, and ended or unlocked."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from editorial.accounts.lockout import MOST
from editorial.models import AuditEntry, FailedSignIn, SignIn
from editorial.persons import name_of
from editorial.watching import note_account

from .accounts import may_change_account
from .choosing import ChosenRecordFilter
from .logs import ReadOnlyAdmin

# Their pages show the keys, and speak English; the account's own page does what they do.
for device in (TOTPDevice, StaticDevice):
    admin.site.unregister(device)


@admin.register(SignIn)
class SignInAdmin(ReadOnlyAdmin):
    list_display = ("account", "since", "seen", "address", "browser")
    list_display_links = None
    list_filter = (("user", ChosenRecordFilter),)
    list_select_related = ("user",)
    search_fields = ("user__username", "user__first_name")
    actions = ("end",)

    @admin.display(description="账号", ordering="user__username")
    def account(self, sign_in):
        return name_of(sign_in.user)

    @admin.action(description="结束所选的登录", permissions=("end",))
    def end(self, request, queryset):
        ended = 0
        for sign_in in queryset.select_related("user"):
            if may_change_account(request.user, sign_in.user):
                note_account(AuditEntry.Action.ACCOUNT, sign_in.user, f"结束登录：{sign_in}")
                sign_in.delete()
                ended += 1
            else:
                self.message_user(
                    request, f"{name_of(sign_in.user)}的登录您无权结束。", messages.ERROR
                )
        if ended:
            self.message_user(request, f"已结束 {ended} 处登录。", messages.SUCCESS)

    def has_end_permission(self, request):
        return request.user.has_perm("editorial.end_signin")


@admin.register(FailedSignIn)
class FailedSignInAdmin(ReadOnlyAdmin):
    list_display = ("name", "address", "failures", "last", "counts")
    list_display_links = None
    list_select_related = ()
    search_fields = ("username", "ip_address")
    actions = ("unlock",)

    @admin.display(description="试过的账号名", ordering="username")
    def name(self, failed):
        return failed.username or "（空）"

    @admin.display(description="来自", ordering="ip_address")
    def address(self, failed):
        return failed.ip_address

    @admin.display(description="失败次数", ordering="failures_since_start")
    def failures(self, failed):
        return failed.failures_since_start

    @admin.display(description="最后一次", ordering="attempt_time")
    def last(self, failed):
        return failed.attempt_time

    @admin.display(description="状态")
    def counts(self, failed):
        until = failed.attempt_time + settings.AXES_COOLOFF_TIME
        if until <= timezone.now():
            return "不再计入"
        what = "锁定" if failed.failures_since_start >= MOST[0] else "计入"
        return f"{what}至 {timezone.localtime(until):%H:%M}"

    @admin.action(description="解除锁定（清除所选的失败记录）", permissions=("unlock",))
    def unlock(self, request, queryset):
        accounts = {user.get_username(): user for user in get_user_model().objects.all()}
        for failed in queryset:
            detail = f"解除登录锁定：{failed.username}，来自 {failed.ip_address}"
            about = accounts.get(failed.username, request.user)
            note_account(AuditEntry.Action.ACCOUNT, about, detail)
        number = queryset.count()
        queryset.delete()
        self.message_user(request, f"已清除 {number} 条，可以再登录了。", messages.SUCCESS)

    def has_unlock_permission(self, request):
        return request.user.has_perm("editorial.unlock_failedsignin")
