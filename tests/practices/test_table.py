"""The catalogue as a table, and as a feed: the same selection as the cards, seen otherwise."""

import re
from html import unescape
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.http import QueryDict

from practices.models import Practice
from tests.factories import (
    EditorFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    ThemeFactory,
    ZoneFactory,
)
from tests.support.pages import html, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HEAD = re.compile(r'<th scope="col"( aria-sort="(\w+)")?>(<a href="([^"]*)">)?([^<]*)')
CARD = re.compile(r'<h3><a href="(/practices/[^"]*/)">')
ROW = re.compile(r'<th scope="row"><a href="(/practices/[^"]*/)">')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
ALL = ("gist", "zones", "problems", "themes", "organizations", "started", "stage", "tags")


def shown(client, **query) -> str:
    return html(client, f"/practices/?{urlencode({'view': 'table', **query}, doseq=True)}")


def table_of(page: str) -> str:
    return page.partition('<table class="rows-table">')[2].partition("</table>")[0]


def heads(page: str) -> dict[str, tuple[str, str]]:
    """Return how each column is sorted, and the address that sorts by it, by its label."""
    found = HEAD.findall(table_of(page))
    return {label: (direction, unescape(url)) for _, direction, _, url, label in found}


def cells(page: str) -> list[list[str]]:
    """Return what stands in each row, behind the name."""
    rows = table_of(page).partition("<tbody>")[2].split("</tr>")[:-1]
    return [[words(f"{cell}</main>") for cell in row.split("<td>")[1:]] for row in rows]


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', page)


def total(page: str) -> int:
    return int(re.search(r"共 (\d+) 条", words(page))[1])


@pytest.fixture
def three():
    """Three practices, taken in in this order, that are otherwise in no order."""
    rows = (("乙", "yi", "2019"), ("丙", "bing", "2021-03"), ("甲", "jia", "2020-09"))
    return [
        PracticeFactory(name=name, slug=slug, started=started, published=True)
        for name, slug, started in rows
    ]


class TestColumns:
    def test_without_a_choice_there_are_the_usual_ones(self, client, three):
        usual = ["名称", "高新区", "回应的问题", "主题", "开始时间", "阶段"]
        assert list(heads(shown(client))) == usual

    def test_the_columns_chosen_are_there_in_their_own_order_and_checked(self, client, three):
        page = shown(client, col=["tags", "stage"])
        assert list(heads(page)) == ["名称", "阶段", "标签"]
        checked = re.findall(r'name="col" value="(\w+)" checked', page)
        assert checked == ["stage", "tags"]

    @pytest.mark.parametrize("unknown", ["nonsense", "", "x" * 10_000, "stage'--", "pk"])
    def test_unknown_columns_are_ignored_beside_known_ones(self, client, three, unknown):
        assert list(heads(shown(client, col=[unknown, "stage"]))) == ["名称", "阶段"]

    def test_unknown_columns_alone_are_no_choice(self, client, three):
        assert heads(shown(client, col="nonsense")).keys() == heads(shown(client)).keys()

    def test_each_column_says_what_the_practice_has(self, client):
        zone, theme, link = ZoneFactory(published=True), ThemeFactory(), PracticeProblemFactory()
        organization = PartyOrganizationFactory(published=True)
        made = PracticeFactory(
            zones=[zone, ZoneFactory()],
            themes=[theme],
            organizations=[organization, PartyOrganizationFactory()],
            tags=["甲"],
            stage="pilot",
            started="2018-07",
            published=True,
        )
        PracticeProblemFactory(practice=made, problem=link.problem)
        page = shown(client, col=[*ALL, "published"])
        (row,) = cells(page)
        assert row[:-1] == [
            made.gist,
            zone.short_name,
            link.problem.name,
            theme.name,
            organization.name,
            "2018年7月",
            "试点",
            "甲",
        ]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row[-1])
        for record in (zone, theme, link.problem, organization):
            assert f'href="{record.get_absolute_url()}"' in table_of(page)

    def test_choosing_columns_keeps_the_selection_and_its_order(self, client, three):
        theme = ThemeFactory()
        for practice in three[:2]:
            practice.themes.add(theme)
        page = shown(client, theme=theme.code, q="党员 支部", sort="-name", col="gist")
        form = page.partition('<details class="table-columns">')[2].partition("</form>")[0]
        kept = [(name, unescape(value)) for name, value in HIDDEN.findall(form)]
        kept_page = html(client, f"/practices/?{urlencode([*kept, ('col', 'stage')])}")
        assert list(heads(kept_page)) == ["名称", "阶段"]
        assert names(kept_page) == names(page)
        assert sorted(kept) == sorted(
            {"theme": theme.code, "q": "党员 支部", "sort": "-name", "view": "table"}.items()
        )

    def test_choosing_filters_keeps_the_columns(self, client, three):
        page = shown(client, col=["stage", "tags"])
        form = page.partition('aria-label="筛选做法"')[2].partition("</form>")[0]
        kept = HIDDEN.findall(form)
        assert ("view", "table") in kept
        assert [value for name, value in kept if name == "col"] == ["stage", "tags"]


