"""Practices side by side: what they share, who is left out, and how one is dropped."""

import re
from html import unescape

import pytest

from tests.factories import (
    EditorFactory,
    EvidenceFactory,
    MeasureFactory,
    OutcomeFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactory,
)
from tests.support.pages import html, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HEAD = re.compile(r'<th scope="col" role="columnheader"><a href="/practices/([^"/]*)/">')
DROP = re.compile(r'<p class="compare-drop screen-only"><a href="([^"]*)">')
ROW = re.compile(r'<th scope="row" role="rowheader">(.*?)</th>(.*?)</tr>', re.DOTALL)
CELL = re.compile(r'<td role="cell"[^>]*>(.*?)</td>', re.DOTALL)
WHOSE = re.compile(r'<span class="compare-whose" aria-hidden="true">[^<]*</span>')
ASK = "在做法的页面上点“与它比较”"


def address(*slugs: str) -> str:
    return "/compare/?" + "&".join(f"practice={slug}" for slug in slugs)


def compared(client, *practices) -> str:
    """Return the page that compares practices, given themselves or by their slugs."""
    slugs = [getattr(practice, "slug", practice) for practice in practices]
    return html(client, address(*slugs))


def heads(page: str) -> list[str]:
    """Return the slugs of the practices compared, from left to right."""
    return HEAD.findall(page)


def cells(page: str) -> dict[str, list[str]]:
    """Return what each row says of each practice; "" where it says that there is nothing."""
    return {
        plain(label): [
            plain(WHOSE.sub("", cell)).replace("—没有", "") for cell in CELL.findall(row)
        ]
        for label, row in ROW.findall(page.partition("<tbody")[2])
    }


def plain(part: str) -> str:
    return words(f"{part}</main>")


def slugs_of(practices) -> list[str]:
    return [practice.slug for practice in practices]


class TestSideBySide:
    @pytest.mark.parametrize("number", [2, 3, 4])
    def test_two_to_four_stand_in_the_order_asked_for(self, client, number):
        practices = PracticeFactory.create_batch(number, published=True)[::-1]
        page = compared(client, *practices)
        assert heads(page) == slugs_of(practices)
        assert cells(page)["一句话"] == [practice.gist for practice in practices]
        assert f"{number} 个做法逐项对照" in page
        assert ASK not in page
        assert 'role="status"' not in page

    def test_each_row_says_what_each_practice_has(self, client):
        zone = ZoneFactory(published=True)
        full = PracticeFactory(zones=[zone], stage="pilot", started="2018-07", published=True)
        bare = PracticeFactory(started="", published=True)
        measure = MeasureFactory(practice=full)
        below = MeasureFactory(parent=measure)
        evidence = EvidenceFactory(practice=full, published=True)
        outcome = OutcomeFactory(practice=full, source=evidence.source)
        shown = cells(compared(client, full, bare))
        assert shown["高新区"] == [zone.short_name, ""]
        assert shown["第1部分"] == [f"{measure} {below}", ""]
        assert shown["成效"] == [f"{outcome.indicator}：{outcome.display}", ""]
        assert shown["开始时间"] == ["2018年7月", ""]
        assert shown["阶段"] == ["试点", ""]
        assert shown["出处"] == [str(evidence.source), ""]

    def test_rows_that_none_has_anything_in_are_left_out(self, client):
        page = compared(client, *PracticeFactory.create_batch(2, started="", published=True))
        assert list(cells(page)) == ["一句话"]

    def test_what_is_not_published_is_not_shown(self, client):
        practices = PracticeFactory.create_batch(2, zones=[ZoneFactory()], published=True)
        EvidenceFactory(practice=practices[0], source=SourceFactory())
        OutcomeFactory(practice=practices[0], source=SourceFactory())
        assert set(cells(compared(client, *practices))) == {"一句话", "开始时间"}


class TestShared:
    def test_a_theme_of_two_comes_first_and_is_marked(self, client):
        own, shared, third = ThemeFactory.create_batch(3)
        practices = [
            PracticeFactory(themes=themes, published=True)
            for themes in ([own, shared], [shared, third], [])
        ]
        shown = cells(compared(client, *practices))
        assert list(shown)[-3:] == [f"{shared.name} 共有", own.name, third.name]
        assert shown[f"{shared.name} 共有"] == ["有", "有", ""]
        assert shown[own.name] == ["有", "", ""]

    def test_how_each_answers_a_problem_stands_in_one_row(self, client):
        shared, own = ProblemFactory.create_batch(2)
        one, other = PracticeFactory.create_batch(2, published=True)
        hows = [
            PracticeProblemFactory(practice=practice, problem=shared).how
            for practice in (one, other)
        ]
        PracticeProblemFactory(practice=other, problem=own)
        page = compared(client, one, other)
        assert cells(page)[f"{shared.name} 共有"] == hows
        assert cells(page)[own.name][0] == ""
        assert "有1个问题或主题，是两个做法都有的" in words(page)

    def test_two_terms_of_one_group_are_not_shared(self, client):
        theme = ThemeFactory()
        other = ThemeFactory(parent=theme.parent)
        practices = [PracticeFactory(themes=[one], published=True) for one in (theme, other)]
        page = compared(client, *practices)
        assert "compare-mark" not in page
        assert "没有共同的问题和主题" in words(page)

    def test_only_what_differs_or_is_shared_can_be_shown(self, client):
        shared, own = ThemeFactory.create_batch(2)
        one = PracticeFactory(themes=[shared, own], started="", published=True)
        other = PracticeFactory(themes=[shared], gist=one.gist, started="", published=True)
        page = compared(client, one, other)
        assert list(cells(page)) == ["一句话", f"{shared.name} 共有", own.name]
        ways = re.search(r'<nav class="compare-ways.*?</nav>', page, re.DOTALL)[0]
        _, different, common = (unescape(url) for url in re.findall(r'href="([^"]*)"', ways))
        assert list(cells(html(client, f"/compare/{different}"))) == [own.name]
        assert list(cells(html(client, f"/compare/{common}"))) == [f"{shared.name} 共有"]

    def test_an_unknown_way_shows_all(self, client):
        url = address(*slugs_of(PracticeFactory.create_batch(2, published=True)))
        assert list(cells(html(client, f"{url}&show=x"))) == list(cells(html(client, url)))


