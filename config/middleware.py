"""What is refused before any view sees it."""

from django.core.exceptions import SuspiciousOperation


class RefuseBrokenRequests:
    """Answer 400 to an address with a NUL character: no page has one, and PostgreSQL takes none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL character in the address")
        return self.get_response(request)
