"""Tags as they are typed: with commas of either writing, or with 顿号."""

import re
from collections.abc import Iterable

from taggit.models import Tag

_BETWEEN = re.compile(r"[,，、;；\n]")


def tags_of(typed: str) -> list[str]:
    """Return the tags in what was typed.

    >>> tags_of("红色引擎，党建 品牌、 ,红色引擎")
    ['党建 品牌', '红色引擎']
    """
    names = (" ".join(part.split()) for part in _BETWEEN.split(typed or ""))
    return sorted({name for name in names if name})


def as_typed(tags: Iterable[Tag]) -> str:
    """Return tags as the field shows them."""
    return "，".join(sorted(tag.name for tag in tags))
