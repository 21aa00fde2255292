"""What lists of zones and of party organizations are narrowed by; places for all other lists."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import CharField, F
from django.db.models import Value as Constant
from django.db.models.functions import Cast, Coalesce, Concat

from editorial.querysets import may_see_drafts
from search.columns import choice_values, column, text_of, year_values
from search.registry import Collection, Facet, Order, Value, register

from . import provinces
from .models import PartyOrganization, Zone, ZoneTitle

_REGION_CODES = {"东部": "east", "中部": "central", "西部": "west", "东北": "northeast"}


def _published_zones():
    return Zone.objects.published()


def zone_values() -> Iterator[Value]:
    rows = _published_zones().order_by("slug").values_list("pk", "slug", "short_name")
    for pk, slug, name in rows:
        yield Value(pk, slug, name)


def province_values() -> list[Value]:
    return [Value(province.code, province.code, province.short) for province in provinces.PROVINCES]


def region_values() -> list[Value]:
    return [Value(region, _REGION_CODES[region], region) for region in provinces.REGIONS]


def _zones_of_provinces() -> dict[str, list[int]]:
    zones = defaultdict(list)
    for pk, province in _published_zones().order_by().values_list("pk", "province"):
        zones[province].append(pk)
    return zones


def _zones_of_regions() -> dict[str, list[int]]:
    zones = defaultdict(list)
    for province, pks in _zones_of_provinces().items():
        zones[provinces.BY_CODE[province].region] += pks
    return zones


def places(ties) -> tuple[Facet, Facet, Facet]:
    """Return the facets zone, province and region of records that `ties` binds to zones."""
    return (
        Facet("zone", "高新区", zone_values, ties, by_count=True),
        Facet("province", "省份", province_values, of="zone", under=_zones_of_provinces),
        Facet("region", "地区", region_values, of="zone", under=_zones_of_regions),
    )


def _itself():
    return Zone._base_manager.annotate(row=F("pk"), key=F("pk"))


def _approved():
    return Zone._base_manager.exclude(approved_year=None).annotate(
        row=F("pk"), key=Cast("approved_year", CharField())
    )


def _titles():
    return ZoneTitle.objects.visible_to(None).annotate(row=F("zone"), key=F("name"))


def _title_values() -> Iterator[Value]:
    names = ZoneTitle.objects.visible_to(None).order_by("name").values_list("name", flat=True)
    for name in names.distinct():
        yield Value(name, name, name)


def register_zones() -> None:
    _, province, region = places(_itself)
    register(
        Collection(
            name="zone",
            label="高新区",
            model=Zone,
            rows=Zone.objects.visible_to,
            drafts=lambda user: may_see_drafts(user, Zone),
            facets=(
                Facet("zone", "高新区", zone_values, _itself, hidden=True),
                province,
                region,
                Facet("level", "级别", choice_values(Zone.Level.choices), column(Zone, "level")),
                Facet("approved", "批准年份", year_values(Zone, "approved_year"), _approved),
                Facet("title", "称号", _title_values, _titles, by_count=True),
            ),
            orders=(
                Order("province", "按省份", _by_province),
                Order("name", "按名称", text_of("slug")),
            ),
            kinds=("zone",),
        )
    )


def _by_province(rows):
    year = Coalesce(Cast("approved_year", CharField()), Constant("9999"))
    return rows.annotate(by=Concat("province", year, Cast("slug", CharField())))


def _zone_of_organization():
    return PartyOrganization._base_manager.exclude(zone=None).annotate(row=F("pk"), key=F("zone"))


def register_organizations() -> None:
    kinds = choice_values(PartyOrganization.Kind.choices)
    register(
        Collection(
            name="organization",
            label="党组织",
            model=PartyOrganization,
            rows=PartyOrganization.objects.visible_to,
            drafts=lambda user: may_see_drafts(user, PartyOrganization),
            facets=(
                Facet("org_type", "类别", kinds, column(PartyOrganization, "kind")),
                *places(_zone_of_organization),
            ),
            orders=(Order("name", "按名称", text_of("slug")),),
            kinds=("organization",),
        )
    )
