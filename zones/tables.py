"""Zones, figures, organizations and host units as tables."""

from editorial.tables.columns import Links, Reference
from editorial.tables.declaring import Table, columns_of, register
from editorial.tables.references import Target
from sources.models import Source

from .models import HostUnit, PartyOrganization, Zone, ZoneFact

ZONE = Target(Zone, "slug", ("short_name", "name"))
ORGANIZATION = Target(PartyOrganization, "slug", ("name",))
UNIT = Target(HostUnit, "pk", ("name", "short_name"))
SOURCE = Target(Source, "pk", ("title",))
FACT = Target(ZoneFact, "pk", ("indicator",))

QUOTED = (
    Reference(
        title="出处",
        name="source",
        target=SOURCE,
        loads=True,
        required=True,
        help="出处须已在库中",
    ),
    *columns_of(ZoneFact, "quote"),
)
DOCUMENTED = (
    Reference(title="出处", name="source", target=SOURCE, loads=True),
    *columns_of(HostUnit, "quote", "note"),
)


def _zones() -> Table:
    return Table(
        name="zones",
        model=Zone,
        key="slug",
        columns=columns_of(
            Zone,
            "short_name",
            "name",
            "other_names",
            "level",
            "province",
            "city",
            "approved_year",
            "industries",
            "address",
            "website",
            "introduction",
            "confidence",
        ),
    )


def _facts() -> Table:
    return Table(
        name="facts",
        model=ZoneFact,
        whole="zone",
        relation="facts",
        columns=(
            Reference(title="高新区", name="zone", target=ZONE, required=True),
            *columns_of(
                ZoneFact, "indicator", "exactness", "value", "unit", "as_of", "as_of_words"
            ),
            Reference(
                title="属于合计",
                name="part_of",
                target=FACT,
                help="若是某个合计数的一部分，写那个合计数的编号",
            ),
            *columns_of(ZoneFact, "position"),
            *QUOTED,
        ),
    )


def _organizations() -> Table:
    return Table(
        name="organizations",
        model=PartyOrganization,
        key="slug",
        columns=(
            *columns_of(PartyOrganization, "name", "short_name", "other_names", "kind"),
            Reference(
                title="上级组织",
                name="parent",
                target=ORGANIZATION,
                help="上级组织须已在库中；同一个文件里新增的，请分两次导入",
            ),
            Reference(title="依托组织", name="hosted_by", target=ORGANIZATION),
            Reference(title="所属高新区", name="zone", target=ZONE),
            Links(
                title="依托单位",
                name="unit",
                relation="unit_links",
                target=UNIT,
                blank=(("note", ""),),
            ),
            *columns_of(PartyOrganization, "established", "dissolved"),
            Reference(title="后继组织", name="successor", target=ORGANIZATION),
            *DOCUMENTED,
        ),
    )


def _units() -> Table:
    return Table(
        name="units",
        model=HostUnit,
        columns=(
            *columns_of(
                HostUnit,
                "name",
                "short_name",
                "other_names",
                "kind",
                "ownership",
                "size",
                "industry",
            ),
            Reference(title="所在高新区", name="zone", target=ZONE),
            *DOCUMENTED,
        ),
    )


def register_all() -> None:
    register(_zones(), _facts(), _organizations(), _units())
