"""The block of a page: what it is about, and where it stands in the site."""

from __future__ import annotations

import json

from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from .nodes import Node, node
from .pages import PAGES

# No content can end the block or begin another: so `json_script` does it, for another type.
_ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"}


def block(context: Context, name: str) -> SafeString | str:
    """Return the element with the data of a page; "" where there are none.

    It is data that browsers never run, so the Content-Security-Policy lets it stand in the page:
    https://html.spec.whatwg.org/multipage/scripting.html#data-block
    """
    root = context.get("site_root")
    graph = [PAGES[name](context, str(root))] if name else []
    if graph == [{}]:
        return ""
    if context.get("crumbs"):
        graph.append(_trail(context["crumbs"], str(root)))
    if not graph:
        return ""
    data = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    escaped = data.translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{escaped}</script>')  # noqa: S308


def _trail(crumbs: list[tuple[str, str]], root: str) -> Node:
    """Return the way to a page; the page itself, which is the last, has no address there."""
    steps = [("首页", reverse("home")), *crumbs[:-1], (crumbs[-1][0], "")]
    return node(
        "BreadcrumbList",
        itemListElement=[
            node("ListItem", position=place, name=str(label), item=f"{root}{url}" if url else "")
            for place, (label, url) in enumerate(steps, start=1)
        ],
    )
