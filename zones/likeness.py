"""Zones like a zone, each with the reason; and the nearest zones that have something to read."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from .models import Zone, ZoneTitle

SHOWN = 8


@dataclass(frozen=True)
class Likeness:
    zone: Zone
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
        .with_practice_counts(user)
        .prefetch_related(Prefetch("titles", queryset=titles))
    )
    found = [Likeness(other, _reasons(zone, other, names)) for other in others]
    found.sort(key=lambda likeness: (-len(likeness.reasons), -likeness.zone.practice_count))
    return found[:SHOWN]


def nearest_full(zone: Zone, user) -> list[Zone]:
    """Return zones that have practices: of the same province first, then of the same region."""
    full = Zone.objects.visible_to(user).with_practice_counts(user).filter(practice_count__gt=0)
    here = zone.province_info
    return sorted(
        full.exclude(pk=zone.pk),
        key=lambda other: (
            other.province != here.code,
            other.province_info.region != here.region,
            -other.practice_count,
        ),
    )[:SHOWN]
