"""Error pages in the site's look; they ask the database nothing, so they work without it.

Programs that use the interface get problem details instead.
"""

import sys
from functools import lru_cache

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from exports.api import problems
from operations.seeing.current import current_id

from .failures import Failure, failure_in

SECONDS_TO_WAIT = 10
_LATER = "请等 Retry-After 所说的秒数再来。"


def _page(request, status: int, template: str = "", **context) -> HttpResponse:
    context = {"site_name": settings.SITE_NAME, "status": status, **context}
    return HttpResponse(render_to_string(template or f"{status}.html", context), status=status)


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


def too_many(seconds: int):
    """Say to an address that it asks for too much, and when it may come again."""
    message = f"您所在的网络刚才检索或下载得太多，请过 {seconds} 秒再来；浏览不受影响。"
    return _later(429, seconds, "请求太多", message)


def busy(seconds: int):
    """Say that as much is being searched, or made, as the server does at once."""
    message = f"同时检索或下载的人正多，请过 {seconds} 秒再试；浏览不受影响。"
    return _later(503, seconds, "正忙", message)


def _later(status: int, seconds: int, heading: str, message: str) -> HttpResponse:
    response = HttpResponse(_made_before(status, heading, message), status=status)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


@lru_cache(maxsize=128)
def _made_before(status: int, heading: str, message: str) -> bytes:
    """Return a page that a flood is answered with: made once, it costs next to nothing."""
    return _page(None, status, "later.html", heading=heading, message=message).content


def server_error(request):
    """Answer whatever was raised; where a database or disk has failed, say so."""
    if failure := failure_in(sys.exc_info()[1]):
        return _unavailable(request, failure)
    number = current_id()
    if problems.is_of_api(request):
        detail = f"错误已记入日志，编号 {number}，请稍后再试。" if number else ""
        return problems.problem(request, problems.FAILED, detail)
    return _page(request, 500, number=number)


def _unavailable(request, failure: Failure):
    if problems.is_of_api(request):
        answer = problems.problem(request, problems.UNAVAILABLE, f"{failure.heading}；{_LATER}")
    else:
        answer = _page(request, 503, "later.html", heading=failure.heading, message=failure.message)
    answer["Retry-After"] = str(SECONDS_TO_WAIT)
    answer["Cache-Control"] = "no-store"
    return answer
