"""Signing in to the admin: name and password, then the code, where there is a second factor."""

from __future__ import annotations

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate, get_user_model
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare

from editorial.watching import note_failure, note_recovery

from . import lockout, second_factor

# Between the password and the code.
_SECONDS = 300
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def code_field(**given) -> forms.CharField:
    return forms.CharField(
        label="验证码",
        max_length=20,
        help_text="手机验证器上的 6 位数字；手机不在身边，填一个恢复码。",
        error_messages={"required": "请填写验证码。"},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "size": 20}
        ),
        **given,
    )


def check_code(request, user, code: str) -> None:
    """Refuse a wrong code; write down that one of the paper's was used."""
    if second_factor.check(request, user, code):
        note_recovery(user, second_factor.codes_left(user), request)


class SignInForm(AdminAuthenticationForm):
    """Asks for the code as a second step, once the password was right.

    What leads from one step to the next is signed, holds for five minutes, and is worth nothing
    without a code. Also writes down who gave the right password, but may not work here: Django
    takes that for a sign-in that was turned away, and tells nobody.
    """

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": "账号名或密码不对，或者这个账号不能登录编辑部。请再试，或找管理员。",
    }

    def __init__(self, request=None, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        self._first_step = self.fields
        if "ticket" in self.data:
            self._turn_to_code()

    def _turn_to_code(self) -> None:
        code = code_field()
        code.widget.attrs["autofocus"] = True
        self.fields = {"code": code, "ticket": forms.CharField(widget=forms.HiddenInput)}

    @property
    def asks_for_code(self) -> bool:
        return "code" in self.fields

    def clean(self):
        if self.asks_for_code:
            return self._clean_code()
        cleaned = super().clean()
        user = self.user_cache
        if user is not None and second_factor.has(user):
            self.user_cache = None
            self._turn_to_code()
            self.data = {"ticket": _ticket_of(user)}
            raise ValidationError("", code="code_wanted")
        return cleaned

    def _clean_code(self):
        user = _user_of(self.cleaned_data.get("ticket", ""))
        if user is None:
            self.fields, self.data = self._first_step, {}
            raise ValidationError("隔得太久，请重新填写账号名和密码。")
        self.confirm_login_allowed(user)
        if lockout.is_locked(self.request, user):
            self.request.axes_locked_out = True
            self.request.axes_credentials = lockout.credentials_of(user)
            raise ValidationError("已锁定。")
        if code := self.cleaned_data.get("code"):
            check_code(self.request, user, code)
            user.backend = _BACKEND
            self.user_cache = user
        return self.cleaned_data

    def confirm_login_allowed(self, user):
        try:
            super().confirm_login_allowed(user)
        except ValidationError:
            note_failure(user.get_username(), "账号没有登录编辑部的权限", self.request)
            raise


def _ticket_of(user) -> str:
    return signing.dumps([user.pk, user.get_session_auth_hash()], salt=__name__)


def _user_of(ticket: str):
    """Return whose password was right a moment ago; None if it is no longer theirs."""
    try:
        pk, proof = signing.loads(ticket, salt=__name__, max_age=_SECONDS)
    except signing.BadSignature:
        return None
    user = get_user_model().objects.filter(pk=pk).first()
    is_same = user is not None and constant_time_compare(proof, user.get_session_auth_hash())
    return user if is_same else None


class PasswordForm(forms.Form):
    """The password of whoever is signed in, once more; failures count as at the sign-in."""

    password = forms.CharField(
        label="现在的密码",
        strip=False,
        error_messages={"required": "请填写现在的密码。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "size": 30}),
    )

    def __init__(self, request, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user

    def clean_password(self):
        password = self.cleaned_data["password"]
        name = lockout.credentials_of(self.user)
        if authenticate(self.request, **name, password=password) is None:
            raise ValidationError("密码不对。")
        return password
