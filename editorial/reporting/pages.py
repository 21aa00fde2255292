"""The page that a report is about: it must be one that everybody may read.

The page is made once more, as a visitor would get it, and says itself what it is called and what
stands at the place that is meant. So this app need not know what kinds of pages there are, nothing
that is not public can be named, and nobody can put words into a page's mouth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib import import_module
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import get_script_prefix, resolve, reverse

from editorial.models import MistakeReport

_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,39}", re.ASCII)
_WITHOUT_END = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
# What helps to find one's way on a page is not what the page says.
_NOT_SAID = frozenset({"visually-hidden", "permalink", "screen-only"})


@dataclass(frozen=True)
class ReportedPage:
    """A public page by its address within the site, and the place on it that is meant."""

    path: str
    title: str
    anchor: str = ""
    passage: str = ""

    @property
    def url(self) -> str:
        return f"{self.path}#{self.anchor}" if self.anchor else self.path


def reported_page(request, address: str, anchor: str) -> ReportedPage | None:
    """Return the page at an address of this site; None when everybody may not read it there.

    `address` is a path with or without a query, or the whole address as a browser shows it.
    An anchor that is not on the page is left out.
    """
    parts = _parts(request, address.strip())
    if parts is None:
        return None
    answer = _as_visitor(request, parts)
    if answer is None or answer.status_code != 200:
        return None
    if not answer.get("Content-Type", "").startswith("text/html") or answer.streaming:
        return None
    anchor = anchor or parts.fragment
    read = _Reading(anchor if _ANCHOR.fullmatch(anchor) else "")
    read.feed(answer.content.decode())
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return ReportedPage(
        path,
        _shortened("".join(read.heading), "title"),
        read.anchor if read.is_there else "",
        _shortened("".join(read.passage), "passage"),
    )


def _shortened(text: str, field: str) -> str:
    longest = MistakeReport._meta.get_field(field).max_length
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _parts(request, address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    is_here = not parts.netloc or parts.netloc == request.get_host()
    length = len(parts.path) + len(parts.query) + 1
    fits = length <= MistakeReport._meta.get_field("path").max_length
    is_path = parts.path.startswith("/") and not parts.path.startswith("//")
    if not (is_here and fits and is_path) or parts.scheme not in ("", "http", "https"):
        return None
    if "\x00" in unquote(parts.path + parts.query):
        return None
    closed = (reverse("admin:index"), reverse("editorial:report"))
    return None if parts.path.startswith(closed) else parts


def _as_visitor(request, parts: SplitResult) -> HttpResponse | None:
    """Return what somebody without an account or a session gets at a path."""
    visit = HttpRequest()
    visit.method = "GET"
    visit.META = {**request.META, "REQUEST_METHOD": "GET", "QUERY_STRING": parts.query}
    visit.META.pop("HTTP_COOKIE", None)
    visit.path = unquote(parts.path)
    visit.path_info = f"/{visit.path.removeprefix(get_script_prefix())}"
    visit.user = AnonymousUser()
    visit.session = import_module(settings.SESSION_ENGINE).SessionStore()
    try:
        visit.GET = QueryDict(parts.query)
        view, args, kwargs = visit.resolver_match = resolve(visit.path_info)
        answer = view(visit, *args, **kwargs)
    except (Http404, PermissionDenied, SuspiciousOperation):
        return None
    if hasattr(answer, "render"):
        answer.render()
    return answer


class _Reading(HTMLParser):
    """Reads the first heading of a page, and the words in the element with an anchor."""

    def __init__(self, anchor: str):
        super().__init__()
        self.anchor = anchor
        self.heading: list[str] = []
        self.passage: list[str] = []
        self.is_there = False
        self._depth = 0
        self._heading_at = self._passage_at = self._unsaid_at = 0
        self._had_heading = False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._depth += 1
        if tag == "h1" and not self._had_heading:
            self._heading_at, self._had_heading = self._depth, True
        if self.anchor and given.get("id") == self.anchor:
            self._passage_at, self.is_there = self._depth, True
        if not self._unsaid_at and _NOT_SAID & set((given.get("class") or "").split()):
            self._unsaid_at = self._depth
        if tag in _WITHOUT_END:
            self._leave()

    def handle_endtag(self, tag):
        if tag not in _WITHOUT_END:
            self._leave()

    def _leave(self) -> None:
        for name in ("_heading_at", "_passage_at", "_unsaid_at"):
            if getattr(self, name) == self._depth:
                setattr(self, name, 0)
        self._depth -= 1

    def handle_data(self, data):
        if self._unsaid_at:
            return
        if self._heading_at:
            self.heading.append(data)
        if self._passage_at:
            self.passage.append(data)
