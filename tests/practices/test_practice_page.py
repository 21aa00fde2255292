"""The page of a practice."""

import re

import pytest

from practices.models import PracticeRelation
from tests.factories import (
    AllianceFactory,
    EditorFactory,
    EvidenceFactory,
    GuestFactory,
    HostUnitFactory,
    MeasureFactory,
    OutcomeFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    PracticeProblemFactory,
    PracticeRelationFactory,
    ProblemFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactory,
)

from .reading import page, speech

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def practice():
    return PracticeFactory(published=True, name="一心三亮", slug="yi-xin-san-liang")


URL = "/practices/yi-xin-san-liang/"


class TestPractice:
    def test_it_is_read_in_three_depths(self, client, practice):
        practice.background, practice.body = "一体化运行之后。", "第一段。\n第二段，**要紧**。"
        practice.save()
        measure = MeasureFactory(practice=practice, label="三亮")
        MeasureFactory(practice=practice, parent=measure, label="党员亮身份")
        words = EvidenceFactory(practice=practice, answer=speech())
        html = page(client, URL)
        assert practice.gist in html
        assert html.index("三亮</span>") < html.index("党员亮身份</span>")
        assert "<p>第一段。</p>\n<p>第二段，<strong>要紧</strong>。</p>" in html
        assert words.quote in html

    def test_a_part_is_drawn_inside_the_part_it_belongs_to(self, client, practice):
        above = MeasureFactory(practice=practice, label="三亮", position=2)
        MeasureFactory(practice=practice, label="一心", content="不忘初心", position=1)
        MeasureFactory(practice=practice, parent=above, label="工作亮标准", content="")
        labels = re.findall(
            r'<ul class="tree">|</ul>|<span class="part-label">(.*?)</span>', page(client, URL)
        )
        tree = [label for label in labels if label]
        assert tree == ["一心", "三亮", "工作亮标准"]
        inner = page(client, f"{URL}").split("三亮</span>")[1].split("工作亮标准")[0]
        assert '<ul class="tree">' in inner

    def test_each_part_shows_its_words_and_the_way_to_them(self, client, practice):
        measure = MeasureFactory(practice=practice)
        words = EvidenceFactory(measure=measure, answer=speech())
        html = page(client, URL)
        assert f"<q>{words.quote}</q>" in html
        assert f'href="{words.passage_url}"' in html
        assert f'href="{words.spoken_url}"' in html
        assert "?at=" in words.passage_url

    def test_problems_come_with_how_they_are_answered(self, client, practice):
        link = PracticeProblemFactory(practice=practice, how="设党员示范岗。")
        words = EvidenceFactory(practice=practice, problem_link=link, answer=speech())
        html = page(client, URL)
        assert f'href="/problems/{link.problem.code}/"' in html
        assert "设党员示范岗。" in html
        assert f'href="{words.passage_url}"' in html

    def test_beside_it_stands_where_by_whom_and_what_came_of_it(self, client, practice):
        zone, theme = ZoneFactory(published=True), ThemeFactory()
        organization = PartyOrganizationFactory(published=True)
        unit = HostUnitFactory(published=True)
        for relation, record in (
            (practice.zones, zone),
            (practice.themes, theme),
            (practice.organizations, organization),
            (practice.host_units, unit),
        ):
            relation.add(record)
        practice.alliance = AllianceFactory(published=True)
        practice.started = "2019-05"
        practice.save()
        OutcomeFactory(practice=practice, published=True, value=10, as_of="2020-09")
        html = page(client, URL)
        for record in (zone, theme, organization, practice.alliance):
            assert f'href="{record.get_absolute_url()}"' in html
        for words in (unit.name, "超过10万人次", "2019年5月", "2020年9月"):
            assert words in html

    def test_related_practices_come_with_the_reason_from_either_side(self, client, practice):
        kind = PracticeRelation.Kind.INCLUDES
        below = PracticeRelationFactory(practice=practice, kind=kind, published=True, note="其一。")
        above = PracticeRelationFactory(related=practice, kind=kind, published=True, note="筑基。")
        html = page(client, URL)
        assert re.search(rf"{below.related.name}</a>.*?包含：其一。", html, re.DOTALL)
        assert re.search(rf"{above.practice.name}</a>.*?属于：筑基。", html, re.DOTALL)

    def test_others_with_the_same_problem_are_offered_most_in_common_first(self, client, practice):
        problems = ProblemFactory.create_batch(2)
        for problem in problems:
            PracticeProblemFactory(practice=practice, problem=problem)
        one, both = PracticeFactory.create_batch(2, published=True)
        PracticeProblemFactory(practice=one, problem=problems[0])
        for problem in problems:
            PracticeProblemFactory(practice=both, problem=problem)
        html = page(client, URL)
        assert html.index(both.name) < html.index(one.name)
        said = re.search(r"同样回应“(\w+)”“(\w+)”", html)
        assert set(said.groups()) == {problem.name for problem in problems}

    def test_the_sources_are_cited(self, client, practice):
        source = SourceFactory(published=True, title="为什么抓", publication="党建通讯")
        EvidenceFactory.create_batch(2, practice=practice, source=source)
        html = page(client, URL)
        assert html[: html.index("</main>")].count("为什么抓[J]. 党建通讯, 2020.") == 1
        own = (
            client.get("/cite/practice/yi-xin-san-liang/", {"format": "gbt7714"})
            .content.decode()
            .splitlines()[0]
        )
        assert own.startswith("一心三亮[DB/OL]//高新区党建实践库. (")
        assert own.endswith("http://testserver/practices/yi-xin-san-liang/?v=1.")
        assert f'引用本页：<span class="reference">{own}</span>' in html

    def test_a_former_address_leads_to_it(self, client, practice):
        practice.slug = "yi-xin"
        practice.save()
        response = client.get(URL)
        assert response.status_code == 301
        assert response["Location"] == "/practices/yi-xin/"

    def test_a_draft_is_not_there_for_visitors_but_for_editors(self, client):
        draft = PracticeFactory()
        assert client.get(draft.get_absolute_url()).status_code == 404
        client.force_login(EditorFactory())
        assert "做法（草稿）" in page(client, draft.get_absolute_url())

    def test_editors_find_the_way_to_the_form_and_visitors_do_not(self, client, practice):
        form = f"/admin/practices/practice/{practice.pk}/change/"
        assert form not in page(client, URL)
        client.force_login(EditorFactory())
        assert form in page(client, URL)

    def test_with_nothing_but_name_and_gist_it_still_answers(self, client, practice):
        html = page(client, URL)
        assert "拆开来看" not in html
        assert ">原话</h2>" not in html


