"""Who and what in a draft may be in the base already."""

import pytest

from editorial.models import State
from imports.draft import Document, Draft, GuestDraft, Post
from imports.matching import (
    is_same_name,
    kind_of_organization,
    known_source,
    organization_candidates,
    person_candidates,
    practices_named,
    zone_for,
    zone_named,
)
from tests.factories import (
    AppearanceFactory,
    GuestFactory,
    HostUnitFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    SourceFactory,
    ZoneFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone():
    return ZoneFactory(
        name="临江高新技术产业开发区", short_name="临江高新区", other_names=["临江科学城"]
    )


# ---- people ----


def test_people_of_the_name_come_with_those_in_the_same_post_first(zone):
    stranger = GuestFactory(name="王岗", distinction="江城")
    neighbour = AppearanceFactory(guest__name="王岗", guest__distinction="临江", zone=zone).guest
    same = AppearanceFactory(
        guest__name="王岗", guest__distinction="部长", posts_as_given="临江高新区组织部部长"
    ).guest
    GuestFactory(name="王岗山")
    guest = GuestDraft("王岗", (Post("临江高新区组织部", "部长"),), "临江高新区")
    assert person_candidates(guest) == [same, neighbour, stranger]


def test_a_person_is_known_by_another_name_and_as_a_draft():
    guest = GuestFactory(name="阿依古丽·买买提", other_names=["阿依古丽"], state=State.ARCHIVED)
    assert person_candidates(GuestDraft("阿依古丽")) == [guest]


def test_nobody_is_offered_who_only_shares_an_empty_post():
    known = AppearanceFactory(guest__name="王岗", posts_as_given="").guest
    other = GuestFactory(name="王岗", distinction="江城")
    assert person_candidates(GuestDraft("王岗")) == [known, other]
    assert person_candidates(GuestDraft("李岗")) == []


# ---- zones ----


@pytest.mark.parametrize(
    "name",
    [
        "临江高新区",
        "临江高新技术产业开发区",
        "临江国家高新技术产业开发区",
        "临江国家级高新区",
        "临江市高新区",
        "江东省临江市高新区",
        "江东省临江高新区",
        "临江科学城",
    ],
)
def test_a_zone_is_known_by_every_way_of_writing_its_name(zone, name):
    assert zone_named(name) == zone
    assert zone_for(f"{name}党工委组织部") == zone


@pytest.mark.parametrize("name", ["", "高新区", "远山高新区", "临江市", "长三角国家高新区党建联盟"])
def test_other_names_are_no_zone(zone, name):
    assert zone_named(name) is None
    assert zone_for(name) is None


def test_an_enterprise_in_a_zone_is_not_the_zone(zone):
    assert zone_named("临江高新区智联科技有限公司") is None
    assert zone_for("临江高新区智联科技有限公司") == zone


# ---- organizations ----


def test_an_organization_is_found_however_its_zone_is_written(zone):
    body = PartyOrganizationFactory(name="临江高新区党工委组织部", zone=zone)
    for name in (
        "临江高新区党工委组织部",
        "临江高新技术产业开发区党工委组织部",
        "临江市高新区党工委组织部",
    ):
        assert organization_candidates(name)[0] == body
        assert is_same_name(body, name)


def test_those_of_the_very_name_come_before_those_that_contain_it(zone):
    PartyOrganizationFactory(name="临江高新区党工委组织处", zone=zone)
    office = PartyOrganizationFactory(name="临江高新区党工委组织部组织科", zone=zone)
    body = PartyOrganizationFactory(name="临江高新区党工委组织部", zone=zone)
    assert organization_candidates("临江高新区党工委组织部") == [body, office]
    assert not is_same_name(office, "临江高新区党工委组织部")


def test_units_are_found_by_their_short_and_other_names():
    unit = HostUnitFactory(
        name="智联科技股份有限公司", short_name="智联科技", other_names=["智联集团"]
    )
    for name in ("智联科技股份有限公司", "智联科技", "智联集团"):
        assert organization_candidates(name) == [unit]
    assert organization_candidates("远山集团") == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("临江高新区党工委", ("organization", "work_committee")),
        ("临江高新区两新组织党工委", ("organization", "two_new_committee")),
        ("临江市委", ("organization", "local_committee")),
        ("智联科技党委", ("organization", "committee")),
        ("临江高新区机关党委", ("organization", "organ_committee")),
        ("软件园综合党委", ("organization", "general_committee")),
        ("无人机产业链党委", ("organization", "industry_committee")),
        ("软件园党总支", ("organization", "general_branch")),
        ("智联科技党支部", ("organization", "branch")),
        ("创客广场联合党支部", ("organization", "joint_branch")),
        ("临江高新区流动党员党支部", ("organization", "mobile_branch")),
        ("会战前线临时党支部", ("organization", "temporary_branch")),
        ("大江高新区党建联盟", ("organization", "functional")),
        ("临江高新区党工委党群工作部", ("organization", "agency")),
        ("临江高新区组织部", ("organization", "agency")),
        ("临江高新区管委会", ("unit", "institution")),
        ("江城大学", ("unit", "institution")),
        ("软件产业园", ("unit", "park")),
        ("临江高新区", ("unit", "park")),
        ("青年创客孵化器", ("unit", "incubator")),
        ("临江软件行业协会", ("unit", "association")),
        ("世纪大厦", ("unit", "building")),
        ("智联科技股份有限公司", ("unit", "enterprise")),
    ],
)
def test_the_words_of_a_name_say_what_it_is(name, kind):
    assert kind_of_organization(name) == kind


# ---- practices and sources ----


def test_a_practice_is_known_in_its_zone_with_and_without_quotation_marks(zone):
    known = PracticeFactory(name="“三联”工程", other_names=["三联行动"], zones=[zone])
    PracticeFactory(name="三联工程", zones=[ZoneFactory()])
    for name in ("三联工程", "“三联”工程", "“三联”行动"):
        assert practices_named(name, zone) == [known]
    assert practices_named("三联", zone) == []


def test_the_same_file_comes_first_then_the_address_then_the_title():
    title = SourceFactory(title="园区党建纪实", dated="2023-05")
    address = SourceFactory(url="https://example.org/1")
    file = SourceFactory(fingerprint="a" * 64)
    early = SourceFactory(title="园区党建纪实", dated="2019")
    SourceFactory()
    draft = Draft(
        "interview", title="园区党建纪实", url="https://example.org/1", published_on="2023-05"
    )
    document = Document("", fingerprint="a" * 64)
    assert known_source(document, draft) == [file, address, title, early]


def test_a_document_that_says_nothing_of_itself_is_like_no_other():
    SourceFactory(url="")
    assert known_source(Document("", fingerprint="b" * 64), Draft("interview")) == []
