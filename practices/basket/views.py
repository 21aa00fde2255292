"""The page of the basket, and of one that somebody shared."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from editorial.addresses import absolute_root
from practices.models import SharedBasket
from sources.models import plain_newlines

from .collecting import FULL, no_room, refusal
from .keeping import MOST, Basket
from .own_site import own_forms_only
from .pieces import LONGEST_REMARK, Piece, collected, named
from .sharing import may_share, pieces_in, share, shared_as
from .showing import compare_url, shown

_TOO_OFTEN = "一小时里生成的分享地址太多了，请过一会儿再试。材料篮里的内容都还在。"


@own_forms_only
def basket(request):
    """The pieces in order. One form holds all of them, so whatever is pressed saves all remarks."""
    kept = Basket(request)
    if request.method != "POST":
        return _page(request, kept)
    typed = _typed(request.POST, kept)
    if any(len(piece.remark) > LONGEST_REMARK for piece in typed):
        return _page(request, kept, typed=typed, status=400)
    kept.arrange(typed)
    act, _, name = request.POST.get("do", "").partition(":")
    if act == "share" and kept.pieces:
        if shared_as(kept) is None and not may_share(request):
            return _page(request, kept, said=_TOO_OFTEN, status=429)
        share(kept)
    return redirect(reverse("practices:basket") + _act(kept, act, name, request.user))


def _typed(sent, kept: Basket) -> list[Piece]:
    """Return the pieces of the page that was sent, with their remarks as they were typed."""
    before = {piece.name: piece.remark for piece in kept}
    pieces = []
    for name in sent.getlist("piece")[:MOST]:
        remark = sent.get(f"remark:{name}", before.get(name, ""))
        remark = plain_newlines(remark).replace("\x00", "").strip()
        if piece := named(name, remark):
            pieces.append(piece)
    return pieces


def _act(kept: Basket, act: str, name: str, user) -> str:
    """Do what a button says, and return where on the page to go on, as the end of its address."""
    names = [piece.name for piece in kept]
    if act in ("up", "down") and name in names:
        kept.move(name, -1 if act == "up" else 1)
        return _moved_to(kept, act, name)
    if act == "save" and (piece := named(name)):
        return f"?saved={name}#{piece.anchor}"
    if act == "remove":
        kept.remove([name])
    elif act == "clear":
        kept.remove(names)
    elif act == "drop":
        visible = {one.piece.name for one in collected(kept, user)}
        kept.remove(set(names) - visible)
    elif act == "undo":
        back = [piece for _, piece in kept.taken]
        kept.put_back()
        return f"#{back[0].anchor}" if back else ""
    return {"share": "#shared", "remove": "#undo", "clear": "#undo", "drop": "#undo"}.get(act, "")


def _moved_to(kept: Basket, act: str, name: str) -> str:
    """Return the anchor of the same button, or, where it can go no further, of the other one."""
    place = next(at for at, piece in enumerate(kept) if piece.name == name)
    ends = {"up": 0, "down": len(kept) - 1}
    usable = {"up": "down", "down": "up"}[act] if place == ends[act] else act
    return f"#{usable}-{kept.pieces[place].anchor}"


def _page(request, kept: Basket, *, typed=None, said="", status=200):
    pieces = kept.pieces if typed is None else typed
    taken = [piece for _, piece in kept.taken]
    found = collected([*pieces, *taken[:1]], request.user)
    lost = next((one.title for one in found if taken and one.piece.name == taken[0].name), "")
    names = {piece.name for piece in pieces}
    found = [one for one in found if one.piece.name in names]
    shared = shared_as(kept) if kept.pieces else None
    lines = shown(found, request.user)
    context = {
        "lines": lines,
        "faults": [line for line in lines if line.fault],
        "missing": len(pieces) - len(found),
        "taken": len(taken),
        "lost": lost if len(taken) == 1 else "",
        "saved": request.GET.get("saved", ""),
        "said": said,
        "most": MOST,
        "longest_remark": LONGEST_REMARK,
        "shared_url": absolute_root(request) + shared.get_absolute_url() if shared else "",
        "compare_url": compare_url(found),
        "crumbs": [("材料篮", "")],
    }
    response = render(request, "practices/basket/basket.html", context, status=status)
    return _not_kept(response)


@own_forms_only
def shared_basket(request, key: str):
    """What somebody collected and gave an address to; to be read, and to be taken over."""
    shared = get_object_or_404(SharedBasket, key=key)
    pieces = pieces_in(shared)
    found = collected(pieces, request.user)
    if request.method == "POST":
        added = Basket(request).add(one.piece for one in found)
        if added.left:
            return refusal(request, FULL, no_room(added), request.path, 409)
        return redirect("practices:basket")
    context = {
        "shared": shared,
        "lines": shown(found, request.user),
        "missing": len(pieces) - len(found),
        "compare_url": compare_url(found),
        "crumbs": [("材料篮", reverse("practices:basket")), ("分享的材料", "")],
    }
    response = render(request, "practices/basket/shared.html", context)
    response["X-Robots-Tag"] = "noindex"
    return _not_kept(response)


def _not_kept(response):
    """Keep the page out of the cache of public pages: it changes while no record does."""
    response["Cache-Control"] = "private, no-cache"
    return response
