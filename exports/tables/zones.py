"""Zones with their figures and titles, and party organizations."""

from exports.declaring import Column, Table
from zones.models import HostUnit, PartyOrganization, Zone, ZoneFact, ZoneTitle
from zones.models.zones import provinces

from .columns import address, chosen, named, plain, quoted

_OF_ZONE = (
    Column("zone", "高新区（代码）", "高新区的网址名。", "zone__slug"),
    Column("zone_name", "高新区", "高新区的简称。", "zone__short_name"),
)


def _province(code: str) -> str:
    return provinces.BY_CODE[code].name


TABLES = (
    Table(
        name="zones",
        label="高新区",
        about="一行一个高新区。",
        collection="zone",
        rows=lambda: Zone.objects.published(),
        columns=(
            Column("slug", "代码", "高新区的网址名，一经公布不变。"),
            plain(Zone, "name", "高新区的全称。"),
            plain(Zone, "short_name", "高新区的简称。"),
            plain(Zone, "other_names", "其他名称。"),
            *chosen(Zone, "level"),
            Column("province", "省份（代码）", "GB/T 2260 的两位代码。"),
            Column(
                "province_name", "省份", "省、自治区、直辖市的名称。", "province", shown=_province
            ),
            plain(Zone, "city", "所在城市。"),
            plain(Zone, "approved_year"),
            plain(Zone, "industries", "主导产业。"),
            plain(Zone, "address", "地址。"),
            plain(Zone, "website", "网站。"),
            plain(Zone, "introduction", "简介。"),
            address("zones:zone"),
        ),
    ),
    Table(
        name="facts",
        label="高新区的数据",
        about="一行是一个高新区的一个数。",
        collection="zone",
        rows=lambda: ZoneFact.objects.visible_to(None),
        of="zone",
        order=("position",),
        columns=(
            Column("id", "编号", "数据在本站的编号。", "pk"),
            *_OF_ZONE,
            plain(ZoneFact, "indicator", "指标的名称。"),
            plain(ZoneFact, "value", "数值。"),
            plain(ZoneFact, "unit", "单位。"),
            *chosen(ZoneFact, "exactness"),
            plain(ZoneFact, "as_of", "数值所属的时间。"),
            Column("part_of", "属于（编号）", "这个数是哪个数的一部分。", "part_of_id"),
            *quoted(),
        ),
    ),
    Table(
        name="titles",
        label="高新区的称号",
        about="一行是一个高新区的一个称号。",
        collection="zone",
        rows=lambda: ZoneTitle.objects.visible_to(None),
        of="zone",
        columns=(
            *_OF_ZONE,
            plain(ZoneTitle, "name", "称号的名称。"),
            plain(ZoneTitle, "awarded", "获得称号的时间。"),
            *quoted(),
        ),
    ),
    Table(
        name="organizations",
        label="党组织",
        about="一行一个党组织。",
        collection="organization",
        rows=lambda: PartyOrganization.objects.published(),
        columns=(
            Column("slug", "代码", "党组织的网址名，一经公布不变。"),
            plain(PartyOrganization, "name", "党组织的名称。"),
            plain(PartyOrganization, "short_name", "党组织的简称。"),
            *chosen(PartyOrganization, "kind"),
            *named("zone", "高新区", "所在的高新区。", "zone_id", Zone.objects.published),
            *named(
                "parent",
                "上级组织",
                "隶属的上级组织。",
                "parent_id",
                PartyOrganization.objects.published,
            ),
            *named(
                "hosted_by",
                "依托组织",
                "功能型党组织所依托的组织。",
                "hosted_by_id",
                PartyOrganization.objects.published,
            ),
            address("zones:organization"),
        ),
    ),
    Table(
        name="units",
        label="党组织的依托单位",
        about="一行是一个党组织覆盖的一个单位。",
        collection="organization",
        rows=lambda: HostUnit.objects.published().filter(organizations__state="published"),
        of="organizations",
        order=("name",),
        columns=(
            Column("organization", "党组织（代码）", "党组织的网址名。", "organizations__slug"),
            Column("organization_name", "党组织", "党组织的名称。", "organizations__name"),
            Column("id", "编号", "单位在本站的编号。", "pk"),
            plain(HostUnit, "name", "单位的名称。"),
            *chosen(HostUnit, "kind"),
            *chosen(HostUnit, "ownership"),
            plain(HostUnit, "size", "规模。"),
            plain(HostUnit, "industry", "行业。"),
        ),
    ),
)
