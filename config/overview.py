"""How much there is on the site, and as of when."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Max
from django.urls import reverse

from interviews.models import Interview
from practices.models import Evidence, Practice, ProblemStatement
from search.changes import current
from search.registry import collection_named
from search.snapshots import shelf
from zones.models import Zone


@dataclass(frozen=True)
class Holding:
    """`count` records of one kind, with their measure word and the list of them."""

    label: str
    count: int
    unit: str
    url: str


def holdings(user) -> list[Holding]:
    """Count what `user` may see."""
    counted = (
        ("practice", "条", "practices:practices"),
        ("zone", "家", "zones:zones"),
        ("interview", "篇", "interviews:interviews"),
        ("guest", "位", "interviews:guests"),
        ("organization", "个", "zones:organizations"),
        ("source", "种", "sources:sources"),
    )
    return [_holding(*one, user) for one in counted]


def _holding(name: str, unit: str, address: str, user) -> Holding:
    collection = collection_named(name)
    base = shelf(name).base(drafts=collection.drafts(user))
    return Holding(collection.label, len(base), unit, reverse(address))


@dataclass(frozen=True)
class Published:
    """How many quotations practices and problems rest on, and when something was last published."""

    quotations: int
    as_of: object


def published() -> Published:
    """Return the figures of what everybody sees; counted once for each state of it."""
    return _published(current().seen)


@lru_cache(maxsize=2)
def _published(stamp: str) -> Published:
    rows = (Evidence.objects.visible_to(None), ProblemStatement.objects.visible_to(None))
    newest = [
        model.objects.published().aggregate(latest=Max("published_at"))["latest"]
        for model in (Practice, Interview, Zone)
    ]
    return Published(
        sum(some.count() for some in rows),
        max((moment for moment in newest if moment), default=None),
    )
