"""How many answers an address may have made for it.

Answers from the cache and 304 are given before any view is asked, and so are not counted: they
cost nothing, and a program that keeps to its ETags should never be refused.
"""

from django.conf import settings
from rest_framework.throttling import BaseThrottle

from editorial.limits import Rate, seconds_to_wait


class ByAddress(BaseThrottle):
    """Counts for each address, editors included: here they are visitors like all others."""

    def allow_request(self, request, view) -> bool:
        self._seconds = seconds_to_wait("api", request, Rate.of(settings.API_RATE))
        return not self._seconds

    def wait(self) -> int:
        return self._seconds
