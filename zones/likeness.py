"""Zones like a zone, each with the reason; and the nearest zones that have something to read."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from .holdings import practice_counts
from .models import Zone, ZoneTitle

SHOWN = 8


@dataclass(frozen=True)
class Likeness:
    """Another zone, how many practices it has, and why it is like this one."""

    zone: Zone
    practices: int
    reasons: tuple[str, ...]


def _reasons(zone: Zone, other: Zone, titles: set[str]) -> tuple[str, ...]:
    reasons = []
    if other.province == zone.province:
        reasons.append(f"同在{zone.province_info.short}")
    if zone.approved_year and other.approved_year == zone.approved_year:
        reasons.append(f"同为{zone.approved_year}年批准")
    reasons += [f"同有“{title.name}”" for title in other.titles.all() if title.name in titles]
    return tuple(reasons)


def like(zone: Zone, user) -> list[Likeness]:
    """Return at most `SHOWN` zones of the same province or year, or with a title in common.

    Those with more reasons come first, then those with more practices.
    """
    titles = ZoneTitle.objects.visible_to(user)
    names = set(titles.filter(zone=zone).values_list("name", flat=True))
    shared = titles.filter(name__in=names).values("zone")
    alike = Q(province=zone.province) | Q(pk__in=shared)
    if zone.approved_year:
        alike |= Q(approved_year=zone.approved_year)
    others = (
        Zone.objects.visible_to(user)
        .filter(alike)
        .exclude(pk=zone.pk)
        .prefetch_related(Prefetch("titles", queryset=titles))
    )
    practices = practice_counts("zone", user)
    found = [
        Likeness(other, practices.get(other.slug, 0), _reasons(zone, other, names))
        for other in others
    ]
    found.sort(key=lambda likeness: (-len(likeness.reasons), -likeness.practices))
    return found[:SHOWN]


def nearest_full(zone: Zone, user) -> list[Likeness]:
    """Return zones that have practices: of the same province first, then of the same region."""
    practices = practice_counts("zone", user)
    full = Zone.objects.visible_to(user).filter(slug__in=practices).exclude(pk=zone.pk)
    here = zone.province_info
    nearest = sorted(
        full,
        key=lambda other: (
            other.province != here.code,
            other.province_info.region != here.region,
            -practices[other.slug],
        ),
    )
    return [Likeness(other, practices[other.slug], ()) for other in nearest[:SHOWN]]
