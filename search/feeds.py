"""Atom feeds: the newest of any selection from a list. Apps say in their `feeds.py` of what.

register(Subscription("zone", "zones:zones", "新收录的国家级、省级高新区。", summary=…))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from .registry import collection_named
from .selection import Selection
from .whole import Whole

NEWEST = 30
# So many records the database is asked for by name; of more, some are met soon among the newest.
_MOST_NAMED = 1000


@dataclass(frozen=True)
class Subscription:
    """What the feed of a collection says: `page` names the address of its list.

    `load` adds to the rows what `summary` and `categories` tell of each. `own` names the address
    of the feed of everything, where it has one beside that of the list.
    """

    collection: str
    page: str
    subtitle: str
    summary: Callable[[Model], str]
    load: Callable[[QuerySet], QuerySet] = lambda rows: rows
    categories: Callable[[Model], Iterable[str]] = lambda record: ()
    own: str = ""


_subscriptions: dict[str, Subscription] = {}


def register(subscription: Subscription) -> None:
    _subscriptions[subscription.collection] = subscription


def feed_of(collection: str) -> "NewestOf | None":
    subscription = _subscriptions.get(collection)
    return NewestOf(subscription) if subscription else None


def as_feed(request: HttpRequest, selection: Selection | Whole) -> HttpResponse | None:
    """Return the feed of a selection; None where its collection has none."""
    feed = feed_of(selection.collection.name)
    return feed(request) if feed else None


class NewestOf(Feed):
    """The newest published records of a selection; drafts do not show, not even to editors."""

    feed_type = Atom1Feed

    def __init__(self, subscription: Subscription):
        self.of = subscription
        self.subtitle = subscription.subtitle
        self.label = collection_named(subscription.collection).label

    def get_object(self, request):
        return Selection(self.of.collection, request.GET)

    def title(self, selection):
        chosen = "、".join(chip.label for chip in selection.chips)
        return f"新收录的{self.label}{f'：{chosen}' if chosen else ''} · {settings.SITE_NAME}"

    def link(self, selection):
        address = "" if selection.is_empty else selection.address(sort=None, view=None)
        return f"{settings.SITE_URL}{reverse(self.of.page)}{address}"

    def feed_url(self, selection):
        if selection.is_empty and self.of.own:
            return reverse(self.of.own)
        return f"{reverse(self.of.page)}{selection.feed_url}"

    def items(self, selection):
        rows = selection.collection.rows(None)
        rows = rows.order_by(F("published_at").desc(nulls_last=True), "-pk")
        selected = selection.selected
        if len(selected) > _MOST_NAMED:
            every = rows.values_list("pk", flat=True).iterator(_MOST_NAMED)
            selected = list(islice((pk for pk in every if pk in selected), NEWEST))
        return self.of.load(rows.filter(pk__in=list(selected)))[:NEWEST]

    def item_title(self, record):
        return str(record)

    def item_description(self, record):
        return self.of.summary(record)

    def item_link(self, record):
        return f"{settings.SITE_URL}{record.get_absolute_url()}"

    def item_pubdate(self, record):
        return record.published_at

    def item_updateddate(self, record):
        return record.updated_at

    def item_categories(self, record):
        return self.of.categories(record)
