"""Zones, organizations and alliances."""

import factory
from factory import Sequence

from zones import models as zones
from zones.provinces import PROVINCES

from .base import PublishableFactory, QuotedFactory, RecordFactory, made_with


class ZoneFactory(PublishableFactory):
    class Meta:
        model = zones.Zone

    name = Sequence(lambda n: f"临江{n}号高新技术产业开发区")
    short_name = Sequence(lambda n: f"临江{n}号高新区")
    province = Sequence(lambda n: PROVINCES[n % len(PROVINCES)].code)
    city = "临江"
    approved_year = 1991


class ZoneTitleFactory(QuotedFactory):
    class Meta:
        model = zones.ZoneTitle

    zone = made_with(ZoneFactory)
    name = Sequence(lambda n: f"第{n}批国家自主创新示范区")
    awarded = "2014"


class ZoneFactFactory(QuotedFactory):
    class Meta:
        model = zones.ZoneFact

    zone = made_with(ZoneFactory)
    indicator = Sequence(lambda n: f"第{n}类企业数")
    value = Sequence(lambda n: 100 + n)
    unit = "家"
    as_of = "2020-09"


class HostUnitFactory(PublishableFactory):
    class Meta:
        model = zones.HostUnit

    name = Sequence(lambda n: f"智联{n}号科技有限公司")


class PartyOrganizationFactory(PublishableFactory):
    """Give `units=[unit, …]` for the host units that it covers."""

    class Meta:
        model = zones.PartyOrganization

    name = Sequence(lambda n: f"临江{n}号高新区党工委")
    kind = zones.PartyOrganization.Kind.WORK_COMMITTEE

    @factory.post_generation
    def units(self, create, units, **kwargs):
        for unit in units or ():
            OrganizationUnitFactory(organization=self, unit=unit)


class OrganizationUnitFactory(RecordFactory):
    class Meta:
        model = zones.OrganizationUnit

    organization = made_with(PartyOrganizationFactory)
    unit = made_with(HostUnitFactory)


class AllianceFactory(PublishableFactory):
    class Meta:
        model = zones.Alliance

    name = Sequence(lambda n: f"大江{n}号高新区党建联盟")
    founded = "2020-09"


class AlliancePartFactory(QuotedFactory):
    class Meta:
        abstract = True

    alliance = made_with(AllianceFactory)


class AllianceProvisionFactory(AlliancePartFactory):
    class Meta:
        model = zones.AllianceProvision

    heading = Sequence(lambda n: f"章程第{n}条")
    content = "联盟成员互学互鉴，共建共享。"


class AllianceMemberFactory(AlliancePartFactory):
    class Meta:
        model = zones.AllianceMember

    zone = made_with(ZoneFactory)


class AllianceMeetingFactory(AlliancePartFactory):
    class Meta:
        model = zones.AllianceMeeting

    name = Sequence(lambda n: f"第{n}次联席会议")
    date = "2020-09"


class AlliancePublicationFactory(AlliancePartFactory):
    class Meta:
        model = zones.AlliancePublication

    title = Sequence(lambda n: f"联盟第{n}期简报")
