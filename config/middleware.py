"""What every request goes through: refused before a view sees it, or made smaller after."""

from http import HTTPStatus

from csp.constants import NONE
from csp.middleware import CSPMiddleware
from django.core.exceptions import SuspiciousOperation
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse

_COMPRESSED = ("text/html", "application/json", "application/atom+xml", "application/xml")

# What is no page is to be read or kept, and can do nothing, whatever its words are.
_OF_FILES = {
    "default-src": [NONE],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
    "sandbox": True,
}
# Public pages make no HTML of strings; Django's own scripts in the admin do.
_OF_PUBLIC_PAGES = {"require-trusted-types-for": ["'script'"], "trusted-types": [NONE]}
_OFF = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read"),
    *("display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope"),
    *("hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment"),
    *("picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "usb"),
    "xr-spatial-tracking",
)
_FOR_ALL = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _OFF),
    # Also beyond the views: on static files, and on answers of what stands before them.
    "X-Frame-Options": "DENY",
}


class Headers(CSPMiddleware):
    """Tell browsers what an answer may do: a page what it needs, anything else nothing."""

    def process_response(self, request, response):
        for name, value in _FOR_ALL.items():
            response.headers.setdefault(name, value)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # What a browser keeps takes over the headers of this: it must stay what it was.
            return response
        return super().process_response(request, response)

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if not response.get("Content-Type", "").startswith("text/html"):
            parts.config = _OF_FILES
        elif not request.path.startswith(reverse("admin:index")):
            parts.update = _OF_PUBLIC_PAGES
        return parts


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
