"""The catalogue: what an address selects, and the counts beside each value."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    EditorFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    ProblemGroupFactory,
    ThemeFactory,
    ThemeGroupFactory,
    ZoneFactory,
)

pytestmark = pytest.mark.django_db

FACET = re.compile(r'data-facet="([^"]*)" data-value="([^"]*)" data-count="(\d+)"')


def page(client, **query):
    response = client.get("/practices/", query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def names(html):
    return re.findall(r'<h3><a href="/practices/[^"]*/">([^<]*)</a></h3>', html)


def total(html):
    (number,) = re.findall(r"共 (\d+) 条", html)
    return int(number)


def practice(*, problems=(), **kwargs):
    made = PracticeFactory(published=True, **kwargs)
    for problem in problems:
        PracticeProblemFactory(practice=made, problem=problem)
    return made


@pytest.fixture
def shelf():
    """Eight practices over two zones, two groups of themes and two of problems, unevenly."""
    zones = ZoneFactory.create_batch(2, published=True)
    groups, kinds = ThemeGroupFactory.create_batch(2), ProblemGroupFactory.create_batch(2)
    themes = [ThemeFactory(parent=group) for group in (*groups, groups[0])]
    problems = [ProblemFactory(parent=group) for group in (*kinds, kinds[0])]
    for number in range(8):
        practice(
            zones=zones[: 1 + number % 2] if number else [],
            themes=[themes[number % 3], *([themes[2]] if number < 4 else [])],
            problems=[problems[number % 3]] + ([problems[0]] if number == 2 else []),
        )
    return {"zone": zones, "theme": themes, "problem": problems, "group": groups}


class TestSelection:
    def test_without_parameters_everything_published_is_there(self, client, shelf):
        PracticeFactory()
        html = page(client)
        assert total(html) == len(names(html)) == 8

    def test_values_of_one_facet_are_or_and_facets_are_and(self, client):
        zones = ZoneFactory.create_batch(3, published=True)
        theme = ThemeFactory()
        both = practice(zones=[zones[0]], themes=[theme])
        other = practice(zones=[zones[1]], themes=[theme])
        practice(zones=[zones[0]])
        practice(zones=[zones[2]], themes=[theme])
        html = page(client, zone=[zones[0].slug, zones[1].slug], theme=theme.code)
        assert set(names(html)) == {both.name, other.name}

    def test_a_group_takes_the_terms_under_it(self, client):
        theme, problem = ThemeFactory(), ProblemFactory()
        made = practice(themes=[theme], problems=[problem])
        practice(themes=[ThemeFactory()], problems=[ProblemFactory()])
        assert names(page(client, theme=theme.parent.code)) == [made.name]
        assert names(page(client, problem=problem.parent.code)) == [made.name]

    def test_a_practice_with_two_chosen_values_is_there_once(self, client):
        themes = ThemeFactory.create_batch(2)
        made = practice(themes=themes)
        html = page(client, theme=[theme.code for theme in themes])
        assert names(html) == [made.name]
        assert total(html) == 1

    @pytest.mark.parametrize("field", ["name", "gist", "body", "background"])
    def test_words_are_found_wherever_the_practice_is_told(self, client, field):
        made = practice(**{field: "楼宇里的红色议事厅"})
        practice()
        assert names(page(client, q="红色议事厅 楼宇")) == [made.name]

    @pytest.mark.parametrize("typed", ["%", "_", "“”", '"', "，。！", "- -"])
    def test_what_has_no_letters_is_set_aside_and_said(self, client, typed):
        practice()
        html = page(client, q=typed)
        assert total(html) == 1
        assert "没有可以查找的字" in html

    def test_orders(self, client):
        second = practice(name="乙", slug="yi", started="2019")
        first = practice(name="甲", slug="jia", started="2020-09")
        undated = practice(name="丙", slug="bing", started="")
        assert names(page(client)) == [undated.name, first.name, second.name]
        assert names(page(client, sort="name")) == [undated.name, first.name, second.name]
        assert names(page(client, sort="started")) == [first.name, second.name, undated.name]


class TestCounts:
    @pytest.mark.parametrize("chosen", [[], ["zone"], ["theme"], ["zone", "theme", "problem"]])
    def test_each_count_is_the_number_of_rows_behind_the_click(self, client, shelf, chosen):
        address = {
            name: [getattr(shelf[name][0], "slug", None) or shelf[name][0].code] for name in chosen
        }
        counts = FACET.findall(page(client, **address))
        assert {facet for facet, _, _ in counts} == {
            "zone",
            "province",
            "region",
            "theme",
            "problem",
        }
        for facet, value, count in counts:
            assert total(page(client, **{**address, facet: value})) == int(count), (facet, value)

    def test_a_practice_under_two_terms_of_a_group_counts_once_in_the_group(self, client):
        group = ThemeGroupFactory()
        practice(themes=[ThemeFactory(parent=group), ThemeFactory(parent=group)])
        assert ("theme", group.code, "1") in FACET.findall(page(client))

    def test_values_without_rows_are_left_out_unless_chosen(self, client):
        zone = ZoneFactory(published=True)
        practice()
        assert zone.slug not in page(client)
        assert ("zone", zone.slug, "0") in FACET.findall(page(client, zone=zone.slug))

    def test_of_a_closed_vocabulary_they_stay(self, client):
        theme = ThemeFactory()
        practice()
        for html in (page(client), page(client, theme=theme.code)):
            assert ("theme", theme.code, "0") in FACET.findall(html)

    def test_drafts_count_for_editors_only(self, client):
        theme = ThemeFactory()
        PracticeFactory(themes=[theme])
        assert FACET.findall(page(client)) == []
        client.force_login(EditorFactory())
        assert ("theme", theme.code, "1") in FACET.findall(page(client))

    def test_an_unpublished_zone_is_neither_shown_nor_known(self, client):
        zone = ZoneFactory()
        practice(zones=[zone])
        html = page(client, zone=zone.slug)
        assert zone.short_name not in html
        assert f"没有名为“{zone.slug}”的高新区" in html
        assert total(html) == 1


class TestTheAddressIsTheState:
    def test_chosen_values_are_checked_and_can_be_taken_off_one_by_one(self, client, shelf):
        zone, theme = shelf["zone"][0], shelf["theme"][0]
        html = page(client, zone=zone.slug, theme=theme.code, sort="name", page=1)
        assert f'name="zone" value="{zone.slug}" checked' in html
        chips = re.findall(r'<li><a href="(\?[^"]*)"><span class="chip-name">', html)
        assert sorted(chips) == sorted(
            [f"?zone={zone.slug}&sort=name", f"?theme={theme.code}&sort=name"]
        )

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ({"zone": "atlantis"}, "没有名为“atlantis”的高新区"),
            ({"theme": "T99"}, "没有名为“T99”的主题"),
            ({"problem": "P9.9'--"}, "没有名为“P9.9'--”的问题"),
            ({"sort": "random"}, "没有这种排序方式"),
            ({"zone": "z" * 10_000}, "没有名为“zzz"),
        ],
    )
    def test_what_does_not_exist_is_ignored_and_said(self, client, query, said):
        practice()
        html = page(client, **query)
        assert said in html
        assert total(html) == 1

    def test_a_long_query_is_cut_and_said(self, client):
        practice(name="长" * 100)
        practice()
        html = page(client, q="长" * 10_000)
        assert "检索词太长" in html
        assert total(html) == 1

    def test_many_unknown_values_are_said_briefly(self, client):
        html = page(client, theme=[f"X{number}" for number in range(2000)])
        assert html.count("没有名为") == 5

    def test_markup_in_parameters_stays_text(self, client):
        response = client.get("/practices/", {"q": "<b>x</b>", "zone": "<i>y</i>"})
        assert b"<b>x" not in response.content
        assert b"<i>y" not in response.content

    @pytest.mark.parametrize(
        ("number", "nearest"), [("0", 1), ("-3", 1), ("x", 1), ("99", 2), ("9" * 5000, 1), ("", 1)]
    )
    def test_a_page_that_does_not_exist_gives_the_nearest(self, client, number, nearest):
        for _ in range(25):
            practice()
        assert len(names(page(client, page=number))) == {1: 20, 2: 5}[nearest]

    def test_paging_keeps_the_filter(self, client):
        theme = ThemeFactory()
        for _ in range(25):
            practice(themes=[theme])
        html = page(client, theme=theme.code)
        assert f'rel="next" href="?theme={theme.code}&page=2"' in html

    def test_broken_percent_encoding_is_answered(self, client):
        assert client.get("/practices/?q=%E4%BD%&zone=%ff").status_code == 200


def test_the_number_of_queries_does_not_grow(client):
    def queries():
        page(client)
        with CaptureQueriesContext(connection) as captured:
            page(client, zone="nowhere")
        return len(captured)

    def fill(number):
        for _ in range(number):
            practice(
                zones=[ZoneFactory(published=True)],
                themes=[ThemeFactory()],
                problems=[ProblemFactory()],
            )

    fill(3)
    few = queries()
    fill(17)
    assert queries() == few
