"""A selection, or a table counted of it, in another form than a page.

Who can give it is registered by an app above.

    if reply := in_other_format(request, selection):
        return reply
"""

from collections.abc import Callable, Iterable, Sequence
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


@dataclass(frozen=True)
class Sheet:
    """A table counted of a selection: `columns` are titles with what they are.

    `name` is that of the file, without a suffix; `about` says what a line is, and how it was made.
    """

    name: str
    label: str
    about: str
    selection: Selection
    columns: Sequence[tuple[str, str]]
    lines: Iterable[list[str | int | float | None]]


# The formats of a sheet; those of records are said by who gives them.
SHEET_FORMATS = ("csv", "xlsx")


@dataclass
class _Formats:
    respond: Callable[[HttpRequest, Selection | Whole], HttpResponse] | None = None
    offer: Callable[[Selection | Whole], list[Offer]] = lambda selection: []
    write: Callable[[HttpRequest, Sheet, str], HttpResponse] | None = None


_formats = _Formats()


def register_formats(
    *,
    respond: Callable[[HttpRequest, Selection | Whole], HttpResponse],
    offer: Callable[[Selection | Whole], list[Offer]],
    write: Callable[[HttpRequest, Sheet, str], HttpResponse],
) -> None:
    """Say who answers an address with `format`, what there is, and who writes a sheet.

    Called when Django is ready.
    """
    _formats.respond, _formats.offer, _formats.write = respond, offer, write


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


def sheet_in_other_format(
    request: HttpRequest, make: Callable[[], Sheet], back_url: str
) -> HttpResponse | None:
    """Return a sheet in the format that the address asks for, or what there is; None for a page.

    `make()` must count what everybody may see, whoever asks: a file leaves the house.
    """
    form = request.GET.get("format")
    if not form:
        return None
    if form not in SHEET_FORMATS or _formats.write is None:
        sentence = f"没有“{form[:30]}”这种格式"
        return refused(request, sentence, "可以用的格式", SHEET_FORMATS, back_url)
    return _formats.write(request, make(), form)


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
