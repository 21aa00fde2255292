"""Sign-ins, and changes of accounts and rights, written into the audit log as they happen.

Signals tell of them wherever they come from; who did it is known while a request is answered, and
nobody when a command did. Passwords are never looked at, only whether they changed.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Model, signals
from simple_history.models import HistoricalRecords

from .audit import note
from .models import AuditEntry
from .roles import permission_label

Action = AuditEntry.Action
_ACCOUNT = {
    "username": "账号名",
    "first_name": "姓名",
    "last_name": "姓",
    "email": "电子邮箱",
    "is_active": "启用",
}
_RIGHTS = {"is_staff": "可以登录编辑部", "is_superuser": "超级用户"}
_WORDS = {True: "是", False: "否", "": "（空）"}


def note_account(action: AuditEntry.Action, about: Model, detail: str) -> None:
    """Write down what whoever is signed in did to an account, or to what it can do."""
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    actor = user if user is not None and user.is_authenticated else None
    note(action, actor=actor, record=about, detail=detail, request=request)


def _signed_in(sender, request, user, **kwargs) -> None:
    note(Action.SIGN_IN, actor=user, record=user, request=request)


def _signed_out(sender, request, user, **kwargs) -> None:
    if user is not None:
        note(Action.SIGN_OUT, actor=user, record=user, request=request)


def _not_signed_in(sender, credentials, request=None, **kwargs) -> None:
    name = credentials.get(get_user_model().USERNAME_FIELD) or ""
    note_failure(name, "账号名或密码不对，或账号已停用", request)


def note_failure(name: str, why: str, request) -> None:
    """Write down that somebody could not sign in with this account name."""
    note(Action.SIGN_IN_FAILED, actor=None, title=name, detail=why, request=request)


def _before_saving(sender, instance, raw, update_fields=None, **kwargs) -> None:
    """Remember what is stored of the columns that are about to be written."""
    names = {"password", *_ACCOUNT, *_RIGHTS}
    names &= names if update_fields is None else set(update_fields)
    instance.watched_before = None
    if names and instance.pk and not raw:
        rows = sender._base_manager.filter(pk=instance.pk)
        instance.watched_before = rows.values(*names).first()


def _saved(sender, instance, created, raw, update_fields=None, **kwargs) -> None:
    before = instance.watched_before
    if created and not raw:
        given = "、".join(label for name, label in _RIGHTS.items() if getattr(instance, name))
        note_account(Action.ACCOUNT, instance, f"新建账号。{given}")
    elif before is not None:
        for action, labels in ((Action.ACCOUNT, _ACCOUNT), (Action.RIGHTS, _RIGHTS)):
            if changes := [*_changes(before, instance, labels)]:
                note_account(action, instance, "；".join(changes))
        # At a sign-in Django may hash the same password anew, and writes nothing but that.
        hashed_anew = set(update_fields or ()) == {"password"} and instance._password is None
        if before.get("password", instance.password) != instance.password and not hashed_anew:
            is_set = is_password_usable(instance.password)
            note_account(Action.PASSWORD, instance, "更改密码" if is_set else "停用密码登录")


def _changes(before: dict, user, labels: dict[str, str]) -> Iterable[str]:
    for name in labels.keys() & before.keys():
        old, new = before[name], getattr(user, name)
        if old != new:
            yield f"{labels[name]}：{_WORDS.get(old, old)} → {_WORDS.get(new, new)}"


def _deleted(sender, instance, **kwargs) -> None:
    note_account(Action.ACCOUNT, instance, "删除账号")


def _group_saved(sender, instance, created, raw, **kwargs) -> None:
    if created and not raw:
        note_account(Action.RIGHTS, instance, "新建用户组")


def _group_goes(sender, instance, **kwargs) -> None:
    members = "、".join(user.get_username() for user in instance.user_set.order_by("pk"))
    note_account(Action.RIGHTS, instance, f"删除用户组。成员：{members or '无'}")


_MOVES = {"post_add": "给予", "post_remove": "收回", "pre_clear": "收回"}


def _rights_changed(sender, instance, action, reverse, model, pk_set, **kwargs) -> None:
    """Write down groups and permissions that were given or taken, for each who has them now."""
    if action not in _MOVES or pk_set == set():
        return
    others = model._base_manager.filter(pk__in=pk_set) if pk_set else _all_of(sender, instance)
    others = list(others.order_by("pk"))
    if reverse:
        for other in others:
            note_account(Action.RIGHTS, other, f"{_MOVES[action]}：{_name(instance)}")
    elif others:
        names = "、".join(map(_name, others))
        note_account(Action.RIGHTS, instance, f"{_MOVES[action]}：{names}")


def _all_of(through: type[Model], instance: Model):
    """Return what is tied to `instance` in a table of ties."""
    ours, others = sorted(
        (field for field in through._meta.fields if field.is_relation),
        key=lambda field: field.related_model is not type(instance),
    )
    tied = through._base_manager.filter(**{ours.name: instance}).values(others.name)
    return others.related_model._base_manager.filter(pk__in=tied)


def _name(given: Model) -> str:
    return f"角色“{given.name}”" if isinstance(given, Group) else permission_label(given)


def connect() -> None:
    user = get_user_model()
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_not_signed_in)
    signals.pre_save.connect(_before_saving, sender=user)
    signals.post_save.connect(_saved, sender=user)
    signals.post_delete.connect(_deleted, sender=user)
    signals.post_save.connect(_group_saved, sender=Group)
    signals.pre_delete.connect(_group_goes, sender=Group)
    for given in (user.groups, user.user_permissions, Group.permissions):
        signals.m2m_changed.connect(_rights_changed, sender=given.through)
