"""Error pages in the site's look; they ask the database nothing, so they work without it."""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string


def _page(request, status: int, **context) -> HttpResponse:
    context = {"site_name": settings.SITE_NAME, "status": status, **context}
    return HttpResponse(render_to_string(f"{status}.html", context), status=status)


def bad_request(request, exception=None):
    return _page(request, 400)


def forbidden(request, exception=None):
    return _page(request, 403)


def csrf_failure(request, reason=""):
    return _page(request, 403, csrf=True)


def not_found(request, exception=None):
    return _page(request, 404)


def server_error(request):
    return _page(request, 500)
