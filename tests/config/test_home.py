"""The home page, and what machines ask for."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.models import Practice
from search.indexing import together
from tests.factories import (
    CollectionFactory,
    EvidenceFactory,
    InterviewFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    ThemeFactory,
    ZoneFactory,
)
from tests.support.pages import INLINE

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def page(client, url="/"):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


class TestHome:
    def test_every_problem_is_one_click_away_under_the_question_people_ask(self, client):
        problem = ProblemFactory(parent__plain_question="老板不重视党建，怎么办？")
        html = page(client)
        assert "老板不重视党建，怎么办？" in html
        assert f'href="/problems/{problem.code}/"' in html
        assert f'href="/problems/{problem.parent.code}/"' in html

    def test_a_problem_says_how_many_practices_answer_it(self, client):
        problem = ProblemFactory()
        PracticeProblemFactory.create_batch(3, problem=problem, published=True)
        PracticeProblemFactory(problem=problem, practice=PracticeFactory())
        link = re.search(rf'href="/problems/{problem.code}/">.*?</a>', page(client), re.DOTALL)
        assert re.findall(r"\d+(?=<)", link.group().replace(problem.name, "")) == ["3"]

    def test_provinces_show_how_many_zones_each_has_and_lead_to_them(self, client):
        ZoneFactory.create_batch(2, province="61", published=True)
        ZoneFactory(province="61")
        html = page(client)
        tile = re.search(r'href="/zones/\?province=61">(.*?)</a>', html, re.DOTALL).group(1)
        assert "陕西" in tile
        assert re.findall(r"\d+", tile) == ["2"]
        assert html.count('class="tile ') == 34
        assert "province=54" not in html

    def test_themes_newest_practices_and_collections_are_there(self, client):
        theme = ThemeFactory()
        practice = PracticeFactory(published=True, themes=[theme])
        collection = CollectionFactory(published=True)
        html = page(client)
        for record in (theme, practice, collection):
            assert f'href="{record.get_absolute_url()}"' in html

    def test_nothing_unpublished_shows(self, client):
        drafts = [PracticeFactory(), CollectionFactory(), ZoneFactory(province="54")]
        shown = PracticeFactory(published=True, zones=[drafts[2]])
        html = page(client)
        assert shown.name in html
        for record in drafts:
            assert str(record) not in html
        assert "province=54" not in html

    def test_it_says_how_much_there_is_and_as_of_when(self, client):
        PracticeFactory.create_batch(2, published=True)
        EvidenceFactory(published=True)
        Practice.objects.update(published_at="2020-11-17T08:00:00+08:00")
        html = page(client)
        assert '<span class="holdings-number">3</span>条' in html
        assert "共引原话1段，截至2020年11月17日。" in html

    def test_it_answers_when_there_is_nothing(self, client):
        assert "还没有收录做法" in page(client)

    def test_the_number_of_queries_does_not_grow(self, client):
        @together()
        def fill(number):
            for _ in range(number):
                problem, theme = ProblemFactory(), ThemeFactory()
                zone = ZoneFactory(published=True)
                practice = PracticeFactory(published=True, themes=[theme], zones=[zone])
                PracticeProblemFactory(practice=practice, problem=problem)
                CollectionFactory(published=True)

        fill(3)
        few = queries(client, "/")
        fill(27)
        assert queries(client, "/") == few


class TestFrame:
    def test_a_page_names_itself_and_its_own_address(self, client):
        html = page(client, "/problems/?utm=x")
        assert "<title>问题 · 高新区党建实践库</title>" in html
        assert '<link rel="canonical" href="http://testserver/problems/">' in html
        assert re.search(r'<meta name="description" content="[^"]{10,}">', html)

    def test_the_navigation_marks_where_one_is(self, client):
        problem = ProblemFactory()
        html = page(client, f"/problems/{problem.code}/")
        assert '<a href="/problems/" aria-current="true">问题</a>' in html
        assert '<a href="/themes/">主题</a>' in html

    @pytest.mark.parametrize("address", ["/compare/", "/matrix/", "/analysis/"])
    def test_ways_of_looking_at_practices_lie_under_them(self, client, address):
        assert '<a href="/practices/" aria-current="true">做法</a>' in page(client, address)

    def test_pages_carry_no_inline_style_or_script(self, client):
        EvidenceFactory(published=True)
        ZoneFactory(published=True)
        for url in ("/", "/practices/", "/problems/", Practice.objects.get().get_absolute_url()):
            html = page(client, url)
            assert not INLINE.search(html)
            assert all(
                src.startswith("/static/") for src in re.findall(r'<script src="(.*?)"', html)
            )


class TestMachines:
    def addresses(self, client):
        return re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml").text)

    def test_the_sitemap_lists_what_is_published_and_nothing_else(self, client):
        kinds = (PracticeFactory, ZoneFactory, InterviewFactory, PartyOrganizationFactory)
        shown = [factory(published=True) for factory in kinds]
        hidden = [factory() for factory in kinds]
        problem, theme = ProblemFactory(), ThemeFactory()
        found = self.addresses(client)
        for record in (*shown, problem, theme):
            assert f"http://testserver{record.get_absolute_url()}" in found
        for record in hidden:
            assert f"http://testserver{record.get_absolute_url()}" not in found

    def test_the_sitemap_takes_the_site_address_that_is_set(self, client, settings):
        settings.SITE_URL = "https://dangjian.example.org"
        assert "<loc>https://dangjian.example.org/</loc>" in client.get("/sitemap.xml").text

    def test_every_address_of_the_sitemap_answers(self, client):
        PracticeFactory(published=True)
        ProblemFactory()
        found = self.addresses(client)
        assert len(found) > 10
        for address in found:
            assert client.get(address).status_code == 200, address

    def test_robots_are_told_where_the_sitemap_is(self, client):
        text = client.get("/robots.txt").text
        assert "Disallow: /admin/\n" in text
        assert "Sitemap: http://testserver/sitemap.xml\n" in text

    def test_healthz_asks_the_database_nothing(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert client.get("/healthz").content == b"ok\n"


class TestErrors:
    @pytest.mark.parametrize("url", ["/nowhere/", "/practices/nowhere/", "/problems/P99/"])
    def test_an_unknown_address_gives_search_and_ways_on(self, client, url):
        response = client.get(url)
        assert response.status_code == 404
        html = response.content.decode()
        assert "没有这一页" in html
        assert 'action="/search/"' in html
        assert 'href="/problems/"' in html

    @pytest.mark.parametrize("url", ["/?q=%00", "/problems/%00/", "/practices/?q=a%00b"])
    def test_a_nul_character_is_refused_politely(self, client, url):
        response = client.get(url)
        assert response.status_code == 400
        assert "这个地址有误" in response.content.decode()

    def test_a_failing_page_says_so_in_the_look_of_the_site(self, client, monkeypatch):
        def fail(user):
            raise RuntimeError

        monkeypatch.setattr("config.views.problem_groups", fail)
        client.raise_request_exception = False
        response = client.get("/")
        assert response.status_code == 500
        assert "服务器出了差错" in response.content.decode()
        assert "/static/site.css" in response.content.decode()

    def test_error_pages_ask_the_database_nothing(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            client.get("/nowhere/")
