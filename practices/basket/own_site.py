"""Forms on pages that are the same for everybody, and so can hold no token of a visitor's.

A browser says where a POST comes from: in `Sec-Fetch-Site`, on plain http in `Origin` or `Referer`.
Pages cannot change these headers, so a form of another site is known without a token.
"""

from functools import wraps
from urllib.parse import urlsplit

from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def is_from_this_site(request) -> bool:
    """Tell whether a page of this host sent the request; what says nothing of it did not."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        return urlsplit(sender).netloc == request.get_host()
    except ValueError:
        return False


def own_forms_only(view):
    """Have a view refuse what the form of another site sends, and ask for no token."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method not in _SAFE and not is_from_this_site(request):
            return render(request, "practices/basket/foreign.html", status=403)
        return view(request, *args, **kwargs)

    return csrf_exempt(guarded)
