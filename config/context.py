"""What every template knows."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject


def absolute_root(request) -> str:
    """Return the site's address without a path: `SITE_URL`, or that of the request."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def site(request):
    """Give `site_name`, and `canonical`, the address of this page without its query."""
    return {
        "site_name": settings.SITE_NAME,
        "site_root": SimpleLazyObject(lambda: absolute_root(request)),
        "canonical": SimpleLazyObject(lambda: absolute_root(request) + request.path),
    }
