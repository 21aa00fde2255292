"""How much hangs on zones and organizations, and the newest of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from editorial.querysets import may_see_drafts
from search.registry import collection_named
from search.snapshots import shelf

from .models import PartyOrganization, Zone

MOST = 20


@dataclass(frozen=True)
class Newest:
    """The newest practices of a zone, and how many there are in all."""

    rows: list
    total: int

    @property
    def has_more(self) -> bool:
        return self.total > len(self.rows)


def practice_counts(facet: str, user) -> dict[str, int]:
    """Return how many practices `user` may see of each value of a facet, by its code."""
    held, collection = shelf("practice"), collection_named("practice")
    return held.counts(facet, held.base(drafts=collection.drafts(user)))


def practices_of_organizations(organizations: Iterable[int], user) -> dict[int, int]:
    """Return how many practices of each organization `user` may see, by primary keys."""
    relation = PartyOrganization._meta.get_field("practices")
    ties = relation.through.objects.filter(partyorganization__in=organizations)
    if not may_see_drafts(user, relation.related_model):
        ties = ties.filter(practice__state="published")
    return dict(ties.order_by().values_list("partyorganization").annotate(Count("practice")))


def newest_practices(zone: Zone, user) -> Newest:
    """Return the newest practices of a zone that `user` may see, at most `MOST`."""
    practices = zone.practices.visible_to(user)
    if not zone.is_published:  # no list can be narrowed by it yet
        return Newest(list(practices.newest()[:MOST]), practices.count())
    held, collection = shelf("practice"), collection_named("practice")
    records = held.having("zone", zone.slug) & held.base(drafts=collection.drafts(user))
    newest = held.in_order(collection.orders[0], records)[:MOST].tolist()
    return Newest(list(practices.filter(pk__in=newest).newest()), len(records))
