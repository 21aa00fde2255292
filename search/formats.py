"""A selection in another form than a page: who can give it is registered by an app above.

if reply := in_other_format(request, selection):
    return reply
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .facets import Chip
from .feeds import as_feed
from .selection import Selection
from .whole import Whole


@dataclass(frozen=True)
class Offer:
    """One table of a selection, and its addresses: name is the format, label what it is called."""

    label: str
    about: str
    links: tuple[Chip, ...]


@dataclass
class _Formats:
    respond: Callable[[HttpRequest, Selection | Whole], HttpResponse] | None = None
    offer: Callable[[Selection | Whole], list[Offer]] = lambda selection: []


_formats = _Formats()


def register_formats(
    *,
    respond: Callable[[HttpRequest, Selection | Whole], HttpResponse],
    offer: Callable[[Selection | Whole], list[Offer]],
) -> None:
    """Say who answers an address with `format`, and what there is; called when Django is ready."""
    _formats.respond, _formats.offer = respond, offer


def in_other_format(request: HttpRequest, selection: Selection | Whole) -> HttpResponse | None:
    """Return the selection in the format that the address asks for; None for a page."""
    asked = request.GET.get("format")
    if asked == "atom" and (feed := as_feed(request, selection)):
        return feed
    if not asked or _formats.respond is None:
        return None
    return _formats.respond(request, selection)


def offered(selection: Selection | Whole) -> list[Offer]:
    """Return what can be taken away of a selection."""
    return _formats.offer(selection)


def refused(
    request: HttpRequest,
    sentence: str,
    label: str,
    allowed: Iterable[str],
    back_url: str,
    ways: Iterable[Chip] = (),
) -> HttpResponse:
    """Return the page (400) that says what cannot be had, and what can; `ways` are addresses."""
    context = {
        "sentence": sentence,
        "label": label,
        "allowed": list(allowed),
        "back_url": back_url,
        "ways": list(ways),
    }
    return render(request, "search/refused.html", context, status=400)
