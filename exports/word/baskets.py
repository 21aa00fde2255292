"""Documents of what a reader collected: of their own basket, or of one that was shared."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from editorial.addresses import absolute_root
from practices.basket.keeping import Basket
from practices.basket.pieces import Piece, collected
from practices.basket.sharing import pieces_in
from practices.models import SharedBasket
from search.formats import refused

from . import compiling
from .briefing import brief_of_pieces
from .drafting import Draft
from .views import answer, unknown_order

_LONGEST_TITLE = 60
_TITLE = "材料汇编"


def own(request, *, is_brief: bool = False) -> HttpResponse:
    """The basket of whoever asks; `title` is what they call it, `by` how it is arranged."""
    return _made(request, Basket(request), reverse("practices:basket"), None, is_brief=is_brief)


def shared(request, key: str, *, is_brief: bool = False) -> HttpResponse:
    """A basket that has an address."""
    found = get_object_or_404(SharedBasket, key=key)
    url = found.get_absolute_url()
    return _made(request, pieces_in(found), url, url, is_brief=is_brief)


def _made(
    request, pieces: Iterable[Piece], back: str, printed: str | None, *, is_brief: bool
) -> HttpResponse:
    """Return the file; what is wrong leads `back`, a brief prints where it can be found, if so."""
    if reply := unknown_order(request, back):
        return reply
    # Only what everybody may see: the document leaves the house.
    found = [(one.thing, one.piece.remark) for one in collected(pieces, None)]
    if not found:
        sentence = "材料篮里没有可以写进 Word 文档的材料"
        return refused(request, sentence, "请先", ["收入已发布的做法、回答或原话"], back)
    name = "basket-brief" if is_brief else "basket"
    return answer(_draft(request, found, printed, is_brief=is_brief), name)


def _draft(request, found: list[compiling.Piece], printed: str | None, *, is_brief: bool) -> Draft:
    title = " ".join(request.GET.get("title", "").split())[:_LONGEST_TITLE] or _TITLE
    root = absolute_root(request)
    if is_brief:
        # The address of a reader's own basket shows others theirs.
        url = root + (printed or reverse("home"))
        return brief_of_pieces(found, title=title, url=url, root=root)
    by = request.GET.get("by", "") or "order"
    return compiling.compile_pieces(found, title=title, by=by, root=root)
