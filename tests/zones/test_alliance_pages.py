"""Pages of alliances as visitors see them."""

import pytest

from tests.factories import (
    AllianceFactory,
    AllianceMeetingFactory,
    AllianceMemberFactory,
    AllianceProvisionFactory,
    AlliancePublicationFactory,
    PracticeFactory,
    SourceFactory,
    ZoneFactory,
)
from tests.support.pages import html, queries, words
from zones.models import PartyOrganization

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

Kind = PartyOrganization.Kind
ODD_PARAMETERS = [
    "page=0",
    "page=x",
    "page=-1",
    "page=99999999999999999999",
    "page=%D9%A1",
    "q=%E9%AB",
    "q=%",
    "q=" + "%E9%AB%98" * 10_000,
    "province=%F0%9F%8D%85&kind=%27",
    "q=%27%22%3C%5C",
]


def fill_alliance(alliance, count, *, published=True):
    for _ in range(count):
        AllianceProvisionFactory(alliance=alliance, published=published)
        AllianceMemberFactory(alliance=alliance, published=published)
        AllianceMeetingFactory(alliance=alliance, published=published)
        AlliancePublicationFactory(alliance=alliance, published=published)
        PracticeFactory(alliance=alliance, published=published)


class TestAlliance:
    def test_everything_about_an_alliance_is_there(self, client):
        alliance = AllianceFactory(published=True, founded="2020-09", term_years=2)
        fill_alliance(alliance, 1)
        AllianceMemberFactory(
            alliance=alliance, zone=None, name="其他高新区", count=31, role="member", published=True
        )
        page = html(client, alliance.get_absolute_url())
        text = words(page)
        provision = alliance.provisions.get()
        assert provision.quote in text
        assert provision.passage_url.replace("&", "&amp;") in page
        assert "其他高新区 31 家" in text
        assert "2020年9月成立" in text
        for record in (
            provision.heading,
            alliance.members.exclude(zone=None).get().zone,
            alliance.meetings.get(),
            alliance.publications.get(),
            alliance.practices.get(),
        ):
            assert str(record) in text

    def test_meetings_planned_are_said_to_be_and_come_last(self, client):
        alliance = AllianceFactory(published=True)
        AllianceMeetingFactory(
            alliance=alliance, name="第二次会议", date="2019", planned=True, published=True
        )
        AllianceMeetingFactory(
            alliance=alliance,
            name="首次会议",
            date="2020-09-18",
            end_date="2020-09-20",
            published=True,
        )
        text = words(html(client, alliance.get_absolute_url()))
        assert "2020年9月18日至20日" in text
        assert text.index("首次会议") < text.index("第二次会议计划中")

    def test_nothing_unpublished_shows(self, client):
        alliance = AllianceFactory(published=True)
        fill_alliance(alliance, 1, published=False)
        hidden_zone = ZoneFactory(short_name="藏龙高新区")
        AllianceMeetingFactory(alliance=alliance, host=hidden_zone, published=True)
        AllianceMemberFactory(
            alliance=alliance, zone=hidden_zone, source=SourceFactory(published=True)
        )
        text = words(html(client, alliance.get_absolute_url()))
        for record in (
            alliance.provisions.get().heading,
            alliance.meetings.exclude(host=hidden_zone).get(),
            alliance.publications.get(),
            alliance.practices.get(),
            hidden_zone,
        ):
            assert str(record) not in text

    def test_the_list(self, client):
        shown, hidden = AllianceFactory(published=True), AllianceFactory()
        text = words(html(client, "/alliances/"))
        assert shown.name in text
        assert hidden.name not in text
        assert client.get(hidden.get_absolute_url()).status_code == 404

    @pytest.mark.parametrize("parameters", ODD_PARAMETERS)
    def test_odd_parameters_get_a_page(self, client, parameters):
        html(client, f"/alliances/?{parameters}")

    def test_the_number_of_queries_does_not_grow(self, client):
        alliance = AllianceFactory(published=True)
        fill_alliance(alliance, 3)
        few = queries(client, alliance.get_absolute_url()), queries(client, "/alliances/")
        fill_alliance(alliance, 27)
        AllianceFactory.create_batch(15, published=True)
        more = queries(client, alliance.get_absolute_url()), queries(client, "/alliances/")
        assert more == few
        assert max(few) <= 12
