"""What of zones, organizations and alliances can be searched."""

from django.db.models import Q

from search.registry import Hit, Searchable, register

from .models import Alliance, AllianceProvision, PartyOrganization, Zone, ZoneTitle


def _names(*names: str) -> str:
    return "　".join(filter(None, names))


def _zone(zone: Zone, terms) -> Hit:
    text = _names(zone.name, *zone.other_names, "、".join(zone.industries), zone.introduction)
    year = f"{zone.approved_year}年批准" if zone.approved_year else ""
    about = "，".join(filter(None, (zone.province_info.name, year)))
    return Hit(zone.short_name, zone.get_absolute_url(), text, about)


def _organization(organization: PartyOrganization, terms) -> Hit:
    text = _names(organization.short_name, *organization.other_names)
    url = organization.get_absolute_url()
    return Hit(organization.name, url, text, organization.get_kind_display())


def _alliance(alliance: Alliance, terms) -> Hit:
    return Hit(alliance.name, alliance.get_absolute_url(), alliance.introduction)


def _with_title(user, word: str) -> Q:
    titles = ZoneTitle.objects.visible_to(user).filter(name__icontains=word)
    return Q(pk__in=titles.values("zone"))


def _with_provision(user, word: str) -> Q:
    provisions = AllianceProvision.objects.visible_to(user).filter(content__icontains=word)
    return Q(pk__in=provisions.values("alliance"))


def register_all() -> None:
    register(
        Searchable(
            kind="zone",
            label="高新区",
            order=60,
            rows=Zone.objects.visible_to,
            head=("short_name", "name", "other_names"),
            body=("city", "industries", "introduction"),
            parts=(_with_title,),
            hit=_zone,
        )
    )
    register(
        Searchable(
            kind="organization",
            label="党组织",
            order=75,
            rows=PartyOrganization.objects.visible_to,
            head=("name", "short_name", "other_names"),
            hit=_organization,
        )
    )
    register(
        Searchable(
            kind="alliance",
            label="党建联盟",
            order=80,
            rows=Alliance.objects.visible_to,
            head=("name", "short_name"),
            body=("introduction",),
            parts=(_with_provision,),
            hit=_alliance,
        )
    )
