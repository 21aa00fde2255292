"""Zones, organizations and alliances on the editors' pages."""

import pytest

from tests.editorial.desk import add_row, address, choices_of, fields_of, save
from tests.factories import (
    AllianceFactory,
    HostUnitFactory,
    PartyOrganizationFactory,
    SourceFactory,
    ZoneFactFactory,
    ZoneFactory,
)
from zones.admin.figures import sum_sentence

pytestmark = pytest.mark.django_db


def test_parts_that_do_not_add_up_are_said_as_a_sentence(admin_client):
    zone = ZoneFactory()
    total = ZoneFactFactory(zone=zone, indicator="党组织", value=1316, unit="个")
    for value in (12, 13, 19, 55, 1214):
        ZoneFactFactory(zone=zone, value=value, part_of=total)
    page = admin_client.get(address(zone))
    assert page.context["to_mend"] == ["党组织：分项之和比合计少 3"]
    assert "分项之和比合计少 3" in admin_client.get("/admin/zones/zone/").content.decode()
    last = zone.facts.last()
    last.value = 1217
    last.save()
    assert sum_sentence(total) == "分项之和等于合计"
    assert admin_client.get(address(zone)).context["to_mend"] == []
    last.value = "1217.5"
    last.save()
    assert sum_sentence(total) == "分项之和比合计多 0.5"
    assert sum_sentence(last) == ""


def test_a_part_belongs_to_a_total_of_its_own_zone(admin_client):
    fact = ZoneFactFactory()
    own, foreign = ZoneFactFactory(zone=fact.zone), ZoneFactFactory()
    page = admin_client.get(address(fact.zone))
    assert choices_of(page, "facts", "part_of") == {fact.pk, own.pk}
    answer = save(admin_client, fact.zone, **{"facts-0-part_of": foreign.pk})
    assert answer.status_code == 200
    fact.refresh_from_db()
    assert fact.part_of is None


def test_figures_are_shown_without_needless_zeros(admin_client):
    fact = ZoneFactFactory(value=130)
    page = fields_of(admin_client.get(address(fact.zone)))
    assert page["facts-0-value"] == ["130"]
    assert fields_of(admin_client.get(address(fact)))["value"] == ["130"]


def test_an_organization_gets_its_units_on_one_page(admin_client):
    branch = PartyOrganizationFactory(kind="joint_branch")
    unit = HostUnitFactory()
    data = fields_of(admin_client.get(address(branch)))
    data = add_row(data, "unit_links", unit=unit.pk, note="牵头")
    assert admin_client.post(address(branch), data).status_code == 302
    assert branch.units.get() == unit
    twice = fields_of(admin_client.get(address(branch)))
    twice = add_row(twice, "unit_links", unit=unit.pk, note="")
    assert admin_client.post(address(branch), twice).status_code == 200


def test_a_place_that_its_kind_cannot_have_is_an_error_of_the_form(admin_client):
    agency = PartyOrganizationFactory(kind="agency")
    branch = PartyOrganizationFactory(kind="branch")
    answer = save(admin_client, branch, parent=agency.pk)
    assert "党支部不能隶属于工作机构" in answer.content.decode()


def test_words_that_are_not_in_the_source_are_an_error_of_the_form(admin_client):
    unit, source = HostUnitFactory(), SourceFactory(text="说甲。")
    for data in ({"source": source.pk, "quote": "说乙。"}, {"quote": "说甲。"}):
        answer = save(admin_client, unit, **data)
        assert "出处的全文里没有这句话" in answer.content.decode()
    assert save(admin_client, unit, source=source.pk, quote="说甲。").status_code == 302


def test_two_members_of_one_name_are_an_error_of_the_form(admin_client):
    alliance, source = AllianceFactory(), SourceFactory()
    data = fields_of(admin_client.get(address(alliance)))
    row = {"name": "其他31家高新区", "role": "member", "count": 31, "position": 0}
    row |= {"source": source.pk, "quote": source.text[:5]}
    data = add_row(add_row(data, "members", **row), "members", **row)
    answer = admin_client.post(address(alliance), data)
    assert "与本页另一行重复" in answer.content.decode()
    assert not alliance.members.exists()


def test_a_member_is_a_zone_or_a_name(admin_client):
    alliance, source = AllianceFactory(), SourceFactory()
    row = {"role": "member", "count": 1, "position": 0, "source": source.pk}
    data = fields_of(admin_client.get(address(alliance)))
    data = add_row(data, "members", **row, quote=source.text[:5])
    answer = admin_client.post(address(alliance), data)
    assert "请选一个高新区，或写明名称与家数" in answer.content.decode()
