"""How much visitors may have made for them, so that a flood of searches or files starves nobody.

Only what is made counts: pages from the cache and 304 are given before any view is asked. Each
address may ask for so many searches and files in a time; and a process makes only so many of each
at once, whoever asks (`places.py`), so that the rest of its threads stays with those who read.
"""

from __future__ import annotations

from functools import partial

from django.conf import settings

from editorial.limits import Rate, seconds_to_wait
from editorial.visitors import network_of
from operations.seeing import figures
from operations.seeing.answers import when_closed

from . import errors
from .places import Places

SEARCH, EXPORT = "search", "export"
# Searches and lists are narrowed by words, feeds by anything; neither is asked for by hand only.
_SEARCHES = {"search:search", "search:suggest", "practices:feed", "practices:collection_feed"}
# These are a page and a few lines.
_NO_FILES = {"exports:cite", "exports:data"}
# The desk is for editors; the interface for programs has a limit of its own.
_OTHERS = {"admin", "tables", "api"}
_SECONDS_TO_A_PLACE = {SEARCH: 2, EXPORT: 10}
# How long one search waits for a place; files take too long for that.
SECONDS_TO_WAIT = {SEARCH: 2, EXPORT: 0}


def kind_of(request) -> str:
    """Return what an address asks to be made: a search, a file, or ("") a page like others."""
    match = request.resolver_match
    if match is None or _OTHERS.intersection(match.namespaces) or match.view_name in _NO_FILES:
        return ""
    form = request.GET.get("format", "")
    if "exports" in match.namespaces or form not in ("", "atom"):
        return EXPORT
    return SEARCH if form or request.GET.get("q") or match.view_name in _SEARCHES else ""


class Limits:
    """Refuse with 429 what is too much for one address, and with 503 what is beyond the places."""

    def __init__(self, get_response):
        self.get_response = get_response
        self._places = {
            SEARCH: Places(settings.SEARCHES_AT_ONCE),
            EXPORT: Places(settings.EXPORTS_AT_ONCE),
        }

    def __call__(self, request):
        response = self.get_response(request)
        if release := getattr(request, "leave_place", None):
            if response.streaming:
                # Held until the last byte is sent, or whoever asked is gone.
                when_closed(response, release)
            else:
                release()
        return response

    def process_view(self, request, view, args, kwargs):
        # A page during which something was published is made twice, and counts once.
        if hasattr(request, "asks_for"):
            return None
        kind = request.asks_for = kind_of(request)
        if not kind:
            return None
        # First, so that what is refused does not count.
        address, places = network_of(request), self._places[kind]
        if not places.take(address, SECONDS_TO_WAIT[kind]):
            figures.refused(f"{kind}_slot")
            return errors.busy(_SECONDS_TO_A_PLACE[kind])
        request.leave_place = partial(places.leave, address)
        rate = settings.SEARCH_RATE if kind == SEARCH else settings.EXPORT_RATE
        seconds = seconds_to_wait(kind, request, Rate.of(rate))
        # Colleagues behind the address of a flood go on working.
        if not seconds or request.user.is_staff:
            return None
        figures.refused(kind)
        return errors.too_many(seconds)
