"""Sign-ins, and changes of accounts and rights, written into the audit log as they happen.

Signals tell of them wherever they come from; who did it is known while a request is answered, and
nobody when a command did. Passwords are never looked at, only whether they changed; what follows
from a change — sign-ins that end, a password to be remembered — is done here, too.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Model, signals
from simple_history.models import HistoricalRecords

from .accounts import demands, passwords, second_factor, sessions
from .audit import link_when_committed, note
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


def _present():
    """Return the request that is being answered, and who is signed in; None each, if nobody is."""
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    return request, user if user is not None and user.is_authenticated else None


def note_account(action: AuditEntry.Action, about: Model, detail: str) -> None:
    """Write down what whoever is signed in did to an account, or to what it can do."""
    request, actor = _present()
    note(action, actor=actor, record=about, detail=detail, request=request)


def _signed_in(sender, request, user, **kwargs) -> None:
    note(Action.SIGN_IN, actor=user, record=user, request=request)
    sessions.begin(request, user)


def note_return(request) -> None:
    """Write down that somebody who was away for long has given the password again."""
    user = request.user
    note(Action.SIGN_IN, actor=user, record=user, detail="离开以后回来", request=request)


def note_recovery(user, left: int, request) -> None:
    """Write down that a code from paper was used, of which there are only so many."""
    detail = f"用了一个恢复码，还剩 {left} 个"
    note(Action.ACCOUNT, actor=user, record=user, detail=detail, request=request)


def _signed_out(sender, request, user, **kwargs) -> None:
    sessions.end(request)
    if user is not None:
        note(Action.SIGN_OUT, actor=user, record=user, request=request)


def _not_signed_in(sender, credentials, request=None, **kwargs) -> None:
    name = credentials.get(get_user_model().USERNAME_FIELD) or ""
    was_code = sender == second_factor.__name__
    why = "验证码或恢复码不对" if was_code else "账号名或密码不对，或账号已停用"
    # Axes has counted before this is called.
    if getattr(request, "axes_locked_out", False):
        counted = request.axes_failures_since_start is not None
        why = f"{why}；此后暂时锁定" if counted else "已锁定，没有核对密码"
    note_failure(name, why, request)


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
        _keep_password(instance)
    elif before is not None:
        for action, labels in ((Action.ACCOUNT, _ACCOUNT), (Action.RIGHTS, _RIGHTS)):
            if changes := [*_changes(before, instance, labels)]:
                note_account(action, instance, "；".join(changes))
        # At a sign-in Django may hash the same password anew, and writes nothing but that.
        hashed_anew = set(update_fields or ()) == {"password"} and instance._password is None
        if before.get("password", instance.password) != instance.password and not hashed_anew:
            is_set = is_password_usable(instance.password)
            note_account(Action.PASSWORD, instance, "更改密码" if is_set else "停用密码登录")
            _keep_password(instance)
        if before.get("is_active") and not instance.is_active:
            sessions.end_all(instance)


def _keep_password(user) -> None:
    """Remember a password that was set, and end all sign-ins but that of whoever set their own."""
    request, actor = _present()
    by_another = actor is not None and actor.pk != user.pk
    passwords.keep(user, by_another=by_another)
    is_own = actor is not None and not by_another
    sessions.end_all(user, but=request if is_own else None)
    if is_own:
        demands.met(request, demands.PASSWORD)


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
    signals.post_save.connect(link_when_committed, sender=AuditEntry)
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
