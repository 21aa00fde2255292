"""Who is signed in, as of this request: still there, away for too long, or ended elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect
from django.urls import reverse

from . import demands, sessions
from .coming_back import come_back


class SignIns:
    """Stands after Django's own middleware for persons and for tokens of forms.

    It asks the database once, and only for those who are signed in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            self._recognize(request)
            return _not_left_behind(self.get_response(request))
        return self.get_response(request)

    def _recognize(self, request) -> None:
        sign_in = sessions.of(request)
        if sign_in is None:
            sessions.forget(request)
        elif sessions.has_lapsed(sign_in):
            request.lapsed = sign_in
            request.user = AnonymousUser()
        else:
            sessions.see(request, sign_in)
            if request.session.get(demands.KEY) and not _is_desk(request):
                # Drafts are shown on public pages, too.
                request.user = AnonymousUser()

    def process_view(self, request, view, args, kwargs):
        if not _is_desk(request):
            return None
        if (sign_in := getattr(request, "lapsed", None)) is not None:
            if request.resolver_match.view_name != "admin:logout":
                return come_back(request)
            request.user = sign_in.user
        return self._what_is_asked_first(request)

    def _what_is_asked_first(self, request):
        if not request.user.is_authenticated or (asked := demands.next_of(request)) is None:
            return None
        page, why = asked
        if demands.may_open(request.resolver_match.view_name):
            return None
        messages.warning(request, why)
        return redirect(page)


def _not_left_behind(response):
    """Have a browser keep nothing of what editors see: drafts are on public pages, too."""
    if "no-store" not in response.get("Cache-Control", ""):
        response["Cache-Control"] = "private, no-store"
    return response


def _is_desk(request) -> bool:
    return request.path.startswith(reverse("admin:index"))
