"""Pages of organizations as visitors see them."""

import pytest

from tests.factories import (
    AppointmentFactory,
    GuestFactory,
    OrganizationUnitFactory,
    PartyOrganizationFactory,
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


def fill_organization(organization, count, *, published=True):
    for number in range(count):
        PartyOrganizationFactory(
            parent=organization,
            kind=Kind.AGENCY,
            name=f"下设{organization.pk}-{number}部",
            published=published,
        )
        PartyOrganizationFactory(
            hosted_by=organization,
            kind=Kind.FUNCTIONAL,
            name=f"功能型{organization.pk}-{number}",
            published=published,
        )
        OrganizationUnitFactory(
            organization=organization,
            unit__source=SourceFactory(published=published),
            published=published,
        )
        AppointmentFactory(organization=organization, published=published)
        PracticeFactory(organizations=[organization], published=published)


class TestOrganizations:
    def test_organizations_are_listed_by_zone_and_kind(self, client):
        zone = ZoneFactory(published=True)
        mine = PartyOrganizationFactory(zone=zone, published=True)
        branch = PartyOrganizationFactory(kind=Kind.BRANCH, name="智联党支部", published=True)
        hidden = PartyOrganizationFactory()
        text = words(html(client, "/organizations/"))
        assert "共 2 个" in text
        assert text.index(mine.name) < text.index(branch.name)
        assert hidden.name not in text
        text = words(html(client, "/organizations/?org_type=branch&org_type=nonsense"))
        assert "共 1 个" in text
        assert "没有名为“nonsense”的类别" in text

    def test_a_draft_zone_is_not_named(self, client):
        organization = PartyOrganizationFactory(
            zone=ZoneFactory(short_name="藏龙高新区"), name="公开党工委", published=True
        )
        for url in ("/organizations/", organization.get_absolute_url()):
            assert "藏龙" not in html(client, url)

    @pytest.mark.parametrize("parameters", ODD_PARAMETERS)
    def test_odd_parameters_get_a_page(self, client, parameters):
        PartyOrganizationFactory(published=True)
        html(client, f"/organizations/?{parameters}")

    def test_the_number_of_queries_does_not_grow(self, client):
        PartyOrganizationFactory.create_batch(3, published=True)
        few = queries(client, "/organizations/")
        for _ in range(27):
            PartyOrganizationFactory(zone=ZoneFactory(published=True), published=True)
        assert queries(client, "/organizations/") == few
        assert few <= 5


class TestOrganization:
    def test_its_place_its_people_and_its_words(self, client):
        top = PartyOrganizationFactory(kind=Kind.LOCAL_COMMITTEE, name="临江市委", published=True)
        above = PartyOrganizationFactory(parent=top, name="临江党工委", published=True)
        source = SourceFactory(text="临江党工委组织部很忙。", published=True)
        organization = PartyOrganizationFactory(
            parent=above,
            kind=Kind.AGENCY,
            name="临江组织部",
            source=source,
            quote="组织部很忙",
            published=True,
        )
        fill_organization(organization, 1)
        page = html(client, organization.get_absolute_url())
        text = words(page)
        assert text.index("临江市委") < text.index("临江党工委") < text.index("下设")
        assert f'href="/sources/{source.pk}/?at=5-10#passage"' in page
        post = organization.appointments.get()
        for record in (
            post.guest,
            post.title,
            organization.units.get(),
            organization.practices.get(),
            organization.hosts.get(),
        ):
            assert str(record) in text

    def test_nothing_unpublished_shows(self, client):
        above = PartyOrganizationFactory(name="未发布的上级")
        organization = PartyOrganizationFactory(
            parent=above,
            kind=Kind.AGENCY,
            source=SourceFactory(text="秘而不宣"),
            quote="秘而不宣",
            name="公开的组织",
            published=True,
        )
        fill_organization(organization, 1, published=False)
        text = words(html(client, organization.get_absolute_url()))
        hidden = (
            above,
            organization.quote,
            organization.appointments.get().guest,
            organization.units.get(),
            organization.practices.get(),
            organization.hosts.get(),
            organization.children.get(),
        )
        for record in hidden:
            assert str(record) not in text

    def test_a_renamed_one_leads_to_its_successor_and_back(self, client):
        new = PartyOrganizationFactory(name="新党工委", published=True)
        old = PartyOrganizationFactory(
            name="旧党工委", successor=new, dissolved="2019-05", published=True
        )
        assert "已由新党工委承继" in words(html(client, old.get_absolute_url()))
        assert "前身 旧党工委" in words(html(client, new.get_absolute_url()))

    def test_a_former_address_leads_on(self, client):
        organization = PartyOrganizationFactory(published=True)
        old = organization.get_absolute_url()
        organization.slug = "xin-dizhi"
        organization.save()
        assert client.get(old)["Location"] == "/organizations/xin-dizhi/"

    def test_the_number_of_queries_does_not_grow(self, client):
        organization = PartyOrganizationFactory(published=True)
        fill_organization(organization, 3)
        few = queries(client, organization.get_absolute_url())
        more = PartyOrganizationFactory(published=True)
        fill_organization(more, 30)
        assert queries(client, more.get_absolute_url()) == few
        assert few <= 15


def test_a_guest_whose_post_is_named_is_hidden_with_the_draft(client):
    organization = PartyOrganizationFactory(published=True)
    guest = GuestFactory(name="隐名者")
    AppointmentFactory(guest=guest, organization=organization, source=SourceFactory(published=True))
    assert "隐名者" not in html(client, organization.get_absolute_url())
