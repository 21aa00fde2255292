"""Accounts and roles. Nobody gives rights that are not theirs to give; nobody deletes an account.

管理员 keeps the accounts of the office: those that have nothing but the five roles. Accounts with
other rights are kept by superusers, and so are the rights of the roles themselves.
"""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.utils.html import format_html_join

from editorial.accounts import lockout, second_factor
from editorial.models import AuditEntry
from editorial.persons import name_of
from editorial.roles import ROLES, permission_label
from editorial.scopes import zones_of
from editorial.watching import note_account

# Rights over what other programs keep for themselves are nothing to be given here.
_INTERNAL = ("axes", "otp_totp", "otp_static")


def may_change_account(keeper, account: User) -> bool:
    """Tell whether `keeper`, who may change accounts as such, may change this one.

    Whoever sets the password of an account can act as it. So nobody but a superuser changes one
    that can do more than the roles can, and nobody who is limited to zones changes any.
    """
    if keeper.is_superuser or account == keeper:
        return True
    if account.is_superuser or zones_of(keeper) is not None:
        return False
    return not (
        account.user_permissions.exists() or account.groups.exclude(name__in=ROLES).exists()
    )


def may_give_rights(keeper, account: User) -> bool:
    """Tell whether `keeper` may change what this account can do; only superusers may their own."""
    return keeper.is_superuser or (account != keeper and may_change_account(keeper, account))


class PermissionField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, permission: Permission) -> str:
        return permission_label(permission)


