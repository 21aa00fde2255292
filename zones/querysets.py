"""Reads over zones, organizations and alliances."""

from django.db.models import Count, Q
from tree_queries.query import TreeQuerySet

from editorial.querysets import DependentQuerySet, PublishableQuerySet


class NamedQuerySet(PublishableQuerySet):
    """Records with an official, a short and other names, to which practices point."""

    def named_like(self, words: str):
        """Records one of whose names contains `words`."""
        return self.filter(
            Q(name__icontains=words)
            | Q(short_name__icontains=words)
            | Q(other_names__icontains=words)
        )

    def with_practice_counts(self, user):
        """Count in `practice_count` the practices that `user` may see.

        The order is the model's own, said again because Django drops it where it groups.
        """
        practice = self.model._meta.get_field("practices").related_model
        visible = Q(practices__in=practice.objects.visible_to(user).order_by().values("pk"))
        counted = Count("practices", filter=visible, distinct=True)
        return self.annotate(practice_count=counted).order_by(*self.model._meta.ordering)


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
