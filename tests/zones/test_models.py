"""Zones and their figures, party organizations and what they belong to, alliances."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from editorial import services
from tests.factories import (
    AllianceFactory,
    AllianceMeetingFactory,
    AllianceMemberFactory,
    HostUnitFactory,
    OrganizationUnitFactory,
    PartyOrganizationFactory,
    ZoneFactFactory,
    ZoneFactory,
    ZoneTitleFactory,
)
from zones.models import PartyOrganization, Zone, ZoneFact

Kind = PartyOrganization.Kind
BRANCHES = [Kind.BRANCH, Kind.JOINT_BRANCH, Kind.MOBILE_BRANCH, Kind.TEMPORARY_BRANCH]

pytestmark = pytest.mark.django_db


def refused_by_database(queryset, **change):
    with pytest.raises(IntegrityError), transaction.atomic():
        queryset.update(**change)


def organization(kind, **kwargs):
    return PartyOrganizationFactory(kind=kind, **kwargs)


def refused(kind, field, **kwargs):
    """Assert that form and save refuse an organization, and say so at `field`."""
    record = PartyOrganizationFactory.build(kind=kind, **kwargs)
    for check in (record.clean, record.save):
        with pytest.raises(ValidationError) as refusal:
            check()
        assert set(refusal.value.message_dict) == {field}


class TestPlaceOfAnOrganization:
    @pytest.mark.parametrize("kind", BRANCHES)
    @pytest.mark.parametrize("above", [Kind.AGENCY, Kind.FUNCTIONAL])
    def test_a_branch_is_not_under_an_agency_or_a_functional_one(self, kind, above):
        refused(kind, "parent", parent=organization(above))

    @pytest.mark.parametrize("above", [Kind.WORK_COMMITTEE, Kind.COMMITTEE, Kind.GENERAL_BRANCH])
    def test_a_branch_is_under_a_real_organization(self, above):
        assert organization(Kind.BRANCH, parent=organization(above)).parent.kind == above

    @pytest.mark.parametrize("above", list(Kind))
    def test_a_work_committee_is_under_a_local_or_a_work_committee(self, above):
        parent = organization(above)
        if above in (Kind.LOCAL_COMMITTEE, Kind.WORK_COMMITTEE):
            assert organization(Kind.WORK_COMMITTEE, parent=parent).parent == parent
        else:
            refused(Kind.WORK_COMMITTEE, "parent", parent=parent)

    def test_an_agency_is_under_the_committee_that_it_works_for(self):
        committee = organization(Kind.WORK_COMMITTEE)
        assert organization(Kind.AGENCY, parent=committee).ancestors().get() == committee

    def test_a_functional_one_is_hosted_and_not_under(self):
        committee = organization(Kind.COMMITTEE)
        refused(Kind.FUNCTIONAL, "parent", parent=committee)
        hosted = organization(Kind.FUNCTIONAL, hosted_by=committee)
        assert committee.hosts.get() == hosted
        assert not committee.children.exists()
        refused_by_database(PartyOrganization.objects.filter(pk=hosted.pk), parent=committee)

    @pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.FUNCTIONAL])
    def test_others_are_not_hosted(self, kind):
        host = organization(Kind.COMMITTEE)
        refused(kind, "hosted_by", hosted_by=host)
        record = organization(kind)
        refused_by_database(PartyOrganization.objects.filter(pk=record.pk), hosted_by=host)

    @pytest.mark.parametrize(
        ("above", "below", "new_kind"),
        [
            (Kind.COMMITTEE, Kind.BRANCH, Kind.AGENCY),
            (Kind.WORK_COMMITTEE, Kind.WORK_COMMITTEE, Kind.COMMITTEE),
        ],
    )
    def test_a_new_kind_must_suit_those_below(self, above, below, new_kind):
        parent = organization(above)
        child = organization(below, parent=parent)
        parent.kind = new_kind
        for check in (parent.clean, parent.save):
            with pytest.raises(ValidationError, match=child.name) as refusal:
                check()
            assert set(refusal.value.message_dict) == {"kind"}

    @pytest.mark.parametrize("field", ["hosted_by", "successor"])
    def test_none_is_related_to_itself(self, field):
        record = organization(Kind.FUNCTIONAL)
        refused_by_database(PartyOrganization.objects.filter(pk=record.pk), **{field: record})
        setattr(record, field, record)
        with pytest.raises(ValidationError, match="自己"):
            record.full_clean()

    def test_the_database_knows_the_kinds(self):
        record = organization(Kind.COMMITTEE)
        refused_by_database(PartyOrganization.objects.filter(pk=record.pk), kind="club")
        assert all(organization(kind).kind == kind for kind in Kind)


def test_a_joint_branch_is_published_when_it_covers_two_units():
    branch = organization(Kind.JOINT_BRANCH, units=[HostUnitFactory()])
    assert branch.publication_problems() == ["联合党支部要覆盖两个以上依托单位"]
    with pytest.raises(ValidationError, match="联合党支部要覆盖两个以上依托单位"):
        services.release(record=branch, remark="随目录装入")
    OrganizationUnitFactory(organization=branch)
    services.release(record=branch, remark="随目录装入")
    assert PartyOrganization.objects.visible_to(None).get() == branch
    assert organization(Kind.BRANCH).publication_problems() == []


def test_a_unit_is_covered_once_and_stays_while_it_is():
    link = OrganizationUnitFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganizationUnitFactory(organization=link.organization, unit=link.unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        link.unit.delete()


def test_an_organization_with_others_below_or_behind_it_is_not_deleted():
    old = organization(Kind.COMMITTEE, established="2010", dissolved="2019-04")
    new = organization(Kind.COMMITTEE, established="2019-04")
    old.successor = new
    old.save()
    assert new.predecessors.get() == old
    with pytest.raises(IntegrityError), transaction.atomic():
        new.delete()
    child = organization(Kind.BRANCH, parent=old)
    with pytest.raises(IntegrityError), transaction.atomic():
        old.delete()
    assert child.parent == old


@pytest.mark.parametrize(
    ("first", "last", "allowed"),
    [
        ("2019-04", "2020-01", True),
        ("2019-04", "2019-04", True),
        ("2019-04", "2019", True),
        ("2019", "2019-04-01", True),
        ("", "2019", True),
        ("2019", "", True),
        ("2019-04", "2019-03-31", False),
        ("2019-04-02", "2019-03", False),
        ("2019-04", "2018", False),
    ],
)
def test_dates_are_in_order_as_far_as_they_are_known(first, last, allowed):
    record = AllianceFactory.build(founded=first, dissolved=last)
    if allowed:
        record.full_clean()
        record.save()
        return
    with pytest.raises(ValidationError, match="结束的日期不能早于开始的日期"):
        record.full_clean()
    for factory, names in (
        (AllianceFactory, ("founded", "dissolved")),
        (AllianceMemberFactory, ("joined", "left")),
        (AllianceMeetingFactory, ("date", "end_date")),
        (PartyOrganizationFactory, ("established", "dissolved")),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            factory(**dict(zip(names, (first, last), strict=True)))


@pytest.mark.parametrize(
    ("value", "unit", "exactness", "shown"),
    [
        ("1079", "平方公里", "exact", "1079平方公里"),
        ("40", "万人", "over", "超过40万人"),
        ("7", "万家", "odd", "7万余家"),
        ("30", "人", "odd", "30余人"),
        ("2", "亿元", "odd", "2亿余元"),
        ("3", "成", "about", "约3成"),
        ("100", "家", "under", "不足100家"),
        ("12.50", "%", "exact", "12.5%"),
        ("1000000", "人", "exact", "1000000人"),
        ("0", "家", "exact", "0家"),
    ],
)
def test_a_figure_is_shown_as_it_was_said(value, unit, exactness, shown):
    fact = ZoneFactFactory(value=Decimal(value), unit=unit, exactness=exactness, indicator="某数")
    assert ZoneFact.objects.get(pk=fact.pk).display == shown
    assert str(fact) == f"某数：{shown}"


@pytest.mark.parametrize("value", [1079, 0.1, "1079.0"])
def test_a_figure_that_was_just_made_is_shown_like_a_stored_one(value):
    fact = ZoneFactFactory(value=value, unit="家")
    assert fact.display == ZoneFact.objects.get(pk=fact.pk).display


def test_a_total_is_compared_with_its_parts():
    total = ZoneFactFactory(value=Decimal(1316))
    assert total.sum_difference() is None
    parts = [
        ZoneFactFactory(zone=total.zone, part_of=total, value=Decimal(value))
        for value in (12, 13, 19, 55, 1217)
    ]
    assert total.sum_difference() == 0
    parts[0].value = Decimal("11.5")
    parts[0].save()
    assert total.sum_difference() == Decimal("-0.5")


def test_a_part_is_of_the_same_zone_and_not_of_itself():
    total = ZoneFactFactory()
    part = ZoneFactFactory(zone=total.zone, part_of=total)
    below = ZoneFactFactory(zone=total.zone, part_of=part)
    for above in (total, below):
        total.part_of = above
        for check in (total.clean, total.save):
            with pytest.raises(ValidationError, match="合计数不能是自己"):
                check()
    elsewhere = ZoneFactFactory()
    below.part_of = elsewhere
    with pytest.raises(ValidationError, match="另一个高新区"):
        below.save()
    refused_by_database(ZoneFact.objects.filter(pk=part.pk), part_of=part)
    with pytest.raises(IntegrityError), transaction.atomic():
        ZoneFact.objects.get(pk=part.pk).delete()


@pytest.mark.parametrize("change", [{"value": None}, {"exactness": "guess"}, {"quote": ""}])
def test_the_database_refuses_a_figure_without_its_number_or_words(change):
    fact = ZoneFactFactory()
    refused_by_database(ZoneFact.objects.filter(pk=fact.pk), **change)


@pytest.mark.parametrize(
    "change",
    [{"province": "99"}, {"province": ""}, {"approved_year": 1949}, {"approved_year": 2999}],
)
def test_the_database_refuses_impossible_zones(change):
    zone = ZoneFactory()
    refused_by_database(Zone.objects.filter(pk=zone.pk), **change)


def test_a_zone_has_its_names_alone():
    zone = ZoneFactory()
    for name in ("name", "short_name"):
        with pytest.raises(IntegrityError), transaction.atomic():
            ZoneFactory(**{name: getattr(zone, name)})


def test_the_address_of_a_zone_leaves_out_what_all_have():
    assert ZoneFactory(short_name="西安高新区").slug == "xi-an"
    assert ZoneFactory(short_name="高新区").slug == "gao-xin-qu"
    assert ZoneFactory(short_name="苏州工业园区").slug == "su-zhou-gong-ye-yuan-qu"


def test_a_zone_knows_its_province():
    assert ZoneFactory(province="61").province_info.name == "陕西省"


def test_a_zone_holds_a_title_once():
    title = ZoneTitleFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ZoneTitleFactory(zone=title.zone, name=title.name)
