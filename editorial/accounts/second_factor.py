"""A second factor: a code of a telephone that changes every thirty seconds, and codes on paper."""

from __future__ import annotations

import unicodedata
from base64 import b32encode
from secrets import token_bytes

import segno
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from . import lockout

SUPERUSERS = "超级用户"
RECOVERY_CODES = 10
_DIGITS = 6
# Ten characters of base32: fifty bits, and read out over the telephone without a mistake.
_BYTES = 7
_LETTERS = 10


def is_required(user) -> bool:
    roles = settings.SECOND_FACTOR_ROLES
    if not roles:
        return False
    return (user.is_superuser and SUPERUSERS in roles) or user.groups.filter(
        name__in=roles
    ).exists()


def has(user) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def begin_anew(user) -> None:
    """Forget a device that was never put to use: its key may have been seen by somebody else."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()


def prepared(user) -> TOTPDevice:
    """Return the device that `user` is setting up; it counts once a code of it was given."""
    device, _ = TOTPDevice.objects.get_or_create(
        user=user, confirmed=False, defaults={"name": "手机"}
    )
    return device


def picture_of(device: TOTPDevice) -> str:
    """Return the picture for a telephone's camera, as an address that needs no request."""
    return segno.make(device.config_url).svg_data_uri(scale=5, border=4, light="#fff")


def key_of(device: TOTPDevice) -> str:
    """Return the key for typing, in groups of four."""
    key = b32encode(device.bin_key).decode()
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


def confirm(user, code: str) -> list[str]:
    """Put the prepared device to use; return the recovery codes, which nobody sees again."""
    device = prepared(user)
    if not verify_token(user, device.persistent_id, _plain(code)):
        raise ValidationError(
            "验证码不对。请看手机的时间准不准，扫的是不是现在这个图形，再填最新的一个。"
        )
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
        return new_recovery_codes(user)


def new_recovery_codes(user) -> list[str]:
    """Make new codes for the day on which the telephone is lost; those before no longer count."""
    codes = [
        b32encode(token_bytes(_BYTES)).decode().lower()[:_LETTERS] for _ in range(RECOVERY_CODES)
    ]
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="恢复码")
        for code in codes:
            device.token_set.create(token=_digest(code))
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def codes_left(user) -> int:
    return sum(device.token_set.count() for device in StaticDevice.objects.filter(user=user))


def remove(user) -> bool:
    """Let `user` sign in by the password alone; tell whether there was more."""
    had = has(user)
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    return had


def check(request, user, code: str) -> bool:
    """Refuse a code that is not right, and count it; tell whether it was one of the paper's."""
    code = _plain(code)
    is_recovery = len(code) != _DIGITS
    devices = StaticDevice if is_recovery else TOTPDevice
    device = devices.objects.filter(user=user, confirmed=True).first()
    if device is not None:
        allowed, why = device.verify_is_allowed()
        if not allowed:
            wait = (why["locked_until"] - timezone.now()).total_seconds()
            raise ValidationError(f"试得太快，请等 {max(1, round(wait))} 秒再试。")
        if verify_token(user, device.persistent_id, _digest(code) if is_recovery else code):
            return is_recovery
    user_login_failed.send(
        sender=__name__, credentials=lockout.credentials_of(user), request=request
    )
    raise ValidationError(
        "恢复码不对，或者已经用过。"
        if is_recovery
        else "验证码不对，或者已经用过，请填最新的一个。"
    )


def _plain(code: str) -> str:
    """Return a code as it is compared, however it was typed."""
    typed = unicodedata.normalize("NFKC", code).lower()
    return "".join(char for char in typed if char.isalnum())


def _digest(code: str) -> str:
    """Return what is stored of a recovery code; the field takes sixteen characters."""
    return salted_hmac("editorial.recovery", code, algorithm="sha256").hexdigest()[:16]
