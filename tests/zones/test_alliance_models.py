"""Alliances: who belongs to them, and when they met."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import AllianceMeetingFactory, AllianceMemberFactory
from zones.models import AllianceMember

pytestmark = pytest.mark.django_db


class TestMemberOfAnAlliance:
    @pytest.mark.parametrize(
        "values",
        [
            {"zone": None, "name": ""},
            {"name": "其他31家高新区"},
            {"count": 31},
        ],
    )
    def test_it_is_a_zone_or_a_name_with_a_number(self, values):
        member = AllianceMemberFactory()
        for name, value in values.items():
            setattr(member, name, value)
        with pytest.raises(ValidationError, match="请选一个高新区，或写明名称与家数"):
            member.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            AllianceMember.objects.filter(pk=member.pk).update(**values)

    def test_members_that_are_only_counted_are_one_row(self):
        others = AllianceMemberFactory(zone=None, name="其他31家高新区", count=31)
        others.full_clean()
        assert str(others) == "其他31家高新区"
        with pytest.raises(IntegrityError), transaction.atomic():
            AllianceMemberFactory(alliance=others.alliance, zone=None, name=others.name)

    def test_it_has_a_role_once_and_may_have_two(self):
        member = AllianceMemberFactory()
        again = {"alliance": member.alliance, "zone": member.zone}
        with pytest.raises(IntegrityError), transaction.atomic():
            AllianceMemberFactory(**again)
        assert AllianceMemberFactory(role=AllianceMember.Role.FOUNDER, **again).pk
        assert str(member) == member.zone.short_name


def test_a_meeting_is_noted_once():
    meeting = AllianceMeetingFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        AllianceMeetingFactory(alliance=meeting.alliance, name=meeting.name)
