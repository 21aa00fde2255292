"""Error pages in the site's look; they ask the database nothing, so they work without it.

Programs that use the interface get problem details instead.
"""

import sys

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from exports.api import problems

from .failures import Failure, failure_in

SECONDS_TO_WAIT = 10
_LATER = "请等 Retry-After 所说的秒数再来。"


def _page(request, status: int, **context) -> HttpResponse:
    context = {"site_name": settings.SITE_NAME, "status": status, **context}
    return HttpResponse(render_to_string(f"{status}.html", context), status=status)


def bad_request(request, exception=None):
    if problems.is_of_api(request):
        return problems.problem(request, problems.BAD_REQUEST)
    return _page(request, 400)


def forbidden(request, exception=None):
    return _page(request, 403)


def csrf_failure(request, reason=""):
    return _page(request, 403, csrf=True)


def not_found(request, exception=None):
    if problems.is_of_api(request):
        return problems.problem(request, problems.NOT_FOUND)
    return _page(request, 404)


def server_error(request):
    """Answer whatever was raised; where a database or disk has failed, say so."""
    if failure := failure_in(sys.exc_info()[1]):
        return _unavailable(request, failure)
    if problems.is_of_api(request):
        return problems.problem(request, problems.FAILED)
    return _page(request, 500)


def _unavailable(request, failure: Failure):
    if problems.is_of_api(request):
        answer = problems.problem(request, problems.UNAVAILABLE, f"{failure.heading}；{_LATER}")
    else:
        answer = _page(request, 503, failure=failure)
    answer["Retry-After"] = str(SECONDS_TO_WAIT)
    answer["Cache-Control"] = "no-store"
    return answer
