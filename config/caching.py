"""Public pages answered without being made again: by 304, or from the cache.

What everybody sees depends on the address and on the state of the records only. The stamp of the
last change that visitors could see is the ETag and part of the cache's key: nothing has to be found
and deleted, old keys are simply not asked for again. Whoever has a session gets pages of their own.
"""

import hashlib
import zlib
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotModified
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from exports.api.problems import is_of_api
from operations import figures
from search import changes

_SECONDS = 3600
# A page during which something was published is made again, so often.
_TRIES = 5
_CODE = ("*.py", "*.html", "*.css", "*.js")
_KEPT_HEADERS = ("Content-Type", "Content-Disposition", "X-Robots-Tag")


@lru_cache(maxsize=1)
def release() -> str:
    """Return a fingerprint of the program: a new one makes other pages of the same records."""
    digest = hashlib.sha256()
    folders = [settings.BASE_DIR / app for app in settings.INSTALLED_APPS if "." not in app]
    for folder in (*folders, settings.BASE_DIR / "config", *settings.STATICFILES_DIRS):
        for pattern in _CODE:
            for path in sorted(folder.rglob(pattern)) if folder.is_dir() else ():
                digest.update(path.read_bytes())
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.html")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class PublicPages:
    """Answer anonymous GET requests from what was made before, as long as nothing has changed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _is_public_page(request):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return _personal(self.get_response(request))
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            for _ in range(_TRIES):
                if (response := self._public(request)) is not None:
                    return response
        with changes.held():
            return _personal(self.get_response(request))

    def _public(self, request):
        """Return a page as everybody sees it; None when something was published meanwhile.

        What is counted is of one state, but rows are read as they are by then.
        """
        with changes.held() as state:
            # The day, too: a reference says when the page was looked at.
            etag = f'W/"{state.seen}-{release()}-{timezone.localdate():%Y%m%d}"'
            if etag in parse_etags(request.headers.get("If-None-Match", "")):
                figures.page("unchanged")
                return _headed(request, HttpResponseNotModified(), etag)
            address = f"{etag} {request.scheme} {request.get_host()} {request.get_full_path()}"
            address += request.headers.get("Accept", "") if is_of_api(request) else ""
            key = f"page-{hashlib.sha256(address.encode()).hexdigest()}"
            if (kept := cache.get(key)) is not None:
                figures.page("cache")
                return _headed(request, _restored(*kept), etag)
            response = self.get_response(request)
        if "Retry-After" in response:
            # Refused before it was made; a flood of these should cost nothing.
            return response
        if changes.newest().seen != state.seen:
            return None
        if response.status_code != 200 or response.cookies or response.streaming:
            return _personal(response) if response.cookies else response
        if "Cache-Control" in response:
            # It says itself how long it holds: not until the next change of a record.
            return _personal(response)
        headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
        figures.page("made")
        if request.method == "GET":
            cache.set(key, (zlib.compress(response.content, 1), headers), _SECONDS)
        return _headed(request, response, etag)


def _is_public_page(request) -> bool:
    """Tell pages of the records from the desk, and from addresses that lead nowhere."""
    try:
        # Also for those who count answers by views: from the cache no view gives them.
        request.resolver_match = resolve(request.path_info)
    except Resolver404:
        return False
    return not request.path.startswith(reverse("admin:index"))


def _of_one_state(response):
    response.is_of_one_state = True
    return response


def _restored(content: bytes, headers: dict[str, str]) -> HttpResponse:
    return HttpResponse(zlib.decompress(content), headers=headers)


def _headed(request, response, etag: str):
    """Let browsers and proxies keep the page, and ask each time whether it still holds.

    Programs are refused (406) where they take no JSON, so their answers differ by `Accept`, too.
    """
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept"] if is_of_api(request) else ["Cookie"])
    return response


def _personal(response):
    if "Cache-Control" not in response:
        response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response
