"""Reads over zones, organizations and alliances."""

from django.db.models import Q
from tree_queries.query import TreeQuerySet

from editorial.querysets import DependentQuerySet, PublishableQuerySet


class ZoneQuerySet(PublishableQuerySet):
    def in_province(self, code: str):
        return self.filter(province=code)

    def named_like(self, words: str):
        """Zones whose official, short or other name contains `words`."""
        return self.filter(
            Q(name__icontains=words)
            | Q(short_name__icontains=words)
            | Q(other_names__icontains=words)
        )


class PartyOrganizationQuerySet(PublishableQuerySet, TreeQuerySet):
    def in_zone(self, zone):
        return self.filter(zone=zone)


class OfZoneQuerySet(DependentQuerySet):
    hangs_on = ("zone", "source")


class OfAllianceQuerySet(DependentQuerySet):
    hangs_on = ("alliance", "source")


class OrganizationUnitQuerySet(DependentQuerySet):
    hangs_on = ("organization", "unit")
