"""Reads over zones, organizations and alliances."""

from django.db.models import Count, Q
from tree_queries.query import TreeQuerySet

from editorial.querysets import DependentQuerySet, PublishableQuerySet


class NamedQuerySet(PublishableQuerySet):
    """Records with an official, a short and other names."""

    def named_like(self, words: str):
        """Records one of whose names contains `words`."""
        return self.filter(
            Q(name__icontains=words)
            | Q(short_name__icontains=words)
            | Q(other_names__icontains=words)
        )


class ZoneQuerySet(NamedQuerySet):
    def in_province(self, *codes: str):
        return self.filter(province__in=codes)

    def province_counts(self) -> dict[str, int]:
        """Return how many of these zones each province has, by GB/T 2260 code."""
        return dict(self.order_by().values_list("province").annotate(Count("pk")))


class PartyOrganizationQuerySet(NamedQuerySet, TreeQuerySet):
    def in_zone(self, zone):
        return self.filter(zone=zone)


class OfZoneQuerySet(DependentQuerySet):
    hangs_on = ("zone", "source")


class OfAllianceQuerySet(DependentQuerySet):
    hangs_on = ("alliance", "source")


class AllianceMemberQuerySet(OfAllianceQuerySet):
    may_hang_on = ("zone",)


class OrganizationUnitQuerySet(DependentQuerySet):
    hangs_on = ("organization", "unit")