class TestLeftOut:
    def test_of_five_the_first_four_are_compared_and_it_is_said(self, client):
        practices = PracticeFactory.create_batch(5, published=True)
        page = compared(client, *practices)
        assert heads(page) == slugs_of(practices[:4])
        assert "一次最多比较 4 个做法，这里是前 4 个。" in words(page)

    @pytest.mark.parametrize("unknown", ["mei-you", "' OR 1=1 --", "x" * 10_000, "%E6%A2%A7"])
    def test_what_does_not_exist_is_left_out_and_said(self, client, unknown):
        practices = PracticeFactory.create_batch(2, published=True)
        page = compared(client, unknown, *practices)
        assert heads(page) == slugs_of(practices)
        assert "有 1 个做法没有找到" in words(page)
        assert all("practice=" in url and "mei-you" not in url for url in DROP.findall(page))

    def test_it_takes_no_place_among_the_four(self, client):
        practices = PracticeFactory.create_batch(4, published=True)
        page = compared(client, "a", "b", *practices)
        assert heads(page) == slugs_of(practices)
        assert "有 2 个做法没有找到" in words(page)
        assert "一次最多比较" not in page

    def test_a_draft_is_there_for_editors_only(self, client):
        draft, practice = PracticeFactory(), PracticeFactory(published=True)
        page = compared(client, draft, practice)
        assert heads(page) == [practice.slug]
        assert draft.name not in page
        assert "有 1 个做法没有找到" in words(page)
        client.force_login(EditorFactory())
        page = compared(client, draft, practice)
        assert heads(page) == slugs_of([draft, practice])
        assert "没有找到" not in page

    def test_a_practice_named_twice_is_there_once(self, client):
        practice, other = PracticeFactory.create_batch(2, published=True)
        page = compared(client, practice, other, practice)
        assert heads(page) == slugs_of([practice, other])
        assert "没有找到" not in page


class TestTooFew:
    @pytest.mark.parametrize("url", ["/compare/", "/compare/?practice=", "/compare/?practice=x"])
    def test_none_gives_a_page_that_says_what_to_do(self, client, url):
        page = html(client, url)
        assert ASK in words(page)
        assert "<table" not in page

    def test_one_is_shown_and_others_are_asked_for(self, client):
        practice = PracticeFactory(published=True)
        page = compared(client, practice, practice)
        assert heads(page) == [practice.slug]
        assert ASK in words(page)


class TestDropping:
    @pytest.mark.parametrize("number", [1, 2, 4])
    def test_the_link_drops_exactly_that_one(self, client, number):
        practices = PracticeFactory.create_batch(number, published=True)
        links = [unescape(url) for url in DROP.findall(compared(client, *practices))]
        assert len(links) == number
        for practice, url in zip(practices, links, strict=True):
            left = [other.slug for other in practices if other != practice]
            assert heads(html(client, f"/compare/{url}")) == left

    def test_what_was_left_out_does_not_come_back_without_being_shown(self, client):
        practices = PracticeFactory.create_batch(5, published=True)
        url = DROP.findall(compared(client, *practices))[0]
        assert heads(html(client, f"/compare/{unescape(url)}")) == slugs_of(practices[1:4])


def test_the_number_of_queries_depends_on_the_practices_only(client):
    practices = PracticeFactory.create_batch(4, published=True)

    def fill(number):
        for practice in practices:
            practice.themes.add(*ThemeFactory.create_batch(number))
            practice.zones.add(*ZoneFactory.create_batch(number, published=True))
            for _ in range(number):
                measure = MeasureFactory(practice=practice)
                EvidenceFactory(measure=MeasureFactory(parent=measure), published=True)
                OutcomeFactory(practice=practice, published=True)
                PracticeProblemFactory(practice=practice)

    url = address(*slugs_of(practices))
    fill(1)
    few = queries(client, url)
    fill(4)
    PracticeFactory.create_batch(20, published=True)
    assert queries(client, url) == few <= 45
