"""Accounts and roles. Nobody gives rights that are not theirs to give; nobody deletes an account.

管理员 keeps the accounts of the office: those that have nothing but the five roles. Accounts with
other rights are kept by superusers, and so are the rights of the roles themselves.
"""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Prefetch

from editorial.persons import name_of
from editorial.roles import ROLES, permission_label
from editorial.scopes import zones_of


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


class PermissionLabels:
    """Mixed into an admin with a field of permissions: says them in Chinese."""

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.related_model is Permission:
            kwargs["form_class"] = PermissionField
        return super().formfield_for_manytomany(db_field, request, **kwargs)


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(PermissionLabels, UserAdmin):
    list_display = ("username", "first_name", "roles", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "groups", "is_superuser")
    filter_horizontal = ("user_permissions",)
    readonly_fields = ("last_login", "date_joined")
    add_form_template = None
    labels = {
        "first_name": ("姓名", "审校记录和版本里用它署名。"),
        "is_active": ("启用", "离开的人请取消勾选：账号不能再登录，经手的记录都保留。"),
        "is_staff": ("可以登录编辑部", "没有勾选的不能登录后台。"),
        "is_superuser": ("超级用户", "不受角色限制，可以做一切事情。只给系统管理员。"),
        "groups": ("角色", "撰稿人写稿，三级审校各审一级，管理员管词表、账号和日志。可以兼任。"),
        "user_permissions": ("另给的权限", "角色以外的权限；一般不用。"),
    }

    @admin.display(description="角色")
    def roles(self, account):
        return "、".join(group.name for group in account.groups.all())

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
        return (
            (None, {"fields": ("username", "password")}),
            ("个人信息", {"fields": (*names, "email")}),
            ("权限", {"fields": rights}),
            ("登录", {"fields": ("last_login", "date_joined")}),
        )

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        if obj is None or may_give_rights(request.user, obj):
            return fields
        return (*fields, "is_active", "is_staff", "groups")

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
                kwargs["queryset"] = Group.objects.filter(name__in=ROLES)
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
class RoleAdmin(PermissionLabels, GroupAdmin):
    list_display = ("name", "members")

    @admin.display(description="成员")
    def members(self, group):
        return "、".join(name_of(user) for user in group.active_members)

    def get_queryset(self, request):
        active = Prefetch(
            "user_set", User.objects.filter(is_active=True).order_by("pk"), "active_members"
        )
        return super().get_queryset(request).prefetch_related(active)

    def get_readonly_fields(self, request, obj=None):
        """The program knows the roles by their names."""
        return ("name",) if obj is not None and obj.name in ROLES else ()

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser and (obj is None or obj.name not in ROLES)
