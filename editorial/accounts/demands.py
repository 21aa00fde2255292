"""What somebody who has signed in has to do before anything else.

It is found out at the sign-in and kept in the session, so that no page has to ask for it.
"""

from __future__ import annotations

from . import passwords, second_factor

KEY = "demands"
PASSWORD = "password"  # noqa: S105 (a name, not one)
SECOND_FACTOR = "second_factor"

# Where each is done.
PAGES = {PASSWORD: "admin:password_change", SECOND_FACTOR: "admin:second_factor"}
_WHILE_ASKED = {
    *PAGES.values(),
    "admin:password_change_done",
    "admin:logout",
    "admin:jsi18n",
}


def ask(request, user) -> None:
    """Find out what `user` has to do first."""
    found = {}
    if why := passwords.why_to_change(user):
        found[PASSWORD] = why
    if second_factor.is_required(user) and not second_factor.has(user):
        found[SECOND_FACTOR] = "您的角色要求两步验证，请先设置。"
    if found:
        request.session[KEY] = found
    else:
        request.session.pop(KEY, None)


def met(request, demand: str) -> None:
    """Cross off what was done."""
    session = getattr(request, "session", {})
    if demand in session.get(KEY, ()):
        left = {name: why for name, why in session[KEY].items() if name != demand}
        session[KEY] = left


def next_of(request) -> tuple[str, str] | None:
    """Return the page of what has to be done next, and why; None if there is nothing."""
    return next(((PAGES[name], why) for name, why in request.session.get(KEY, {}).items()), None)


def may_open(view_name: str) -> bool:
    return view_name in _WHILE_ASKED
