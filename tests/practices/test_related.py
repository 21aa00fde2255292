"""相近的做法: which practices a practice's page offers as near to it, in which order, and why."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from editorial import services
from search.indexing import together
from tests.factories import (
    AnswerFactory,
    EditorFactory,
    EvidenceFactory,
    PracticeFactory,
    PracticeProblemFactory,
    PracticeRelationFactory,
    ProblemFactory,
    ThemeFactory,
    ZoneFactory,
)
from tests.support.pages import queries

pytestmark = pytest.mark.django_db

SECTION = '<h2 id="nearby">相近的做法</h2>'


def practice(name: str, *, problems=(), published: bool = True, **more):
    """Make a practice that has nothing in common with others but what is given."""
    more.setdefault("gist", "略。")
    made = PracticeFactory(name=name, published=published, **more)
    for problem in problems:
        PracticeProblemFactory(practice=made, problem=problem)
    return made


def page(client, of) -> str:
    response = client.get(of.get_absolute_url())
    assert response.status_code == 200
    return unescape(response.content.decode())


def section(client, of) -> str:
    return page(client, of).partition(SECTION)[2].partition("</section>")[0]


def nearby(client, of) -> dict[str, list[str]]:
    """Return the names offered, in their order, each with its reasons."""
    rows = re.findall(
        r'<a class="related-name" href="([^"]+)">([^<]+)</a>\s*'
        r'<span class="related-reason">([^<]+)</span>',
        section(client, of),
    )
    assert all(client.get(url).status_code == 200 for url, _, _ in rows)
    return {name: reasons.split("；") for _, name, reasons in rows}


class TestOrder:
    def test_the_same_problem_before_the_same_theme(self, client):
        problem, theme = ProblemFactory(), ThemeFactory()
        own = practice("梧桐", problems=[problem], themes=[theme])
        practice("银杏", problems=[problem])
        practice("海棠", themes=[theme])
        practice("玉兰")
        assert list(nearby(client, own)) == ["银杏", "海棠"]

    def test_a_rare_problem_before_a_common_one(self, client):
        common, rare = ProblemFactory.create_batch(2)
        own = practice("梧桐", problems=[common, rare])
        practice("银杏", problems=[rare])
        for name in ("海棠", "玉兰", "木棉"):
            practice(name, problems=[common])
        found = nearby(client, own)
        assert next(iter(found)) == "银杏"
        assert set(found) == {"银杏", "海棠", "玉兰", "木棉"}

    def test_two_shared_themes_before_one(self, client):
        themes = ThemeFactory.create_batch(2)
        own = practice("梧桐", themes=themes)
        practice("银杏", themes=themes)
        practice("海棠", themes=themes[:1])
        assert list(nearby(client, own)) == ["银杏", "海棠"]

    def test_the_same_answer_before_the_same_problem(self, client):
        answer, problem = AnswerFactory(published=True), ProblemFactory()
        own = practice("梧桐", problems=[problem])
        practice("银杏", problems=[problem])
        for one in (own, practice("海棠")):
            EvidenceFactory(practice=one, answer=answer)
        assert nearby(client, own) == {
            "海棠": ["出自同一段回答"],
            "银杏": [f"同样回应“{problem.name}”"],
        }

    def test_a_slogan_of_the_same_pattern_before_another_one(self, client):
        theme = ThemeFactory()
        own = practice("一心三亮", themes=[theme])
        practice("一网三联", themes=[theme])
        practice("双培一创", themes=[theme])
        found = nearby(client, own)
        assert list(found) == ["一网三联", "双培一创"]
        assert "口号的构成相同" in found["一网三联"]
        assert "口号的构成相同" not in found["双培一创"]

    def test_names_without_numbers_are_of_no_pattern(self, client):
        theme = ThemeFactory()
        own = practice("梧桐", themes=[theme])
        practice("银杏", themes=[theme])
        assert "口号的构成相同" not in nearby(client, own)["银杏"]

    def test_six_at_most(self, client):
        theme = ThemeFactory()
        own = practice("梧桐", themes=[theme])
        for number in range(9):
            practice(f"第{number}号银杏", themes=[theme])
        assert len(nearby(client, own)) == 6


class TestReasons:
    def test_all_that_is_shared_is_named_and_nothing_else(self, client):
        problems, themes = ProblemFactory.create_batch(3), ThemeFactory.create_batch(2)
        zone = ZoneFactory(published=True)
        own = practice(
            "梧桐", problems=problems[:2], themes=themes, zones=[zone], tags=["树", "花"]
        )
        practice("银杏", problems=problems, themes=themes[:1], zones=[zone], tags=["树"])
        assert nearby(client, own) == {
            "银杏": [
                f"同样回应“{problems[0].name}”“{problems[1].name}”",
                f"同一主题：{themes[0].name}",
                "同一标签：树",
            ]
        }

    def test_another_zone_is_said_only_when_no_zone_is_shared(self, client):
        theme, zones = ThemeFactory(), ZoneFactory.create_batch(3, published=True)
        own = practice("梧桐", themes=[theme], zones=zones[:2])
        practice("银杏", themes=[theme], zones=zones[1:])
        practice("海棠", themes=[theme], zones=zones[2:])
        assert nearby(client, own) == {
            "银杏": [f"同一主题：{theme.name}"],
            "海棠": [f"另一高新区的同一主题：{theme.name}"],
        }

    @pytest.mark.parametrize(("own", "other"), [(1, 0), (0, 1), (0, 0)])
    def test_another_zone_is_not_said_of_what_is_in_no_zone(self, client, own, other):
        theme = ThemeFactory()
        own = practice("梧桐", themes=[theme], zones=ZoneFactory.create_batch(own, published=True))
        zones = ZoneFactory.create_batch(other, published=True)
        practice("银杏", themes=[theme], zones=zones)
        assert nearby(client, own) == {"银杏": [f"同一主题：{theme.name}"]}

    def test_another_zone_is_not_said_when_both_are_in_one_that_is_not_published(self, client):
        theme, zone = ThemeFactory(), ZoneFactory()
        own = practice("梧桐", themes=[theme], zones=[zone])
        practice("银杏", themes=[theme], zones=[zone])
        assert nearby(client, own) == {"银杏": [f"同一主题：{theme.name}"]}

    def test_how_it_is_reckoned_is_explained_and_each_can_be_compared(self, client):
        theme = ThemeFactory()
        own = practice("梧桐", themes=[theme])
        other = practice("银杏", themes=[theme])
        html = section(client, own)
        assert "<summary>怎样算相近</summary>" in html
        for said in ("问题", "标签", "主题", "同一段回答", "口号的构成", "用词"):
            assert said in html.partition("怎样算相近")[2]
        (compare,) = re.findall(r'href="([^"]+)">与它比较', html)
        assert parse_qs(urlsplit(compare).query)["practice"] == [own.slug, other.slug]
        assert client.get(compare).status_code == 200


class TestLikeWords:
    def test_they_are_looked_for_where_nothing_else_is_near(self, client):
        own = practice("云上党课", gist="流动党员在手机上听讲座。")
        practice("移动课堂", gist="流动党员用手机。")
        practice("流动书屋", gist="送书。")
        assert nearby(client, own) == {"移动课堂": ["用词相近"]}

    def test_they_come_after_what_is_really_shared_and_are_no_reason_beside_it(self, client):
        problem = ProblemFactory()
        own = practice("云上党课", gist="流动党员在手机上听讲座。", problems=[problem])
        practice("移动课堂", gist="流动党员用手机。")
        practice("掌上学堂", gist="流动党员用手机。", problems=[problem])
        assert nearby(client, own) == {
            "掌上学堂": [f"同样回应“{problem.name}”"],
            "移动课堂": ["用词相近"],
        }

    def test_they_are_not_looked_for_where_enough_is_near(self, client):
        theme = ThemeFactory()
        own = practice("云上党课", gist="流动党员在手机上听讲座。", themes=[theme])
        practice("移动课堂", gist="流动党员用手机。")
        for number in range(8):
            practice(f"第{number}号银杏", themes=[theme])
        assert "移动课堂" not in nearby(client, own)

    def test_nothing_near_and_there_is_no_section(self, client):
        own = practice("梧桐")
        practice("银杏", themes=[ThemeFactory()], problems=[ProblemFactory()])
        assert "相近的做法" not in page(client, own)


class TestVisibility:
    def test_drafts_are_shown_to_editors_only(self, client):
        problem = ProblemFactory()
        own = practice("梧桐", problems=[problem])
        practice("银杏", problems=[problem], published=False)
        assert "相近的做法" not in page(client, own)
        client.force_login(EditorFactory())
        assert "银杏" in nearby(client, own)

    def test_what_is_archived_is_gone_at_once(self, client):
        problem = ProblemFactory()
        own = practice("梧桐", problems=[problem])
        other = practice("银杏", problems=[problem])
        assert list(nearby(client, own)) == ["银杏"]
        services.archive(record=other, actor=EditorFactory(), reason="过时")
        assert "相近的做法" not in page(client, own)

    @pytest.mark.parametrize("from_this_side", [True, False])
    def test_what_editors_tied_to_it_is_not_repeated(self, client, from_this_side):
        problem = ProblemFactory()
        own, tied = practice("梧桐", problems=[problem]), practice("海棠", problems=[problem])
        practice("银杏", problems=[problem])
        sides = (own, tied) if from_this_side else (tied, own)
        PracticeRelationFactory(practice=sides[0], related=sides[1])
        assert list(nearby(client, own)) == ["银杏"]
        assert page(client, own).count(">海棠</a>") == 1


def test_the_number_of_queries_does_not_grow(client):
    problem, theme, answer = ProblemFactory(), ThemeFactory(), AnswerFactory(published=True)
    own = practice("一心三亮", problems=[problem], themes=[theme], tags=["树"])
    EvidenceFactory(practice=own, answer=answer)

    def fill(numbers):
        with together():
            for number in numbers:
                zones = [ZoneFactory(published=True)]
                near = {"problems": [problem], "themes": [theme], "zones": zones, "tags": ["树"]}
                EvidenceFactory(practice=practice(f"第{number}号银杏", **near), answer=answer)

    fill(range(7))
    few = queries(client, own.get_absolute_url())
    fill(range(7, 20))
    assert queries(client, own.get_absolute_url()) == few
    assert few <= 25
