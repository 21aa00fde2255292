"""What every request goes through: refused before a view sees it, or made smaller after."""

from django.core.exceptions import SuspiciousOperation
from django.middleware.gzip import GZipMiddleware

_COMPRESSED = ("text/html", "application/json", "application/atom+xml", "application/xml")


class CompressPages(GZipMiddleware):
    """Compress pages, feeds and answers to programs; files are streamed as they are made."""

    def process_response(self, request, response):
        if response.streaming or not response.get("Content-Type", "").startswith(_COMPRESSED):
            return response
        return super().process_response(request, response)


class RefuseBrokenRequests:
    """Answer 400 to an address with a NUL character: no page has one, and PostgreSQL takes none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL character in the address")
        return self.get_response(request)
