"""How many answers an address may have made for it.

Answers from the cache and 304 are given before any view is asked, and so are not counted: they
cost nothing, and a program that keeps to its ETags should never be refused.
"""

from rest_framework.throttling import SimpleRateThrottle


class ByAddress(SimpleRateThrottle):
    """Counts for each address, editors included: here they are visitors like all others."""

    scope = "api"

    def get_cache_key(self, request, view) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}

    def throttle_failure(self) -> bool:
        if self.history[0] > self.now:
            # The clock was set back: nobody has to wait until it has caught up.
            self.history = []
            return self.throttle_success()
        return False
