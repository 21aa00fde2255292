"""Too many failed sign-ins lock an account, or an address, for a while.

Three things are counted: failures with one account from one address, with one account from anywhere
(a guesser with many addresses), and from one address with any accounts (a guesser with many names;
an office behind one address has many people, so it may fail more often). Nobody who is signed in
is thrown out, so that knowing the name of an account is not enough to keep its owner from working.
"""

from __future__ import annotations

import math

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Max, Sum
from django.shortcuts import render
from django.utils import timezone

# In the order of AXES_LOCKOUT_PARAMETERS.
MOST = (settings.AXES_FAILURE_LIMIT, 20, 30)


class Handler(AxesDatabaseHandler):
    """Counts in the database, for all processes; each way of counting has a limit of its own."""

    def get_failures(self, request, credentials=None) -> int:
        """Return the failures, measured as if all limits were the first."""
        attempts = self.get_user_attempts(request, credentials)
        return max(
            (one.aggregate(sum=Sum("failures_since_start"))["sum"] or 0) * MOST[0] // most
            for one, most in zip(attempts, MOST, strict=True)
        )

    def reset_user_attempts(self, request, credentials=None) -> int:
        """Forget what failed with this account from this address, and nothing else.

        Else whoever has an account could wipe out all that they tried on others.
        """
        own, *_ = self.filter_user_attempts(request, credentials)
        return own.delete()[0]


def credentials_of(user) -> dict[str, str]:
    return {user.USERNAME_FIELD: user.get_username()}


def name_in(request, credentials) -> str:
    """Return the account name that was tried, not longer than it can be stored."""
    name = get_user_model().USERNAME_FIELD
    given = credentials or request.POST
    return (given.get(name) or "")[:255]


def is_locked(request, user) -> bool:
    return not AxesProxyHandler.is_allowed(request, credentials_of(user))


def forget_failures(request, user) -> None:
    """Forget what failed before `user` came in after all."""
    AxesProxyHandler.update_request(request)
    AxesProxyHandler.get_implementation().reset_user_attempts(request, credentials_of(user))


def seconds_left(request, credentials) -> int:
    """Return how long whoever is locked out has to wait."""
    until = timezone.now()
    counted = AxesProxyHandler.get_implementation().get_user_attempts(request, credentials)
    for attempts, most in zip(counted, MOST, strict=True):
        found = attempts.aggregate(sum=Sum("failures_since_start"), last=Max("attempt_time"))
        if (found["sum"] or 0) >= most:
            until = max(until, found["last"] + settings.AXES_COOLOFF_TIME)
    return max(1, math.ceil((until - timezone.now()).total_seconds()))


def sentence(seconds: int) -> str:
    return (
        f"失败次数太多，已暂时锁定。请在 {math.ceil(seconds / 60)} 分钟以后再试；"
        "急用请找管理员解除锁定。"
    )


def refusal(request, response, credentials):
    """Answer whoever is locked out."""
    seconds = seconds_left(request, credentials)
    context = {
        **admin.site.each_context(request),
        "title": "登录已锁定",
        "sentence": sentence(seconds),
    }
    answer = render(request, "admin/locked_out.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def unlock(name: str) -> int:
    """Forget all failures with an account; return how many there were."""
    attempts = AccessAttempt.objects.filter(username=name)
    failures = attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
    attempts.delete()
    return failures
