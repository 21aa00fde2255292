"""What of zones, organizations and alliances can be found."""

from collections.abc import Iterator

from django.db.models import Prefetch

from search.registry import Entry, Kind, register, watch

from .facets import register_organizations, register_zones
from .models import (
    Alliance,
    AllianceMeeting,
    AllianceMember,
    AllianceProvision,
    AlliancePublication,
    HostUnit,
    OrganizationUnit,
    PartyOrganization,
    Zone,
    ZoneFact,
    ZoneTitle,
)


def _zones(rows) -> Iterator[Entry]:
    titles = Prefetch("titles", queryset=ZoneTitle.objects.visible_to(None))
    for zone in rows.prefetch_related(titles):
        year = f"{zone.approved_year}年批准" if zone.approved_year else ""
        yield Entry(
            record=zone.pk,
            title=zone.short_name,
            url=zone.get_absolute_url(),
            names=(zone.name, *zone.other_names),
            gist="、".join(title.name for title in zone.titles.all()),
            text="\n".join(
                filter(None, (zone.city, "、".join(zone.industries), zone.introduction))
            ),
            about="，".join(filter(None, (zone.province_info.name, year))),
            sounded=(zone.short_name, *zone.other_names),
        )


def _organizations(rows) -> Iterator[Entry]:
    for organization in rows:
        names = (organization.short_name, *organization.other_names)
        yield Entry(
            record=organization.pk,
            title=organization.name,
            url=organization.get_absolute_url(),
            names=tuple(filter(None, names)),
            about=organization.get_kind_display(),
            sounded=(organization.name,),
        )


def _alliances(rows) -> Iterator[Entry]:
    provisions = Prefetch("provisions", queryset=AllianceProvision.objects.visible_to(None))
    for alliance in rows.prefetch_related(provisions):
        parts = [provision.content for provision in alliance.provisions.all()]
        yield Entry(
            record=alliance.pk,
            title=alliance.name,
            url=alliance.get_absolute_url(),
            names=(alliance.short_name,) if alliance.short_name else (),
            text="\n".join(filter(None, (alliance.introduction, *parts))),
            sounded=(alliance.name,),
        )


def register_all() -> None:
    register_zones()
    register_organizations()
    register(
        Kind(
            name="zone",
            number=6,
            label="高新区",
            order=60,
            published=lambda: Zone.objects.published(),
            entries=_zones,
            collection="zone",
            suggested=True,
        )
    )
    register(
        Kind(
            name="organization",
            number=7,
            label="党组织",
            order=75,
            published=lambda: PartyOrganization.objects.published(),
            entries=_organizations,
            collection="organization",
            suggested=True,
        )
    )
    register(
        Kind(
            name="alliance",
            number=8,
            label="党建联盟",
            order=80,
            published=lambda: Alliance.objects.published(),
            entries=_alliances,
            suggested=True,
        )
    )
    _watch_all()


def _watch_all() -> None:
    watch(Zone, lambda zone: [("zone", [zone.pk])], gives_values=True)
    watch(ZoneFact, lambda fact: [("zone", [fact.zone_id])])
    watch(ZoneTitle, lambda title: [("zone", [title.zone_id])], gives_values=True)
    watch(PartyOrganization, lambda organization: [("organization", [organization.pk])])
    watch(HostUnit, lambda unit: [("", ())])
    watch(OrganizationUnit, lambda row: [("organization", [row.organization_id])])
    watch(Alliance, lambda alliance: [("alliance", [alliance.pk])])
    for part in (AllianceProvision, AllianceMember, AllianceMeeting, AlliancePublication):
        watch(part, lambda row: [("alliance", [row.alliance_id])])
    # A source that is published or withdrawn takes its figures and titles with it.
    watch(ZoneTitle.source.field.related_model, _cited_by_zones)


def _cited_by_zones(source) -> list[tuple[str, list[int]]]:
    zones = {
        *source.zones_zonetitle_set.values_list("zone", flat=True),
        *source.zones_zonefact_set.values_list("zone", flat=True),
    }
    alliances = AllianceProvision.objects.filter(source=source).values_list("alliance", flat=True)
    return [("zone", sorted(zones)), ("alliance", sorted(set(alliances)))]
