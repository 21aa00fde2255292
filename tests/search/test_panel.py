"""The panel of filters of every list: its counts, its folds, its chips and its ways out."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from search.indexing import together
from tests.factories import (
    AnswerFactory,
    AppearanceFactory,
    EditorFactory,
    EvidenceFactory,
    GuestFactory,
    InterviewFactory,
    OutcomeFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    ProblemStatementFactory,
    QuestionFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactory,
    ZoneTitleFactory,
)
from tests.support.pages import html, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PLACES = {"zone", "province", "region"}
FACETS = {
    "/practices/": PLACES
    | {"problem", "theme", "year", "org_type", "guest_type", "stage", "tag", "outcome", "evidence"},
    "/zones/": {"province", "region", "level", "approved", "title", "problem", "theme"},
    "/interviews/": PLACES | {"year", "guest_type", "problem", "theme"},
    "/guests/": PLACES | {"guest_type", "year"},
    "/organizations/": PLACES | {"org_type", "theme"},
    "/sources/": {"source_type", "year"},
}
# Filters that no record of the base has together, though each gives some.
CONTRADICTIONS = {
    "/practices/": {"stage": "pilot", "tag": "丙"},
    "/zones/": {"province": "61", "level": "provincial"},
    "/interviews/": {"year": "2019", "guest_type": "scholar"},
    "/guests/": {"year": "2019", "guest_type": "scholar"},
    "/organizations/": {"org_type": "branch", "province": "32"},
    "/sources/": {"year": "2019", "source_type": "webpage"},
}
COUNT = re.compile(r'data-facet="([^"]*)" data-value="([^"]*)" data-count="(\d+)"')
CHIP = re.compile(r'<li><a href="(\?[^"]*)"><span class="chip-name">')
LOOSENING = re.compile(r'<li><a href="(\?[^"]*)">不限(.*?)</a>.*?(\d+) 条', re.DOTALL)
all_lists = pytest.mark.parametrize("path", FACETS)


def shown(client, path: str, query) -> str:
    return html(client, f"{path}?{urlencode(query, doseq=True)}")


def total(page: str) -> int:
    return int(re.search(r"共 (\d+) [条家篇人个种]", words(page))[1])


def counts(page: str) -> list[tuple[str, str, int]]:
    return [(facet, unescape(value), int(n)) for facet, value, n in COUNT.findall(page)]


def tags(page: str) -> list[list[str]]:
    """Return the tags that stand in the panel, and those that are folded away, if any are."""
    panel = page.partition("<legend>标签</legend>")[2].partition("</fieldset>")[0]
    return [[value for _, value, _ in counts(part)] for part in panel.split("<details")]


@pytest.fixture
def base():
    """Records of every list, spread over two values of each facet; and one draft of each."""
    with together():
        zones = [
            ZoneFactory(province="61", published=True),
            ZoneFactory(province="32", level="provincial", approved_year=2010, published=True),
        ]
        ZoneFactory()
        ZoneTitleFactory(zone=zones[0], published=True)
        themes, problems = ThemeFactory.create_batch(2), ProblemFactory.create_batch(2)
        for number in range(4):
            _fill(number, zones, themes, problems, published=number < 3)
    return zones


def _fill(number: int, zones, themes, problems, *, published: bool):
    part, half = number % 2, number // 2
    organization = PartyOrganizationFactory(
        zone=zones[part], kind=("branch", "committee")[part], published=published
    )
    practice = PracticeFactory(
        zones=zones if number == 2 else [zones[part]],
        themes=[themes[half]],
        organizations=[organization],
        tags=["乙", ("甲", "丙")[half]],
        stage=("pilot", "routine")[half],
        published=published,
    )
    PracticeProblemFactory(practice=practice, problem=problems[part])
    answer = AnswerFactory(
        question__interview__source__dated=("2019-03", "2021")[part],
        question__interview__source__kind=("newspaper", "webpage")[part],
        appearance__zone=zones[part],
        appearance__kind=("zone_official", "scholar")[part],
        published=published,
    )
    EvidenceFactory(practice=practice, answer=answer)
    OutcomeFactory(practice=practice, answer=answer)
    ProblemStatementFactory(problem=problems[half], answer=answer)


class TestCounts:
    @all_lists
    def test_every_count_is_the_total_of_the_list_with_that_value(self, client, base, path):
        everything = counts(html(client, path))
        assert {facet for facet, _, _ in everything} == FACETS[path]
        for chosen in ({}, dict([everything[-1][:2]])):
            for facet, value, count in counts(shown(client, path, chosen)):
                page = shown(client, path, {**chosen, facet: value})
                assert total(page) == count, (chosen, facet, value)

    @all_lists
    def test_drafts_count_for_editors_only(self, client, base, path):
        visitors = html(client, path)
        client.force_login(EditorFactory())
        editors = html(client, path)
        assert total(editors) == total(visitors) + 1 > 1
        before = {(facet, value): count for facet, value, count in counts(visitors)}
        after = {(facet, value): count for facet, value, count in counts(editors)}
        # What ties a draft guest to facets are appearances, which nobody sees before the guest.
        assert (after != before) is (path != "/guests/")
        for (facet, value), count in after.items():
            assert total(shown(client, path, {facet: value})) == count
            assert count >= before.get((facet, value), 0)

    def test_words_of_an_unpublished_interview_are_no_value_of_a_practice(self, client):
        interview = InterviewFactory(source=SourceFactory(published=True))
        speaker = AppearanceFactory(interview=interview, guest=GuestFactory(published=True))
        answer = AnswerFactory(question=QuestionFactory(interview=interview), appearance=speaker)
        practice = PracticeFactory(published=True)
        evidence = EvidenceFactory(practice=practice, answer=answer)
        OutcomeFactory(practice=practice, answer=answer)
        assert evidence.quote not in words(html(client, practice.get_absolute_url()))
        assert counts(html(client, "/practices/")) == []

    @pytest.mark.parametrize("kind", ["practice", "interview", "guest", "organization", "source"])
    def test_the_panel_of_a_search_counts_what_is_found(self, client, base, kind):
        query = {"q": {"guest": "高新区", "organization": "临江"}.get(kind, "党"), "kind": kind}
        page = shown(client, "/search/", query)
        assert "没有名为" not in words(page)
        assert counts(page)
        for facet, value, count in counts(page):
            narrowed = shown(client, "/search/", {**query, facet: value})
            assert f"找到 {count} 条" in words(narrowed), (facet, value)


class TestClosedVocabularies:
    """A word that no practice deals with is seen to be known, and to have none."""

    @pytest.fixture(autouse=True)
    def terms(self):
        self.dealt_with, self.alone = ProblemFactory(), ProblemFactory(name="组织不稳定")
        self.retired = ProblemFactory(name="旧说法", deprecated=True)
        self.theme = ThemeFactory()
        self.practice = PracticeFactory(published=True)
        PracticeProblemFactory(practice=self.practice, problem=self.dealt_with)

    def test_a_term_without_practices_stands_in_the_panel_with_0(self, client):
        page = html(client, "/practices/")
        found = {value: count for _, value, count in counts(page)}
        assert found[self.dealt_with.code] == 1
        assert found[self.alone.code] == found[self.alone.parent.code] == 0
        assert found[self.theme.code] == 0
        assert self.retired.code not in found
        marked = re.findall(r'class="gives-none" data-facet="[^"]*" data-value="([^"]*)"', page)
        assert {self.alone.code, self.theme.code} <= set(marked)
        assert self.dealt_with.code not in marked

    def test_it_can_be_chosen_and_beside_others(self, client):
        page = shown(client, "/practices/", {"problem": self.alone.code})
        assert total(page) == 0
        assert "没有符合这些条件的做法" in words(page)
        assert f'“<a href="/problems/{self.alone.code}/">组织不稳定</a>”' in page
        ProblemStatementFactory(problem=self.alone, answer=AnswerFactory(published=True))
        (interviews,) = re.findall(r'href="(/interviews/\?[^"]*)"', page)
        assert total(html(client, unescape(interviews))) == 1
        both = {"problem": [self.alone.code, self.dealt_with.code]}
        assert total(shown(client, "/practices/", both)) == 1

    def test_it_is_found_by_its_name_among_all_values(self, client):
        page = shown(client, "/practices/facets/problem/", {"find": "buwending"})
        assert counts(page) == [("problem", self.alone.code, 0)]

    def test_a_long_vocabulary_can_be_searched_from_the_panel(self, client):
        assert "/practices/facets/problem/" not in html(client, "/practices/")
        with together():
            ProblemFactory.create_batch(41, parent=self.alone.parent)
        page = html(client, "/practices/")
        assert "/practices/facets/problem/" in page
        assert {self.alone.code, self.dealt_with.code} <= {code for _, code, _ in counts(page)}

    def test_open_facets_show_only_what_there_is(self, client):
        zone = ZoneFactory(published=True)
        assert zone.slug not in {value for _, value, _ in counts(html(client, "/practices/"))}


class TestFolds:
    @pytest.mark.parametrize(("number", "folded"), [(15, 0), (16, 4), (40, 28)])
    def test_twelve_values_stand_there_and_the_rest_is_folded(self, client, number, folded):
        every = [f"t{place:02}" for place in range(number)]
        PracticeFactory(tags=every, published=True)
        stand, *fold = tags(html(client, "/practices/"))
        assert stand == every[: number - folded]
        assert fold == ([every[12:]] if folded else [])

    @pytest.mark.parametrize("number", [16, 50])
    def test_what_is_chosen_always_stands_there(self, client, number):
        PracticeFactory(tags=[f"t{place:02}" for place in range(number)], published=True)
        page = shown(client, "/practices/", {"tag": ["t13", "t15"]})
        assert [f"t{n:02}" for n in (*range(12), 13, 15)] == tags(page)[0]
        assert page.count(" checked>") == 2

    def test_a_chosen_value_under_another_stands_there_too(self, client):
        themes = ThemeFactory.create_batch(16)
        PracticeFactory(themes=themes, published=True)
        page = shown(client, "/practices/", {"theme": themes[-1].code})
        panel = page.partition("<legend>主题</legend>")[2].partition('<details class="facet-more">')
        assert f'value="{themes[-1].code}" checked' in panel[0]


class TestLongFacets:
    @pytest.fixture(autouse=True)
    def many(self):
        """Forty-two tags: too many for the panel."""
        PracticeFactory(tags=["红领沙龙", *(f"t{n:02}" for n in range(41))], published=True)
        PracticeFactory(tags=["红领沙龙", "红色楼宇"], stage="pilot", published=True)

    def test_the_panel_leads_to_a_page_with_every_value(self, client):
        page = shown(client, "/practices/", {"stage": "pilot", "sort": "name"})
        assert "/practices/facets/" not in page
        page = shown(client, "/practices/", {"q": "党员", "sort": "name"})
        (address,) = re.findall(r'href="(/practices/facets/tag/\?[^"]*)"', page)
        values = counts(html(client, unescape(address)))
        assert len(values) == 43
        assert values[0] == ("tag", "红领沙龙", 2)
        assert all(query in address for query in (urlencode({"q": "党员"}), "sort=name"))

    @pytest.mark.parametrize(
        ("find", "found"),
        [
            ("沙龙", {"红领沙龙"}),
            ("紅領", {"红领沙龙"}),
            ("honglingshalong", {"红领沙龙"}),
            ("hong se", {"红色楼宇"}),
            ("hl", {"红领沙龙"}),
            ("HSLY", {"红色楼宇"}),
            ("hong", {"红领沙龙", "红色楼宇"}),
            ("T07", {"t07"}),
            ("没有的", set()),
        ],
    )
    def test_values_are_found_by_characters_pinyin_and_initials(self, client, find, found):
        page = shown(client, "/practices/facets/tag/", {"find": find})
        assert {value for _, value, _ in counts(page)} == found
        assert f'value="{find}"' in page

    def test_a_value_leads_to_the_list_with_it_chosen_and_again_without(self, client):
        page = shown(client, "/practices/facets/tag/", {"stage": "pilot"})
        url, count = re.search(r'href="([^"]*)" data-facet[^>]*data-count="(\d+)"', page).groups()
        assert total(html(client, unescape(url))) == int(count) == 1
        again = html(client, unescape(url).replace("/practices/", "/practices/facets/tag/"))
        assert re.search(r'href="([^"]*)" data-facet', again)[1] == "/practices/?stage=pilot"

    def test_finding_keeps_the_filters_and_the_way_to_look_at_them(self, client):
        query = {"stage": "pilot", "sort": "name", "view": "table"}
        page = shown(client, "/practices/facets/tag/", query)
        kept = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
        assert dict(kept) == query

    @pytest.mark.parametrize("path", ["/practices/", "/interviews/", "/guests/", "/organizations/"])
    def test_an_unknown_facet_is_not_found(self, client, path):
        for name in ("nonsense", "q", "tag_match", "Zone", "__class__"):
            response = client.get(f"{path}facets/{name}/")
            assert response.status_code == 404
            assert "<main" in response.content.decode()


class TestAddresses:
    @all_lists
    def test_each_chip_takes_off_its_own_value(self, client, base, path):
        values = counts(html(client, path))
        for name in FACETS[path]:
            some = [value for facet, value, _ in values if facet == name][:2]
            urls = CHIP.findall(shown(client, path, {name: some}))
            assert len(urls) == len(some)
            for gone, url in zip(some, urls, strict=True):
                page = html(client, path + unescape(url))
                left = re.findall(rf'name="{name}" value="([^"]*)" checked', page)
                assert left == [value for value in some if value != gone], (name, gone)

    def test_chips_keep_whatever_else_was_asked_for_and_all_can_be_cleared(self, client, base):
        full = {"zone": [base[0].slug], "tag": ["甲", "乙"], "q": ["党员"], "sort": ["name"]}
        page = shown(client, "/practices/", full)
        left = [dict(QueryDict(unescape(url[1:])).lists()) for url in CHIP.findall(page)]
        assert left == [
            {name: values for name, values in full.items() if name != "zone"},
            {**full, "tag": ["乙"]},
            {**full, "tag": ["甲"]},
            {name: values for name, values in full.items() if name != "q"},
        ]
        (clear,) = re.findall(r'class="chip-clear" href="([^"]*)"', page)
        assert total(html(client, clear)) == 3

    def test_several_tags_can_be_asked_for_together(self, client, base):
        either = shown(client, "/practices/", {"tag": ["甲", "丙"]})
        assert total(either) == 3
        query = {"tag": ["甲", "乙"], "tag_match": "all"}
        both = shown(client, "/practices/", query)
        assert total(both) == 2
        assert 'name="tag_match" value="all" checked' in both
        assert 'name="tag_match" value="all" checked' not in either
        for facet, value, count in counts(both):
            more = [*query["tag"], value] if facet == "tag" else value
            assert total(shown(client, "/practices/", {**query, facet: more})) == count
        for url in re.findall(r'href="(\?[^"]*sort=[^"]*)"', both):
            assert "tag_match=all" in url

    @all_lists
    def test_nothing_left_says_what_to_loosen_and_what_that_gives(self, client, base, path):
        nothing = {"q": "无此词语"}
        for query, ways in (
            (CONTRADICTIONS[path], 2),
            (nothing, 1),
            ({**nothing, **CONTRADICTIONS[path]}, 0),
        ):
            page = shown(client, path, query)
            assert total(page) == 0
            found = LOOSENING.findall(page.partition('<ul class="loosenings">')[2])
            assert len(found) == ways, query
            for url, _, count in found:
                assert total(html(client, path + unescape(url))) == int(count) > 0

    def test_whatever_is_changed_begins_at_page_one(self, client):
        PracticeFactory.create_batch(21, tags=["甲"], stage="pilot", published=True)
        query = {"tag": "甲", "stage": "pilot", "q": "党员", "page": 2}
        for more in ({}, {"view": "table"}):
            page = shown(client, "/practices/", {**query, **more})
            main = page[page.index("<main") : page.index('<nav class="pagination"')]
            links = re.findall(r'<a href="([^"]*)"(?! aria-current)', main)
            assert len(links) >= 8
            assert [url for url in links if "page=" in url] == []
            assert 'name="page"' not in page

    @all_lists
    def test_unknown_values_are_said_and_ignored(self, client, base, path):
        everything = total(html(client, path))
        for facet in FACETS[path]:
            page = shown(client, path, {facet: "nowhere"})
            assert "没有名为“nowhere”的" in words(page)
            assert total(page) == everything
