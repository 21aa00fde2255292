"""How many reports an address may send in an hour.

Of an address only a digest is kept that nobody can undo without the site's key, in the cache, for
an hour. Nothing leads from a report to it.
"""

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from editorial.visitors import address_of

_HOUR = 3600


def may_report(request) -> bool:
    """Count one report; tell whether the address has not sent too many."""
    address = address_of(request) or ""
    key = f"report-{salted_hmac('editorial.reporting', address, algorithm='sha256').hexdigest()}"
    cache.add(key, 0, _HOUR)
    try:
        return cache.incr(key) <= settings.REPORTS_PER_HOUR
    except ValueError:
        return True  # the hour ended between these two lines
