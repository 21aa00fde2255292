"""Collecting and taking out, from any page of the site, with a script or without."""

from __future__ import annotations

import re

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from .keeping import MOST, Added, Basket
from .own_site import own_forms_only
from .pieces import Piece, collected, named, piece_of

FULL = "材料篮放不下了"
_LONGEST_ADDRESS = 2000
_PLACE = re.compile(r"[a-z][a-z0-9-]{0,20}")


@own_forms_only
def add(request):
    """Collect `piece` (a name, and behind # the place on the page), or each `practice` ticked."""
    if request.method != "POST":
        return redirect("practices:basket")
    asked = _asked(request.POST)
    if not asked:
        return _refused(request, "没有勾选做法，所以什么也没有收入。", 400)
    pieces = [piece for piece in map(named, asked) if piece]
    if not pieces:
        return _refused(request, "没有认出要收入的是哪一份材料，请回到原来的页面再试。", 400)
    found = collected(pieces, request.user)
    if not found:
        return _refused(request, "没有找到这份材料，它可能已经撤下。", 404)
    basket = Basket(request)
    added = basket.add(filter(None, (piece_of(one.thing) for one in found)))
    if added.left:
        return _refused(request, no_room(added), 409, FULL)
    said = "已收入材料篮" if added.new else "这份材料已经在材料篮里"
    return _done(request, basket, f"{said}，现有 {len(basket)} 份。")


@own_forms_only
def remove(request):
    """Take `piece` out; on the page of the basket it can be put back."""
    if request.method != "POST":
        return redirect("practices:basket")
    basket = Basket(request)
    basket.remove(_asked(request.POST))
    return _done(request, basket, f"已从材料篮移出，还有 {len(basket)} 份。")


def no_room(added: Added) -> str:
    """Say that the basket is full, and what was done all the same."""
    done = f"收入了 {len(added.new)} 份，还有 {len(added.left)} 份放不下。" if added.new else ""
    return f"材料篮最多放 {MOST} 份，已经满了。{done}请先移出几份不用的，再来收入。"


def _asked(sent) -> list[str]:
    """Return the names of what is asked for, each once, no more than a basket holds."""
    names = [name.partition("#")[0] for name in sent.getlist("piece")]
    names += [Piece("practice", slug).name for slug in sent.getlist("practice")]
    return list(dict.fromkeys(names))[:MOST]


def _done(request, basket: Basket, said: str):
    if _takes_json(request):
        return JsonResponse({"said": said, "count": len(basket)})
    address = _address(request.POST)
    place = request.POST.get("piece", "").partition("#")[2]
    if address and "#" not in address and _PLACE.fullmatch(place):
        address = f"{address}#{place}"
    return redirect(address or "practices:basket")


def _refused(request, said: str, status: int, heading: str = "没有收进材料篮"):
    if _takes_json(request):
        return JsonResponse({"said": said}, status=status)
    return refusal(request, heading, said, _address(request.POST), status)


def refusal(request, heading: str, said: str, back_url: str, status: int):
    """Return a page that says why something was not done, and leads back."""
    context = {"heading": heading, "said": said, "back_url": back_url}
    return render(request, "practices/basket/refusal.html", context, status=status)


def _takes_json(request) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _address(sent) -> str:
    """Return the page of this site to go back to ("" when none is named)."""
    address = sent.get("next", "")
    is_own = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return address if is_own and len(address) <= _LONGEST_ADDRESS else ""