class TestSorting:
    @pytest.mark.parametrize(
        ("sort", "label", "direction", "order"),
        [
            ("newest", "收录时间", "descending", "甲丙乙"),
            ("-newest", "收录时间", "ascending", "乙丙甲"),
            ("started", "开始时间", "descending", "丙甲乙"),
            ("-started", "开始时间", "ascending", "乙甲丙"),
            ("name", "名称", "ascending", "丙甲乙"),
            ("-name", "名称", "descending", "乙甲丙"),
        ],
    )
    def test_rows_are_in_the_order_that_is_said(self, client, three, sort, label, direction, order):
        page = shown(client, sort=sort, col=["started", "published"])
        assert "".join(names(page)) == order
        said = {label: direction for label, (direction, _) in heads(page).items() if direction}
        assert said == {label: direction}

    @pytest.mark.parametrize("label", ["名称", "开始时间", "收录时间"])
    def test_a_heading_sorts_by_it_and_then_the_other_way(self, client, three, label):
        page = shown(client, sort="name", col=["started", "published"], q="党员")
        for _ in range(2):
            before = page
            page = html(client, f"/practices/{heads(page)[label][1]}")
            assert heads(page)[label][0]
            assert heads(page)[label] != heads(before)[label]
            assert heads(page).keys() == heads(before).keys()
        assert (
            heads(html(client, f"/practices/{heads(page)[label][1]}"))[label]
            == (heads(before)[label])
        )
        assert sorted(names(page)) == sorted(names(before))
        assert names(page) == names(before)[::-1]

    def test_columns_that_cannot_be_sorted_have_no_link(self, client, three):
        links = {label: bool(url) for label, (_, url) in heads(shown(client, col=ALL)).items()}
        assert {label for label, has_link in links.items() if has_link} == {"名称", "开始时间"}

    def test_an_unknown_order_is_said_and_the_usual_one_taken(self, client, three):
        page = shown(client, sort="--name")
        assert "没有这种排序方式" in words(page)
        assert "".join(names(page)) == "甲丙乙"


class TestSameRows:
    @pytest.mark.parametrize("query", [{}, {"sort": "-name"}, {"tag": "甲"}, {"q": "支部"}])
    def test_rows_and_total_are_those_of_the_cards_on_every_page(self, client, query):
        for number in range(24):
            PracticeFactory(tags=["甲"] if number % 9 else [], published=True)
        PracticeFactory(tags=["甲"])
        for number in (1, 2):
            cards = html(client, f"/practices/?{urlencode({**query, 'page': number})}")
            page = shown(client, **query, page=number)
            assert ROW.findall(page) == CARD.findall(cards)
            assert total(page) == total(cards) == (21 if "tag" in query else 24)
            assert len(ROW.findall(page)) == (20 if number == 1 else total(page) - 20)

    def test_the_feed_has_the_newest_of_the_same_records(self, client):
        theme = ThemeFactory()
        PracticeFactory.create_batch(3, themes=[theme], published=True)
        PracticeFactory.create_batch(2, published=True)
        PracticeFactory(themes=[theme])
        client.force_login(EditorFactory())
        page = shown(client, theme=theme.code, q="党员")
        (address,) = re.findall(
            r'type="application/atom\+xml" title="[^"]*" href="(\?[^"]*)"', page
        )
        client.logout()
        response = client.get(f"/practices/{unescape(address)}")
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = ElementTree.fromstring(response.content)  # noqa: S314 - our own
        links = [link.get("href") for link in feed.iterfind("{*}entry/{*}link")]
        cards = CARD.findall(html(client, f"/practices/?theme={theme.code}&sort=newest&q=党员"))
        assert links == [f"http://testserver{url}" for url in cards]
        assert len(links) == 3

    def test_the_matrix_view_leads_to_the_matrix_with_the_same_filters(self, client):
        theme, zone = ThemeFactory(), ZoneFactory(published=True)
        PracticeFactory(themes=[theme], zones=[zone], tags=["甲", "乙"], published=True)
        PracticeFactory(themes=[theme], tags=["甲"], published=True)
        query = {"theme": theme.code, "tag": ["甲", "乙"], "tag_match": "all", "q": "党员"}
        response = client.get("/practices/", {**query, "view": "matrix"})
        assert response.status_code == 302
        path, _, kept = response["Location"].partition("?")
        assert path == "/matrix/"
        wanted = QueryDict(urlencode(query, doseq=True))
        assert dict(QueryDict(kept).lists()) == dict(wanted.lists())
        assert total(html(client, response["Location"])) == 1


class TestComparing:
    def test_each_row_can_be_chosen_and_sent_to_be_compared(self, client, three):
        page = shown(client, sort="name")
        form = page.partition('action="/compare/"')[2].partition("</form>")[0]
        boxes = re.findall(r'<input type="checkbox" name="practice" value="([^"]*)"', form)
        assert boxes == ["bing", "jia", "yi"]
        assert '<button type="submit">' in form
        compared = html(client, f"/compare/?practice={boxes[0]}&practice={boxes[2]}")
        assert re.findall(
            r'<th scope="col" role="columnheader"><a href="[^"]*">(.)</a>', compared
        ) == ["丙", "乙"]

    def test_editors_see_drafts_among_the_rows_and_visitors_do_not(self, client, three):
        draft = PracticeFactory(zones=[ZoneFactory()])
        assert draft.name not in shown(client)
        client.force_login(EditorFactory())
        page = shown(client)
        assert draft.name in names(page)
        assert draft.zones.get().short_name in table_of(page)
        assert total(page) == Practice.objects.count() == 4


def test_the_number_of_queries_does_not_grow(client):
    def fill(number):
        for _ in range(number):
            made = PracticeFactory(
                zones=[ZoneFactory(published=True)],
                themes=[ThemeFactory()],
                organizations=[PartyOrganizationFactory(published=True)],
                tags=["甲"],
                published=True,
            )
            PracticeProblemFactory(practice=made, problem=ProblemFactory())

    url = f"/practices/?view=table&{urlencode({'col': ALL}, doseq=True)}"
    fill(3)
    few = queries(client, url)
    fill(15)
    assert queries(client, url) == few <= 12
