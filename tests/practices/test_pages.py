"""The pages of practices, problems, themes and collections."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.models import PracticeRelation
from search.indexing import together
from tests.factories import (
    AllianceFactory,
    AnswerFactory,
    CollectionFactory,
    CollectionItemFactory,
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
    ProblemStatementFactory,
    QuestionFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def page(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return unescape(response.content.decode())


def queries(client, url):
    page(client, url)
    with CaptureQueriesContext(connection) as captured:
        page(client, url)
    return len(captured)


def speech(**appearance):
    """Make an answer that visitors can read."""
    answer = AnswerFactory(published=True)
    for name, value in appearance.items():
        setattr(answer.appearance, name, value)
    answer.appearance.save()
    return answer


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
        assert (
            "高新区党建实践库．一心三亮[DB/OL]．http://testserver/practices/yi-xin-san-liang/"
            in html
        )

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


class TestProblem:
    def test_it_says_what_it_means_who_says_so_and_what_others_do(self, client):
        problem = ProblemFactory(scope_note="出资人有顾虑。", alt_names=["老板不支持"])
        guest, zone = GuestFactory(published=True), ZoneFactory(published=True)
        answer = speech(guest=guest, zone=zone, posts_as_given="联合党支部书记")
        said = ProblemStatementFactory(problem=problem, answer=answer, quote=answer.text[:6])
        theme = ThemeFactory()
        link = PracticeProblemFactory(
            problem=problem,
            practice=PracticeFactory(published=True, themes=[theme]),
            how="上门讲。",
        )
        html = page(client, f"/problems/{problem.code}/")
        for words in (
            problem.plain_question,
            "出资人有顾虑。",
            "老板不支持",
            f"<mark>{said.quote}</mark>",
            guest.name,
            "联合党支部书记",
            zone.short_name,
            theme.name,
            link.practice.name,
            "上门讲。",
        ):
            assert words in html
        assert f'href="{said.passage_url}"' in html
        assert f'href="{said.spoken_url}"' in html

    def test_the_whole_sentence_stands_around_the_words(self, client):
        answer = speech()
        sentence = answer.text.split("。")[0]
        problem = ProblemFactory()
        ProblemStatementFactory(problem=problem, answer=answer, quote=sentence[2:5])
        html = page(client, f"/problems/{problem.code}/")
        assert f"{sentence[:2]}<mark>{sentence[2:5]}</mark>{sentence[5:]}。</blockquote>" in html

    def test_words_that_are_the_whole_sentence_are_not_marked(self, client):
        answer = speech()
        said = ProblemStatementFactory(answer=answer, quote=answer.text.split("。")[0])
        html = page(client, f"/problems/{said.problem.code}/")
        assert f"<blockquote>{said.quote}。</blockquote>" in html

    def test_many_who_say_so_are_folded_behind_the_first(self, client):
        problem = ProblemFactory()
        for _ in range(10):
            ProblemStatementFactory(problem=problem, answer=speech())
        before, after = page(client, f"/problems/{problem.code}/").split("再看2处</summary>")
        assert (before.count("<blockquote>"), after.count("<blockquote>")) == (8, 2)

    def test_a_problem_named_by_the_question_is_told_as_such(self, client):
        question = QuestionFactory(published=True)
        said = ProblemStatementFactory(question=question, quote=question.text[:5])
        html = page(client, f"/problems/{said.problem.code}/")
        assert "访谈提问" in html
        assert question.interview.title in html

    def test_a_problem_without_an_answer_says_so_and_offers_ways_on(self, client):
        problem = ProblemFactory()
        sibling = ProblemFactory(parent=problem.parent)
        html = page(client, f"/problems/{problem.code}/")
        assert "还没有收录回应这个问题的做法" in html
        assert "还没有收录谁这样说过" in html
        assert f'href="/problems/{sibling.code}/"' in html
        assert 'href="/search/"' in html

    def test_practices_are_grouped_by_the_theme_they_share_each_once(self, client):
        problem = ProblemFactory()
        shared, own = ThemeFactory(), ThemeFactory()
        made = [
            PracticeFactory(published=True, themes=themes)
            for themes in ([own, shared], [shared], [])
        ]
        for practice in made:
            PracticeProblemFactory(problem=problem, practice=practice)
        html = page(client, f"/problems/{problem.code}/")
        assert html.count(f'href="{shared.get_absolute_url()}">') == 1
        assert f'href="{own.get_absolute_url()}">' not in html
        for practice in made:
            assert html.count(f">{practice.name}</a>") == 1

    def test_a_group_shows_what_stands_under_it(self, client):
        said = ProblemStatementFactory(answer=speech())
        link = PracticeProblemFactory(problem=said.problem, published=True)
        group = said.problem.parent
        html = page(client, f"/problems/{group.code}/")
        for words in (said.problem.name, said.quote, link.practice.name):
            assert words in html

    def test_related_problems_are_those_that_the_same_practices_answer(self, client):
        link = PracticeProblemFactory(published=True)
        other = PracticeProblemFactory(practice=link.practice)
        hidden = PracticeProblemFactory(practice=PracticeFactory(), problem=link.problem)
        alone = PracticeProblemFactory(practice=hidden.practice)
        html = page(client, f"/problems/{link.problem.code}/")
        assert f"{other.problem.name}</a>" in html
        assert "1条做法同时回应" in html
        assert alone.problem.name not in html

    def test_nothing_unpublished_shows(self, client):
        problem = ProblemFactory()
        said = ProblemStatementFactory(problem=problem)
        link = PracticeProblemFactory(problem=problem)
        shown = PracticeProblemFactory(problem=problem, published=True)
        draft = EvidenceFactory(practice=shown.practice, problem_link=shown, source=SourceFactory())
        html = page(client, f"/problems/{problem.code}/")
        assert shown.practice.name in html
        assert said.quote not in html
        assert link.practice.name not in html
        assert draft.quote not in html

    def test_the_list_has_every_group_with_its_problems_and_what_there_is(self, client):
        said = ProblemStatementFactory(answer=speech())
        PracticeProblemFactory.create_batch(2, problem=said.problem, published=True)
        empty = ProblemFactory(parent=said.problem.parent)
        html = page(client, "/problems/")
        assert said.problem.parent.name in html
        row = html.split(said.problem.name)[1].split("</li>")[0]
        assert "1处说到" in row
        assert "2条做法" in row
        assert "还没有做法" in html.split(empty.name)[1].split("</li>")[0]


class TestTheme:
    def test_it_lists_its_practices_and_the_problems_they_answer(self, client):
        theme = ThemeFactory(scope_note="说明在此。")
        shown = PracticeFactory(published=True, themes=[theme])
        link = PracticeProblemFactory(practice=shown)
        draft = PracticeFactory(themes=[theme])
        html = page(client, f"/themes/{theme.code}/")
        for words in ("说明在此。", shown.name, link.problem.name):
            assert words in html
        assert draft.name not in html

    def test_a_group_shows_the_practices_of_its_themes(self, client):
        theme = ThemeFactory()
        shown = PracticeFactory(published=True, themes=[theme])
        html = page(client, f"/themes/{theme.parent.code}/")
        assert theme.name in html
        assert shown.name in html

    def test_an_empty_theme_says_so(self, client):
        theme = ThemeFactory()
        assert "还没有收录这个主题的做法" in page(client, f"/themes/{theme.code}/")

    def test_the_list_has_every_group_with_its_themes(self, client):
        theme = ThemeFactory()
        html = page(client, "/themes/")
        assert f'href="/themes/{theme.code}/"' in html
        assert f'href="/themes/{theme.parent.code}/"' in html


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
