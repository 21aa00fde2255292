"""Who is signed in where; seen, ended, and asked for the password again after a while."""

from __future__ import annotations

import contextlib
import datetime
import re

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS, DatabaseError
from django.utils import timezone

from editorial.models import SignIn
from editorial.visitors import address_of

from . import demands

_NUMBER = "sign_in"
# How often it is written down that somebody is still there.
_EVERY = datetime.timedelta(minutes=1)

# The first that a browser says of itself is what it is; those below say it of their ancestors, too.
_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("QQBrowser", "QQ 浏览器"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "安卓"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def begin(request, user) -> None:
    """Note that `user` has signed in, and what is asked of them first."""
    SignIn.objects.filter(seen__lt=timezone.now() - _kept()).delete()
    sign_in = SignIn.objects.create(
        user=user,
        address=address_of(request),
        browser=browser_of(request.META.get("HTTP_USER_AGENT", "")),
    )
    request.session[_NUMBER] = sign_in.pk
    demands.ask(request, user)


def of(request) -> SignIn | None:
    """Return the sign-in of the request's session; None if it was ended.

    A copy of the database may not know yet of somebody who has just come in.
    """
    number, user = request.session.get(_NUMBER), request.session[SESSION_KEY]
    sign_ins = SignIn.objects.using(DEFAULT_DB_ALIAS)
    return sign_ins.filter(pk=number, user=user).first() if number else None


def is_own(request, sign_in: SignIn) -> bool:
    return request.session.get(_NUMBER) == sign_in.pk


def has_lapsed(sign_in: SignIn) -> bool:
    now = timezone.now()
    idle, whole = (
        datetime.timedelta(minutes=settings.IDLE_MINUTES),
        datetime.timedelta(hours=settings.SESSION_HOURS),
    )
    return now - sign_in.seen > idle or now - sign_in.since > whole


def see(request, sign_in: SignIn) -> None:
    """Note that somebody is still there; without success they may work on all the same."""
    now = timezone.now()
    if now - sign_in.seen >= _EVERY:
        with contextlib.suppress(DatabaseError):
            SignIn.objects.filter(pk=sign_in.pk).update(seen=now, address=address_of(request))


def renew(request, sign_in: SignIn) -> None:
    """Let somebody work on who has given the password again.

    The token of forms stays: those that stand open in other tabs are still good.
    """
    sign_in.since = sign_in.seen = timezone.now()
    sign_in.address = address_of(request)
    sign_in.save()
    request.session.cycle_key()
    demands.ask(request, sign_in.user)


def forget(request) -> None:
    """Take the person out of a session that was ended; what was collected in it stays."""
    for key in (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY, _NUMBER, demands.KEY):
        request.session.pop(key, None)
    request.user = AnonymousUser()


def end(request) -> None:
    """End the sign-in of a session that is given up."""
    if number := request.session.get(_NUMBER):
        SignIn.objects.filter(pk=number).delete()


def end_all(user, *, but=None) -> int:
    """End all sign-ins of `user`, except that of the request `but`; return how many."""
    ended = user.sign_ins.all()
    if but is not None and hasattr(but, "session"):
        ended = ended.exclude(pk=but.session.get(_NUMBER))
    return ended.delete()[0]


def live(user):
    """Return the sign-ins of `user` that ask for no password again yet."""
    now = timezone.now()
    return user.sign_ins.filter(
        seen__gte=now - datetime.timedelta(minutes=settings.IDLE_MINUTES),
        since__gte=now - datetime.timedelta(hours=settings.SESSION_HOURS),
    )


def browser_of(agent: str) -> str:
    """Say in a few words what a browser says of itself at length."""
    sign, browser = next((pair for pair in _BROWSERS if pair[0] in agent), ("", ""))
    # Safari's own number stands elsewhere.
    version = re.search(rf"{'Version' if sign == 'Safari' else sign}\w*/(\d+)", agent)
    if browser and version:
        browser = f"{browser} {version[1]}"
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return " · ".join(filter(None, (browser, system))) or agent[:40]


def _kept() -> datetime.timedelta:
    return datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)
