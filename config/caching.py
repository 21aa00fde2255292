"""Public pages answered without being made again: by 304, or from the cache.

What everybody sees depends on the address and on the state of the records only. The stamp of the
last change that visitors could see is the ETag and part of the cache's key: nothing has to be found
and deleted, old keys are simply not asked for again. Whoever has a session gets pages of their own.

Who has none may read from a replica: state and rows of one page always come from one database. One
that fails, or is not as far as this process has been, is left, and the page asked of another; while
no database answers, what was kept of the last state goes on being given.
"""

import hashlib
import zlib
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseNotModified
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from exports.api.problems import is_of_api
from operations.replicas import health, routing
from operations.seeing import figures
from search import changes

_SECONDS = 3600
# A page during which something was published, or a replica failed, is made again, so often.
_TRIES = 5
_LOST = (OperationalError, InterfaceError)
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
            left: set[str] = set()
            for _ in range(_TRIES):
                if (response := self._tried(request, left)) is not None:
                    return response
        with changes.held():
            return _personal(self.get_response(request))

    def process_exception(self, request, exception):
        """Hand on to `_tried` what a view met with on a replica, before it becomes a page."""
        if routing.current() == DEFAULT_DB_ALIAS or not isinstance(
            exception, (changes.Behind, *_LOST)
        ):
            return None
        response = HttpResponse(status=503)
        response.met_with = exception
        return response

    def _tried(self, request, left: set[str]):
        """Return a page from one database, not one `left` before; None: try another."""
        alias = health.watch().choose(left)
        with routing.reading(alias):
            try:
                return self._public(request)
            except changes.Behind:
                left.add(alias)
            except _LOST:
                if alias == DEFAULT_DB_ALIAS:
                    if (kept := _kept_of_last_state(request)) is None:
                        raise
                    return kept
                left.add(alias)
                health.watch().leave_out(alias)
        return None

    def _public(self, request):
        """Return a page as everybody sees it; None when something was published meanwhile.

        What is counted is of one state, but rows are read as they are by then.
        """
        with changes.held() as state:
            kept = _Kept(request, state)
            if (answer := kept.answer()) is not None:
                return answer
            response = self.get_response(request)
        if hasattr(response, "met_with"):
            raise response.met_with
        if "Retry-After" in response:
            # Refused before it was made; a flood of these should cost nothing.
            return response
        routing.go_on(response)
        if changes.newest().seen != state.seen:
            return None
        # What says itself how long it holds does not hold until the next change of a record.
        says_itself = response.cookies or "Cache-Control" in response
        if response.status_code != 200 or response.streaming or says_itself:
            # No proxy may go on saying that there is no such page when there is.
            return _personal(response)
        return kept.keep(response)


class _Kept:
    """The place in the cache of what a request asks for, in one state of the records."""

    def __init__(self, request, state: changes.State):
        # The day, too: a reference says when the page was looked at.
        self.etag = f'W/"{state.seen}-{release()}-{timezone.localdate():%Y%m%d}"'
        self.request = request
        address = f"{self.etag} {request.scheme} {request.get_host()} {request.get_full_path()}"
        address += request.headers.get("Accept", "") if is_of_api(request) else ""
        self.key = f"page-{hashlib.sha256(address.encode()).hexdigest()}"

    def answer(self):
        """Return the page, or that the visitor's copy still holds; None when it is to be made."""
        if self.etag in parse_etags(self.request.headers.get("If-None-Match", "")):
            figures.page("unchanged")
            return self._headed(HttpResponseNotModified())
        if (kept := cache.get(self.key)) is None:
            return None
        figures.page("cache")
        return self._headed(_restored(*kept))

    def keep(self, response):
        headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
        figures.page("made")
        if self.request.method == "GET":
            cache.set(self.key, (zlib.compress(response.content, 1), headers), _SECONDS)
        return self._headed(response)

    def _headed(self, response):
        """Let browsers and proxies keep the page, and ask each time whether it still holds.

        Programs are refused (406) where they take no JSON: their answers differ by `Accept`, too.
        """
        response["ETag"] = self.etag
        response["Cache-Control"] = "public, no-cache"
        differs_by = ["Cookie", "Accept"] if is_of_api(self.request) else ["Cookie"]
        patch_vary_headers(response, differs_by)
        return response


def _kept_of_last_state(request):
    """Return what is kept of the state that was read last, for when no database answers."""
    state = changes.last_read()
    return None if state is None else _Kept(request, state).answer()


def _is_public_page(request) -> bool:
    """Tell pages of the records from the desk, and from addresses that lead nowhere."""
    try:
        # Also for those who count answers by views: from the cache no view gives them.
        request.resolver_match = resolve(request.path_info)
    except Resolver404:
        return False
    return not request.path.startswith(reverse("admin:index"))


def _restored(content: bytes, headers: dict[str, str]) -> HttpResponse:
    return HttpResponse(zlib.decompress(content), headers=headers)


def _personal(response):
    if "Cache-Control" not in response:
        response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response
