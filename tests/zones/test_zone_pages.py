"""Pages of zones as visitors see them."""

import pytest

from search.indexing import together
from sources.citations import gbt7714
from tests.factories import (
    AllianceMeetingFactory,
    AllianceMemberFactory,
    AppearanceFactory,
    HostUnitFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    SourceFactory,
    ZoneFactFactory,
    ZoneFactory,
    ZoneTitleFactory,
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


class TestZones:
    def test_zones_stand_under_their_province_with_their_practices(self, client):
        full = ZoneFactory(province="61", short_name="西安高新区", published=True)
        ZoneFactory(province="32", short_name="无锡高新区", published=True)
        PracticeFactory.create_batch(2, zones=[full], published=True)
        PracticeFactory(zones=[full])
        text = words(html(client, "/zones/"))
        assert "共 2 家，其中 1 家已收录做法" in text
        assert "江苏省1 家 无锡高新区 陕西省1 家 西安高新区 2 个做法" in text

    def test_the_tile_grid_leads_to_a_province_and_counts_what_is_published(self, client):
        ZoneFactory.create_batch(2, province="61", published=True)
        ZoneFactory(province="61")
        page = html(client, "/zones/")
        tile = page.partition('href="/zones/?province=61"')[2].partition("</a>")[0]
        assert "陕西" in tile
        assert ">2<" in tile

    def test_provinces_are_or_and_words_narrow(self, client):
        for province, name in (("61", "西安"), ("61", "宝鸡"), ("32", "无锡"), ("37", "济南")):
            ZoneFactory(province=province, short_name=f"{name}高新区", published=True)
        text = words(html(client, "/zones/?province=61&province=32"))
        assert "共 3 家" in text
        assert "济南高新区" not in text
        text = words(html(client, "/zones/?province=61&q=%E5%AF%B6%E9%9B%9E"))
        assert "共 1 家" in text
        assert "宝鸡高新区" in text

    def test_each_count_is_what_its_click_shows(self, client):
        for number, province in enumerate(["61", "61", "32", "37"]):
            name = f"{'东' if number % 2 else '西'}湖{number}高新区"
            ZoneFactory(province=province, short_name=name, published=True)
        page = html(client, "/zones/?q=%E8%A5%BF")
        for value, count in (("61", 1), ("32", 1)):
            assert f'data-value="{value}" data-count="{count}"' in page
            assert f"共 {count} 家" in words(html(client, f"/zones/?q=%E8%A5%BF&province={value}"))
        assert 'data-value="37"' not in page

    def test_unknown_values_are_ignored_and_said(self, client):
        ZoneFactory(province="61", published=True)
        page = html(client, "/zones/?province=99&province=61&province=%3Cb%3E")
        text = words(page)
        assert "没有名为“99”的省份，已略去这个条件。" in text
        assert "没有名为“<b>”的省份" in text
        assert "<b>" not in page
        assert "共 1 家" in text

    def test_chosen_values_can_be_taken_off_one_by_one(self, client):
        ZoneFactory(province="61", published=True)
        page = html(client, "/zones/?province=61&province=32&q=%E9%AB%98")
        assert 'href="?q=%E9%AB%98&amp;province=32"' in page
        assert 'href="?province=61&amp;province=32"' in page

    def test_nothing_found_is_said(self, client):
        assert "没有这样的高新区" in words(html(client, "/zones/?q=zzz"))

    def test_unpublished_zones_are_invisible(self, client):
        hidden = ZoneFactory(short_name="藏龙高新区")
        ZoneFactory(published=True)
        assert "藏龙" not in html(client, "/zones/")
        assert "共 0 家" in words(html(client, f"/zones/?q={hidden.short_name}"))
        assert client.get(f"/zones/{hidden.slug}/").status_code == 404

    @pytest.mark.parametrize("parameters", ODD_PARAMETERS)
    def test_odd_parameters_get_a_page(self, client, parameters):
        ZoneFactory(published=True)
        html(client, f"/zones/?{parameters}")

    def test_the_number_of_queries_does_not_grow(self, client):
        @together()
        def fill(count):
            for zone in ZoneFactory.create_batch(count, published=True):
                PracticeFactory(zones=[zone], published=True)

        fill(3)
        few = queries(client, "/zones/")
        fill(27)
        assert queries(client, "/zones/") == few
        assert few <= 5


def fill_zone(zone, count, *, published=True):
    """Give a zone `count` of everything that its page shows."""
    for number in range(count):
        source = SourceFactory(published=published)
        total = ZoneFactFactory(zone=zone, source=source, published=published)
        ZoneFactFactory(zone=zone, source=source, part_of=total, published=published)
        ZoneTitleFactory(zone=zone, source=source, published=published)
        above = PartyOrganizationFactory(zone=zone, published=published)
        PartyOrganizationFactory(
            zone=zone, parent=above, kind=Kind.AGENCY, name=f"{above}组织部", published=published
        )
        HostUnitFactory(zone=zone, published=published)
        PracticeFactory(zones=[zone], published=published)
        AppearanceFactory(zone=zone, published=published)
        AllianceMemberFactory(zone=zone, published=published)
        AllianceMeetingFactory(host=zone, published=published)
        ZoneFactory(province=zone.province, approved_year=1990 + number, published=published)


class TestZone:
    def test_a_figure_shows_how_exact_and_as_of_when_and_leads_to_the_words(self, client):
        source = SourceFactory(text="常住人口超过40万人。", published=True)
        fact = ZoneFactFactory(
            source=source,
            quote="常住人口超过40万人",
            indicator="常住人口",
            value=40,
            unit="万人",
            exactness="over",
            as_of="2020-09",
            published=True,
        )
        page = html(client, fact.zone.get_absolute_url())
        assert "常住人口 超过40万人 2020年9月 看原文" in words(page)
        assert f'href="/sources/{source.pk}/?at=0-10#passage"' in page

    def test_parts_stand_under_their_total_and_are_said_to_make_it_up_only_if_they_do(self, client):
        zone = ZoneFactory(published=True)
        total = ZoneFactFactory(zone=zone, indicator="党组织", value=30, published=True)
        late = ZoneFactFactory(zone=zone, indicator="党员", value=9, published=True)
        for indicator, value in (("党委", 12), ("支部", 18)):
            ZoneFactFactory(
                zone=zone, part_of=total, indicator=indicator, value=value, published=True
            )
        text = words(html(client, zone.get_absolute_url()))
        assert text.index("其中党委") < text.index("支部 18") < text.index("党员 9")
        total.value = 31
        total.save()
        text = words(html(client, zone.get_absolute_url()))
        assert "其中" not in text
        assert text.index("党委 12") < text.index(late.indicator)

    def test_everything_about_a_zone_is_there(self, client):
        zone = ZoneFactory(published=True, industries=["电子信息", "生物医药"])
        fill_zone(zone, 1)
        text = words(html(client, zone.get_absolute_url()))
        for heading in ("做法", "区情数据", "称号与定位", "党组织", "谁来讲过", "访谈", "党建联盟"):
            assert heading in text
        assert "电子信息、生物医药" in text
        assert text.count(gbt7714(zone.titles.get().source)) == 1
        for record in (
            zone.practices.get(),
            zone.titles.get(),
            zone.appearances.get().guest,
            zone.appearances.get().interview,
            zone.alliance_memberships.get().alliance,
            zone.hosted_meetings.get(),
            zone.host_units.get(),
            *zone.organizations.all(),
        ):
            assert str(record) in text

    def test_nothing_unpublished_shows(self, client):
        zone = ZoneFactory(published=True)
        fill_zone(zone, 1, published=False)
        other = ZoneFactory(short_name="远望高新区", province=zone.province)
        text = words(html(client, zone.get_absolute_url()))
        for record in (
            zone.facts.first().indicator,
            zone.titles.get(),
            zone.practices.get(),
            zone.appearances.get().guest,
            zone.appearances.get().interview,
            zone.alliance_memberships.get().alliance,
            zone.hosted_meetings.get(),
            zone.host_units.get(),
            zone.organizations.first(),
            other,
        ):
            assert str(record) not in text
        assert "还没有收录" in text

    def test_a_figure_from_an_unpublished_source_is_hidden(self, client):
        zone = ZoneFactory(published=True)
        fact = ZoneFactFactory(zone=zone, source=SourceFactory())
        assert fact.indicator not in html(client, zone.get_absolute_url())

    def test_like_zones_say_why(self, client):
        zone = ZoneFactory(province="61", approved_year=1991, published=True)
        ZoneTitleFactory(zone=zone, name="国家自主创新示范区", published=True)
        near = ZoneFactory(province="61", approved_year=2010, published=True)
        twin = ZoneFactory(province="61", approved_year=1991, published=True)
        far = ZoneFactory(province="44", approved_year=2012, published=True)
        ZoneTitleFactory(zone=far, name="国家自主创新示范区", published=True)
        stranger = ZoneFactory(province="44", approved_year=2013, published=True)
        text = words(html(client, zone.get_absolute_url()))
        assert f"{twin} 同在陕西；同为1991年批准" in text.replace(f"{twin}同", f"{twin} 同")
        assert text.index(str(twin)) < text.index(str(near))
        assert f"{far}同有“国家自主创新示范区”" in text
        assert str(stranger) not in text

    def test_a_zone_without_anything_offers_the_nearest_full_ones(self, client):
        zone = ZoneFactory(province="61", published=True)
        far = ZoneFactory(province="44", published=True)
        near = ZoneFactory(province="51", published=True)
        nearest = ZoneFactory(province="61", published=True)
        for other in (far, near, nearest):
            PracticeFactory(zones=[other], published=True)
        text = words(html(client, zone.get_absolute_url())).partition("最近的")[2]
        assert text.index(str(nearest)) < text.index(str(near)) < text.index(str(far))

    def test_a_former_address_leads_on(self, client):
        zone = ZoneFactory(published=True)
        old = zone.get_absolute_url()
        zone.slug = "xin-dizhi"
        zone.save()
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, "/zones/xin-dizhi/")

    def test_the_number_of_queries_does_not_grow(self, client):
        zone = ZoneFactory(published=True)
        fill_zone(zone, 3)
        few = queries(client, zone.get_absolute_url())
        fill_zone(zone, 27)
        assert queries(client, zone.get_absolute_url()) == few
        assert few <= 20


def test_editors_see_drafts(client, admin_user):
    zone = ZoneFactory(short_name="草稿高新区")
    client.force_login(admin_user)
    assert "草稿高新区" in words(html(client, "/zones/"))
    assert client.get(zone.get_absolute_url()).status_code == 200