class RoleFilter(admin.RelatedFieldListFilter):
    """The filter by groups, under the name that the office has for them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = "角色"


class Named:
    """Mixed into an admin: calls what it shows by the `called` of the office."""

    called = ""

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": self.called, **(extra_context or {})})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        what = "新增" if add else "修改" if self.has_change_permission(request, obj) else "查看"
        context["title"] = f"{what}{self.called}"
        return super().render_change_form(request, context, add, change, form_url, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # Roles and rights are not made on the way.
            field.widget.can_add_related = field.widget.can_change_related = False
        return field


class PermissionLabels:
    """Mixed into an admin with a field of permissions: says them in Chinese."""

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.related_model is Permission:
            kwargs["form_class"] = PermissionField
            rights = Permission.objects.select_related("content_type")
            kwargs["queryset"] = rights.exclude(content_type__app_label__in=_INTERNAL)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(Named, PermissionLabels, UserAdmin):
    called = "账号"
    list_display = ("username", "name", "roles", "can_sign_in", "last_login")
    list_filter = ("is_active", ("groups", RoleFilter))
    filter_horizontal = ("user_permissions",)
    readonly_fields = ("last_login", "date_joined", "can_sign_in", "roles", "has_second_factor")
    add_form_template = None
    actions = ("unlock", "remove_second_factor")
    labels = {
        "first_name": ("姓名", "审校记录和版本里用它署名。"),
        "is_active": ("启用", "离开的人请取消勾选：账号不能再登录，经手的记录都保留。"),
        "is_staff": ("可以登录编辑部", "没有勾选的不能登录后台。"),
        "is_superuser": ("超级用户", "不受角色限制，可以做一切事情。只给系统管理员。"),
        "groups": ("角色", "撰稿人写稿，三级审校各审一级，管理员管词表、账号和日志。可以兼任。"),
        "user_permissions": ("另给的权限", "角色以外的权限；一般不用。"),
    }

    @admin.display(description="姓名", ordering="first_name")
    def name(self, account):
        return f"{account.last_name}{account.first_name}"

    @admin.display(description="角色")
    def roles(self, account):
        names = [group.name for group in account.groups.all()]
        return "、".join(["超级用户", *names] if account.is_superuser else names)

    @admin.display(description="可以登录", boolean=True)
    def can_sign_in(self, account):
        return account.is_active and account.is_staff

    @admin.display(description="两步验证", boolean=True)
    def has_second_factor(self, account):
        return second_factor.has(account)

    @admin.action(description="解除登录锁定", permissions=("change",))
    def unlock(self, request, queryset):
        for account in self._changeable(request, queryset):
            if failures := lockout.unlock(account.get_username()):
                detail = f"解除登录锁定，清除 {failures} 次失败"
                note_account(AuditEntry.Action.ACCOUNT, account, detail)
            self.message_user(request, f"{name_of(account)}可以再登录了。", messages.SUCCESS)

    @admin.action(description="取消两步验证（手机和恢复码都丢了）", permissions=("change",))
    def remove_second_factor(self, request, queryset):
        for account in self._changeable(request, queryset):
            if account == request.user:
                said = "自己的两步验证请在“我的账号”里停用，那里要再输入一次密码。"
                self.message_user(request, said, messages.ERROR)
                continue
            if second_factor.remove(account):
                note_account(AuditEntry.Action.ACCOUNT, account, "取消两步验证")
            said = f"{name_of(account)}现在凭密码登录，请提醒本人重新设置两步验证。"
            self.message_user(request, said, messages.SUCCESS)

    def user_change_password(self, request, id, form_url=""):  # noqa: A002 - as Django calls it
        """Whoever is signed in sets their own password where the present one is asked for."""
        if self.get_object(request, unquote(id)) == request.user:
            return redirect("admin:password_change")
        return super().user_change_password(request, id, form_url)

    def _changeable(self, request, queryset):
        """Yield the accounts that whoever asks may change; say which they may not."""
        for account in queryset:
            if may_change_account(request.user, account):
                yield account
            else:
                self.message_user(request, f"您无权改动{name_of(account)}的账号。", messages.ERROR)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        # A site that began with two names for a person still shows both.
        names = ("first_name", "last_name") if obj.last_name else ("first_name",)
        rights = ("is_active", "is_staff", "groups")
        if request.user.is_superuser:
            rights = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")
        elif not may_give_rights(request.user, obj):
            rights = ("can_sign_in", "roles")
        return (
            (None, {"fields": ("username", "password")}),
            ("个人信息", {"fields": (*names, "email")}),
            ("权限", {"fields": rights}),
            ("登录", {"fields": ("last_login", "date_joined", "has_second_factor")}),
        )

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in self.labels:
            field.label, field.help_text = self.labels[db_field.name]
        return field

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
            if not request.user.is_superuser:
                kwargs["queryset"] = Group.objects.filter(name__in=ROLES).order_by("pk")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and (
            request.user.is_superuser or zones_of(request.user) is None
        )

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_change_account(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        """What somebody did stays theirs; who leaves is deactivated."""
        return False


@admin.register(Group)
class RoleAdmin(Named, PermissionLabels, GroupAdmin):
    called = "角色"
    list_display = ("name", "members")
    # As migrations made them: in the order in which a record passes through their hands.
    ordering = ("pk",)

    @admin.display(description="成员")
    def members(self, group):
        return "、".join(name_of(user) for user in group.active_members)

    @admin.display(description="权限")
    def rights(self, group):
        """What the role may do, a line for each kind of record."""
        lines: dict[str, list[str]] = {}
        for permission in group.permissions.order_by("content_type", "pk"):
            kind, _, action = permission_label(permission).partition("：")
            lines.setdefault(kind, []).append(action)
        said = ((kind, "、".join(actions)) for kind, actions in lines.items())
        return format_html_join("", "<div>{}：{}</div>", said)

    def get_fields(self, request, obj=None):
        return ("name", "permissions" if self.has_change_permission(request, obj) else "rights")

    def get_queryset(self, request):
        active = Prefetch(
            "user_set", User.objects.filter(is_active=True).order_by("pk"), "active_members"
        )
        return super().get_queryset(request).prefetch_related(active)

    def get_readonly_fields(self, request, obj=None):
        """The program knows the roles by their names."""
        return ("name", "rights") if obj is not None and obj.name in ROLES else ("rights",)

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser and (obj is None or obj.name not in ROLES)
