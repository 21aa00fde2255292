"""Signing in to the admin."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from editorial.watching import note_failure


class SignInForm(AdminAuthenticationForm):
    """Also writes down who gave the right password, but may not work here.

    Django takes that for a sign-in that was turned away, and tells nobody.
    """

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": "账号名或密码不对，或者这个账号不能登录编辑部。请再试，或找管理员。",
    }

    def confirm_login_allowed(self, user):
        try:
            super().confirm_login_allowed(user)
        except ValidationError:
            note_failure(user.get_username(), "账号没有登录编辑部的权限", self.request)
            raise