class TestNothingUnpublishedOnAPractice:
    def test_records_tied_to_it(self, client, practice):
        drafts = [ZoneFactory(), PartyOrganizationFactory(), HostUnitFactory(), AllianceFactory()]
        practice.zones.add(drafts[0])
        practice.organizations.add(drafts[1])
        practice.host_units.add(drafts[2])
        practice.alliance = drafts[3]
        practice.save()
        related = PracticeRelationFactory(practice=practice).related
        shared = PracticeProblemFactory(practice=practice)
        other = PracticeProblemFactory(problem=shared.problem).practice
        html = page(client, URL)
        assert shared.problem.name in html
        for record in (*drafts, related, other):
            assert str(record) not in html

    def test_words_of_an_unpublished_source(self, client, practice):
        words = EvidenceFactory(practice=practice, source=SourceFactory())
        figure = OutcomeFactory(practice=practice, source=SourceFactory())
        html = page(client, URL)
        assert words.quote not in html
        assert figure.indicator not in html
        assert words.source.title not in html

    def test_a_speaker_and_zone_that_are_not_published(self, client, practice):
        guest, zone = GuestFactory(), ZoneFactory()
        words = EvidenceFactory(practice=practice, answer=speech(guest=guest, zone=zone))
        html = page(client, URL)
        assert words.quote in html
        assert guest.name not in html
        assert zone.short_name not in html
