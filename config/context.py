"""What every template knows."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from editorial.addresses import absolute_root


def site(request):
    """Give `site_name`, and `canonical`, the address of this page without its query."""
    return {
        "site_name": settings.SITE_NAME,
        "site_root": SimpleLazyObject(lambda: absolute_root(request)),
        "canonical": SimpleLazyObject(lambda: absolute_root(request) + request.path),
    }
