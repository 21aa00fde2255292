"""The pages of collections; queries and bad input of all pages of the catalogue."""

import re

import pytest

from search.indexing import together
from tests.factories import (
    CollectionFactory,
    CollectionItemFactory,
    EvidenceFactory,
    MeasureFactory,
    OutcomeFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    PracticeProblemFactory,
    PracticeRelationFactory,
    ProblemFactory,
    ProblemStatementFactory,
    ThemeFactory,
    ThemeGroupFactory,
    ZoneFactory,
)
from tests.support.pages import queries

from .reading import page, speech

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def practice():
    return PracticeFactory(published=True, name="一心三亮", slug="yi-xin-san-liang")


URL = "/practices/yi-xin-san-liang/"


class TestCollection:
    def test_practices_stand_in_the_editors_order_with_remarks(self, client):
        collection = CollectionFactory(published=True, introduction="编者按。")
        for position, name in ((2, "甲做法"), (1, "乙做法")):
            CollectionItemFactory(
                collection=collection,
                position=position,
                practice=PracticeFactory(published=True, name=name),
                remark=f"{name}好在哪里。",
            )
        draft = CollectionItemFactory(collection=collection, practice=PracticeFactory())
        html = page(client, collection.get_absolute_url())
        assert html.index("乙做法") < html.index("甲做法")
        assert "编者按。" in html
        assert "乙做法好在哪里。" in html
        assert draft.practice.name not in html

    def test_the_list_counts_what_visitors_can_read(self, client):
        collection = CollectionFactory(published=True)
        CollectionItemFactory(collection=collection, published=True)
        CollectionItemFactory(collection=collection, practice=PracticeFactory())
        draft = CollectionFactory()
        html = page(client, "/collections/")
        assert "1条做法" in html
        assert draft.title not in html

    def test_former_addresses_and_drafts(self, client):
        collection = CollectionFactory(published=True, slug="jiu")
        collection.slug = "xin"
        collection.save()
        assert client.get("/collections/jiu/")["Location"] == "/collections/xin/"
        assert client.get(CollectionFactory().get_absolute_url()).status_code == 404


class TestCover:
    """A column for each practice, a row for each group of themes that they have."""

    def squares(self, client, collection) -> list[tuple[int, int, int]]:
        """Return column, row and shade of each square."""
        cover = page(client, collection.get_absolute_url()).partition('class="cover"')[2]
        found = re.findall(r'class="cover-(\d)" x="(\d+)" y="(\d+)"', cover)
        return [(int(x) // 12, int(y) // 12, int(shade)) for shade, x, y in found]

    def test_it_shows_which_groups_of_themes_each_practice_has_and_how_many_of_them(self, client):
        one, two = ThemeGroupFactory(position=1), ThemeGroupFactory(position=2)
        first = ThemeFactory.create_batch(2, parent=one)
        second = ThemeFactory(parent=two)
        collection = CollectionFactory(published=True)
        for position, themes in enumerate(([second], first, [])):
            practice = PracticeFactory(themes=themes, published=True)
            CollectionItemFactory(collection=collection, practice=practice, position=position)
        hidden = PracticeFactory(themes=[ThemeFactory(parent=ThemeGroupFactory())])
        CollectionItemFactory(collection=collection, practice=hidden)
        assert self.squares(client, collection) == [(1, 0, 2), (0, 1, 1)]
        text = page(client, collection.get_absolute_url())
        assert f"自上而下：{one.name}、{two.name}。" in text
        assert 'class="cover"' in page(client, "/collections/")
        assert 'class="cover"' in page(client, "/")

    def test_without_themes_there_is_none(self, client):
        item = CollectionItemFactory(published=True)
        assert "cover-figure" not in page(client, item.collection.get_absolute_url())


class TestQueriesDoNotGrow:
    """Each page asks as often with 30 rows as with 3."""

    def grows(self, client, url, fill):
        fill(3)
        few = queries(client, url)
        fill(27)
        return queries(client, url) - few

    def test_practice(self, client, practice):
        @together()
        def fill(number):
            for _ in range(number):
                measure = MeasureFactory(practice=practice)
                MeasureFactory(practice=practice, parent=measure)
                EvidenceFactory(measure=measure, answer=speech(zone=ZoneFactory(published=True)))
                link = PracticeProblemFactory(practice=practice)
                EvidenceFactory(practice=practice, problem_link=link, published=True)
                EvidenceFactory(practice=practice, published=True)
                PracticeProblemFactory(problem=link.problem, published=True)
                OutcomeFactory(practice=practice, published=True)
                PracticeRelationFactory(practice=practice, published=True)
                practice.zones.add(ZoneFactory(published=True))
                practice.organizations.add(PartyOrganizationFactory(published=True))
                practice.themes.add(ThemeFactory())

        # Where little else is near, like words are looked for by one query more.
        fill(7)
        assert self.grows(client, URL, fill) == 0

    def test_problem(self, client):
        problem = ProblemFactory()

        @together()
        def fill(number):
            for _ in range(number):
                ProblemStatementFactory(problem=problem, answer=speech())
                link = PracticeProblemFactory(
                    problem=problem,
                    practice=PracticeFactory(
                        published=True, themes=[ThemeFactory()], zones=[ZoneFactory(published=True)]
                    ),
                )
                EvidenceFactory(practice=link.practice, problem_link=link, published=True)
                PracticeProblemFactory(practice=link.practice)
                ProblemFactory(parent=problem.parent)

        assert self.grows(client, f"/problems/{problem.code}/", fill) == 0
        assert self.grows(client, f"/problems/{problem.parent.code}/", fill) == 0

    @pytest.mark.parametrize("url", ["/problems/", "/themes/", "/collections/"])
    def test_lists(self, client, url):
        @together()
        def fill(number):
            for _ in range(number):
                ProblemStatementFactory(answer=speech())
                PracticeFactory(published=True, themes=[ThemeFactory()])
                CollectionItemFactory(published=True)

        assert self.grows(client, url, fill) == 0

    def test_theme_and_collection(self, client):
        theme, collection = ThemeFactory(), CollectionFactory(published=True)

        @together()
        def fill(number):
            for _ in range(number):
                practice = PracticeFactory(
                    published=True, themes=[theme], zones=[ZoneFactory(published=True)]
                )
                CollectionItemFactory(collection=collection, practice=practice)
                PracticeProblemFactory(practice=practice)

        assert self.grows(client, f"/themes/{theme.code}/", fill) == 0
        assert self.grows(client, collection.get_absolute_url(), fill) == 0


class TestBadInput:
    @pytest.mark.parametrize("number", ["0", "-1", "x", "999", "9" * 5000])
    def test_pages_that_do_not_exist_give_the_nearest(self, client, number):
        theme = ThemeFactory()
        PracticeFactory(published=True, themes=[theme])
        CollectionFactory(published=True)
        for url in (f"/themes/{theme.code}/", "/collections/"):
            assert client.get(url, {"page": number}).status_code == 200

    @pytest.mark.parametrize("code", ["P99", "p1", "P1.1.1", "%E4%BD", "x" * 2000])
    def test_unknown_codes_are_not_found(self, client, code):
        assert client.get(f"/problems/{code}/").status_code == 404
        assert client.get(f"/themes/{code}/").status_code == 404

    def test_editors_markdown_cannot_bring_markup(self, client, practice):
        practice.body = "<script>alert(1)</script> [点](javascript:alert(1)) <b onclick=x>粗</b>"
        practice.save()
        html = client.get(URL).content.decode()
        assert "<script>" not in html
        assert 'href="javascript' not in html
        assert "<b " not in html
