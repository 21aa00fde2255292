"""People who sign in, and what their browsers show."""

from base64 import b32decode

from django.contrib.auth.models import Group, User
from django.urls import reverse
from django_otp.oath import TOTP

from editorial.models import AuditEntry

PASSWORD = "Gao-xin-2026-dang-jian"


def person(name="wangwu", *roles, **given):
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True, **given)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def enter(client, name="wangwu", password=PASSWORD, **given):
    """Send the form of the sign-in."""
    sent = {"username": name, "password": password, "next": "/admin/"}
    return client.post(reverse("admin:login"), sent, **given)


def token(key: str | bytes, at: float) -> str:
    """Return what a telephone with this key shows at a time."""
    totp = TOTP(b32decode(key.replace(" ", "")) if isinstance(key, str) else key)
    totp.time = at
    return f"{totp.token():06}"


def said(action=AuditEntry.Action.ACCOUNT) -> list[str]:
    """Return what the audit log says of an action, in the order of writing."""
    found = AuditEntry.objects.filter(action=action).order_by("pk")
    return list(found.values_list("detail", flat=True))
