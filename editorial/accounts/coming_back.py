"""Whoever was away for too long gives the password again, and goes on where they were.

What they sent meanwhile is kept in the page that asks: with the right password it goes where it was
sent to, as if nothing had been. The session is the same, so forms in other tabs are still good.
"""

from __future__ import annotations

from django.contrib import admin
from django.shortcuts import redirect, render

from editorial.watching import note_return

from . import lockout, second_factor, sessions
from .signing_in import PasswordForm, check_code, code_field

PREFIX = "again"
# Sent with what a page asked for; without it, the form goes on to where it was sent.
_ONLY_LOOKING = f"{PREFIX}-looking"


class ReturnForm(PasswordForm):
    def __init__(self, request, user):
        sent = request.POST if f"{PREFIX}-password" in request.POST else None
        super().__init__(request, user, sent, prefix=PREFIX)
        self.fields["password"].label = "密码"
        if second_factor.has(user):
            self.fields["code"] = code_field()

    def clean(self):
        cleaned = super().clean()
        if "password" in cleaned and cleaned.get("code"):
            check_code(self.request, self.user, cleaned["code"])
        return cleaned


def come_back(request):
    """Ask for the password; None if it was given, and the request may go on."""
    sign_in = request.lapsed
    form = ReturnForm(request, sign_in.user)
    if not (form.is_bound and form.is_valid()):
        return _page(request, form)
    lockout.forget_failures(request, sign_in.user)
    sessions.renew(request, sign_in)
    request.user = sign_in.user
    note_return(request)
    if _ONLY_LOOKING in request.POST:
        return redirect(request.get_full_path())
    sent = request.POST.copy()
    for name in [name for name in sent if name.startswith(f"{PREFIX}-")]:
        del sent[name]
    request.POST = sent
    return None


def _page(request, form: ReturnForm):
    is_looking = request.method != "POST" or _ONLY_LOOKING in request.POST
    context = {
        **admin.site.each_context(request),
        "title": "请再输入密码",
        "form": form,
        "person": form.user,
        "held": [] if is_looking else _held(request),
        "looking": _ONLY_LOOKING if is_looking else "",
        "files": bool(request.FILES),
        "address": request.get_full_path(),
    }
    # Here nothing may get lost, so the page itself says it, instead of the one for locked accounts.
    if getattr(request, "axes_locked_out", False):
        seconds = lockout.seconds_left(request, lockout.credentials_of(form.user))
        request.axes_locked_out = False
        context["locked"] = lockout.sentence(seconds)
        answer = render(request, "admin/come_back.html", context, status=429)
        answer["Retry-After"] = str(seconds)
        return answer
    return render(request, "admin/come_back.html", context, status=403)


def _held(request) -> list[tuple[str, str]]:
    """Return what was sent, but for passwords and what belongs to this page."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not name.startswith(f"{PREFIX}-")
        and name != "csrfmiddlewaretoken"
        and "password" not in name
    ]
