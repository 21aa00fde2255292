"""Records that may be one: who is taken for whom, and who is not."""

import pytest

from editorial import findings
from editorial.models import Finding
from tests.factories import (
    GuestFactory,
    HostUnitFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    ZoneFactory,
)

from .checking import check_all, found

pytestmark = pytest.mark.django_db


class TestTwins:
    def test_people_of_one_name_are_found_once(self):
        first = GuestFactory(name="李建国")
        second = GuestFactory(name="李建国", distinction="西安高新区")
        third = GuestFactory(name="李建业", other_names=["李建国"])
        GuestFactory(name="李建军")
        check_all()
        assert Finding.objects.filter(check_name="people-twins").count() == 2
        assert set(
            Finding.objects.filter(check_name="people-twins").values_list("object_id", "key")
        ) == {(second.pk, str(first.pk)), (third.pk, str(first.pk))}

    def test_people_told_apart_are_left_alone(self):
        first = GuestFactory(name="李建国")
        second = GuestFactory(name="李建国", distinction="西安高新区")
        findings.refresh(second)
        assert len(found("people-twins")) == 1
        first.distinction = "重庆高新区"
        first.save()
        findings.refresh(first)
        assert found("people-twins") == []

    @pytest.mark.parametrize(
        "names",
        [
            ("中共西安高新技术产业开发区工作委员会", "西安高新区党工委"),
            ("中国共产党西安高新区工作委员会", "陕西省西安高新区党工委"),
            ("无锡高新区（新吴区）两新工委", "无锡高新区(新吴区)两新组织工委"),
            ("中共某公司支部委员会", "某公司党支部"),
            ("某公司总支部委员会", "某公司党总支"),
        ],
    )
    def test_organizations_of_one_name_are_found(self, names):
        first, second = (PartyOrganizationFactory(name=name) for name in names)
        check_all()
        assert found("organization-twins", second) == [
            f"与“{first.name}”的名称相当，可能是同一个党组织"
        ]

    @pytest.mark.parametrize(
        "names",
        [
            ("西安高新区党工委", "西安高新区党委"),
            ("西安高新区党工委", "西安高新区党工委组织部"),
            ("重庆高新区党工委", "西安高新区党工委"),
        ],
    )
    def test_different_organizations_are_left_alone(self, names):
        for name in names:
            PartyOrganizationFactory(name=name)
        check_all()
        assert found("organization-twins") == []

    def test_units_of_one_name_are_found_unless_in_two_zones(self):
        one, other = ZoneFactory(), ZoneFactory()
        HostUnitFactory(name="云从科技有限公司", zone=one)
        twin = HostUnitFactory(name="云从科技股份有限公司", zone=None)
        HostUnitFactory(name="“云从科技”集团", zone=other)
        check_all()
        assert found("unit-twins", twin)
        apart = Finding.objects.filter(check_name="unit-twins").exclude(object_id=twin.pk)
        assert set(apart.values_list("key", flat=True)) <= {str(twin.pk)}

    def test_practices_of_nearly_one_name_in_one_zone_are_found(self):
        zone, other = ZoneFactory(), ZoneFactory()
        first = PracticeFactory(name="“一心三亮”工作法", zones=[zone])
        second = PracticeFactory(name="一心三亮", zones=[zone])
        PracticeFactory(name="一心四亮", zones=[zone])
        PracticeFactory(name="一心三亮", zones=[other])
        long = PracticeFactory(name="非公党群服务中心", zones=[zone])
        longer = PracticeFactory(name="非公党群服务总中心", zones=[zone])
        check_all()
        pairs = Finding.objects.filter(check_name="practice-twins")
        assert set(pairs.values_list("object_id", "key")) == {
            (second.pk, str(first.pk)),
            (longer.pk, str(long.pk)),
        }

    def test_practices_in_no_zone_are_compared_with_one_another(self):
        PracticeFactory(name="红领沙龙")
        twin = PracticeFactory(name="“红领沙龙”")
        PracticeFactory(name="红领沙龙", zones=[ZoneFactory()])
        check_all()
        assert len(found("practice-twins")) == 1
        assert found("practice-twins", twin)

    @pytest.mark.parametrize("whose", [0, 1])
    def test_refreshing_either_of_two_finds_and_mends_the_pair(self, whose):
        pair = [PracticeFactory(name="红领沙龙"), PracticeFactory(name="“红领沙龙”")]
        findings.refresh(pair[whose])
        assert len(found("practice-twins", pair[1])) == 1
        pair[whose].name = "书记大课堂"
        pair[whose].save()
        findings.refresh(pair[whose])
        assert found("practice-twins") == []

    def test_a_deleted_twin_takes_the_finding_along(self):
        first, second = PracticeFactory(name="红领沙龙"), PracticeFactory(name="“红领沙龙”")
        findings.refresh(second)
        first.delete()
        assert found("practice-twins") == []
        second.delete()
        assert not Finding.objects.exists()
