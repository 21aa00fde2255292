"""Documents of records, of pieces that somebody collected, and of selections."""

from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.merging import merge
from exports.word.compiling import MOST, compile_pieces
from practices.models import PracticeProblem
from search.indexing import together
from sources.citations import gbt7714
from sources.models import Source
from tests.factories import (
    AnswerFactory,
    CollectionFactory,
    CollectionItemFactory,
    EditorFactory,
    MeasureFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    ProblemStatementFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactory,
)
from tests.support.pages import html

from .documents import drafted, full_practice, taken

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ROOT = "https://kb.example.org"


@dataclass(frozen=True)
class Passage:
    source: Source
    quote: str
    start: int


@pytest.fixture
def practice():
    return full_practice(name="一心三亮", slug="yi-xin-san-liang")


def compiled(*pieces, by="order"):
    return drafted(compile_pieces(pieces, title="我的材料", by=by, root=ROOT))


class TestPractice:
    def test_everything_of_it_is_printed_with_words_and_sources(self, client, practice):
        file = taken(client, "/word/practice/yi-xin-san-liang.docx")
        assert file.texts("Title") == ["一心三亮"]
        assert file.headings == [(1, "一心：不忘初心"), (2, "初心课堂")]
        outcome = practice.outcomes.get()
        for words in (
            practice.gist.rstrip("。"),
            "背景在这里。",
            f"{outcome.indicator}：{outcome.display}",
        ):
            assert words in file.words
        assert practice.problem_links.get().how in file.words
        whole, _ = practice.evidence.order_by("measure")
        said = file.texts("引文署名")[0]
        assert whole.answer.appearance.guest.name in said
        assert "临江高新区党工委组织部部长[1]第" in said
        assert file.notes == [f"[N] {gbt7714(whole.source)}"]
        closing = file.texts("Signature")
        assert closing[0] == "高新区党建实践库"
        assert closing[2] == "http://testserver/practices/yi-xin-san-liang/"

    def test_words_within_other_words_are_printed_once(self, client, practice):
        text = practice.evidence.first().source.text
        long = text.split("\n")[2]
        practice.evidence.update(quote=long[:8], measure=None)
        first = practice.evidence.order_by("pk").first()
        practice.evidence.filter(pk=first.pk).update(quote=long)
        file = taken(client, "/word/practice/yi-xin-san-liang.docx")
        assert file.texts("Quote") == [long]

    def test_deep_parts_are_not_lost_where_levels_end(self, client, practice):
        measure = practice.measures.get(label="初心课堂")
        for name in ("第三层", "第四层", "第五层", "第六层"):
            measure = MeasureFactory(practice=practice, parent=measure, label=name, content="")
        file = taken(client, "/word/practice/yi-xin-san-liang.docx")
        assert file.headings[2:] == [(3, "第三层"), (4, "第四层")]
        deeper = [text for text in file.texts("Body Text") if "层" in text]
        assert deeper == ["第五层。", "第六层。"]

    def test_the_files_name_is_chinese_and_safe(self, client):
        PracticeFactory(name='“三专”/服务: 体系?"\r\n', slug="san-zhuan", published=True)
        response = client.get("/word/practice/san-zhuan.docx")
        header = response["Content-Disposition"]
        assert header.startswith('attachment; filename="practice-san-zhuan-20')
        assert unquote(header.partition("''")[2]).startswith("“三专”-服务-体系-20")
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_a_page_leads_to_its_documents(self, client, practice):
        page = html(client, practice.get_absolute_url())
        assert 'href="/word/practice/yi-xin-san-liang.docx"' in page
        assert 'href="/word/practice/yi-xin-san-liang/brief.docx"' in page


def test_documents_are_found_at_addresses_from_before(client, practice):
    practice.slug = "xin-di-zhi"
    practice.save()
    for end in (".docx", "/brief.docx"):
        assert taken(client, f"/word/practice/yi-xin-san-liang{end}").texts("Title") == ["一心三亮"]


def test_a_term_that_was_merged_gives_the_document_of_the_other(client):
    gone, kept = ProblemFactory(), ProblemFactory(name="并入的问题")
    PracticeProblemFactory(problem=gone, published=True)
    merge(kept, gone, actor=EditorFactory())
    file = taken(client, f"/word/problem/{gone.code}.docx")
    assert file.texts("封面标题") == ["并入的问题：各地做法"]


class TestInterview:
    def test_questions_are_headings_and_answers_begin_with_the_speaker(self, client):
        answer = AnswerFactory(published=True)
        url = f"/word/interview/{answer.interview.slug}.docx"
        file = taken(client, url)
        assert file.headings == [(1, answer.question.text)]
        first = answer.paragraphs[0].text
        assert f"{answer.appearance.guest.name}：{first}" in file.texts("Body Text")
        assert file.notes == [f"[N] {gbt7714(answer.interview.source)}"]
        assert f'href="{url}"' in html(client, answer.interview.get_absolute_url())


class TestProblem:
    def test_who_has_it_stands_before_what_others_do(self, client, practice):
        problem = practice.problem_links.get().problem
        statement = ProblemStatementFactory(problem=problem, published=True)
        url = f"/word/problem/{problem.code}.docx"
        file = taken(client, url)
        assert [text for level, text in file.headings if level == 1] == ["问题", "各地做法"]
        assert (2, "一心三亮") in file.headings
        assert file.texts("Quote")[0] == statement.quote
        assert f'href="{url}"' in html(client, problem.get_absolute_url())

    def test_a_group_has_a_section_for_each_problem(self, client):
        one = PracticeProblemFactory(published=True)
        other = ProblemFactory(parent=one.problem.parent)
        PracticeProblemFactory(problem=other, practice=PracticeFactory(published=True))
        file = taken(client, f"/word/problem/{one.problem.parent.code}.docx")
        sections = {text for level, text in file.headings if level == 1}
        assert sections == {one.problem.name, other.name}

    def test_one_without_an_answer_says_so(self, client):
        problem = ProblemFactory()
        assert "还没有收录做法。" in taken(client, f"/word/problem/{problem.code}.docx").words


def test_a_theme_gives_its_practices(client):
    theme = ThemeFactory(scope_note="范围说明。")
    PracticeFactory(name="甲做法", themes=[theme], published=True)
    file = taken(client, f"/word/theme/{theme.code}.docx", by="order")
    assert "范围说明。" in file.words
    assert file.headings == [(1, "甲做法")]
    assert f"/word/theme/{theme.code}.docx" in html(client, theme.get_absolute_url())


def test_a_collection_keeps_the_editors_order_and_remarks(client):
    collection = CollectionFactory(introduction="**编者**按。", published=True)
    for position, name in ((2, "甲做法"), (1, "乙做法")):
        practice = PracticeFactory(name=name, published=True)
        CollectionItemFactory(
            collection=collection, practice=practice, position=position, remark=f"说{name}"
        )
    url = f"/word/collection/{collection.slug}.docx"
    file = taken(client, url)
    assert file.headings == [(1, "乙做法"), (1, "甲做法")]
    assert file.texts("按语") == ["按：说乙做法", "按：说甲做法"]
    assert "编者按。" in file.texts("Body Text")
    assert f'href="{url}"' in html(client, collection.get_absolute_url())


class TestComparison:
    def test_practices_are_columns_in_the_order_asked_for(self, client, practice):
        other = PracticeFactory(name="双培一创", published=True)
        query = f"practice={other.slug}&practice={practice.slug}"
        file = taken(client, f"/word/compare.docx?{query}")
        rows = [[cell.text for cell in row.cells] for row in file.document.tables[0].rows]
        assert rows[0] == ["项目", "双培一创", "一心三亮"]
        assert ["第1部分", "", "一心：不忘初心\n—初心课堂"] in rows
        assert ["构成", "", ""] in rows
        assert len(file.notes) == 1
        page = html(client, f"/compare/?{query}")
        assert f"/word/compare.docx?{query.replace('&', '&amp;')}" in page

    def test_what_two_have_stands_first_in_a_row_of_its_own_and_is_marked(self, client):
        one, other = (PracticeFactory(name=name, published=True) for name in "甲乙")
        own, shared = ProblemFactory.create_batch(2)
        PracticeProblemFactory(practice=one, problem=own, how="甲自己的办法")
        for practice in (one, other):
            PracticeProblemFactory(practice=practice, problem=shared, how=f"{practice.name}的办法")
        file = taken(client, f"/word/compare.docx?practice={one.slug}&practice={other.slug}")
        rows = [[cell.text for cell in row.cells] for row in file.document.tables[0].rows]
        place = rows.index(["回应的问题", "", ""])
        assert rows[place + 1] == [f"{shared.name}（共有）", "甲的办法", "乙的办法"]
        assert rows[place + 2] == [own.name, "甲自己的办法", ""]

    @pytest.mark.parametrize("query", ["", "practice=", "practice=yi-xin-san-liang&practice=x"])
    def test_fewer_than_two_is_a_sentence(self, client, practice, query):
        response = client.get(f"/word/compare.docx?{query}")
        assert response.status_code == 400
        assert "要比较，请选2到4个已发布的做法" in response.content.decode()


class TestPieces:
    def test_practices_answers_and_passages_stand_in_their_order(self, practice):
        answer = AnswerFactory(published=True)
        source = SourceFactory(published=True)
        quote = source.text.split("\n")[3]
        passage = Passage(source, quote, source.text.index(quote))
        file = compiled((passage, "重点"), (practice, ""), (answer, "可问"))
        assert [text for level, text in file.headings if level == 1] == [
            f"《{source.title}》摘录",
            "一心三亮",
            f"{answer.appearance.guest.name}谈“{answer.question.text}”",
        ]
        assert file.texts("按语") == ["按：重点", "按：可问"]
        assert quote in file.texts("Quote")
        assert "]第4段" in file.texts("引文署名")[0]
        assert "收录1个做法，来自1个高新区，另有原话2段" in file.texts("封面文字")

    def test_by_problem_what_answers_the_same_stands_together_once(self):
        shared, own, before = ProblemFactory.create_batch(3)
        one, other, none = (PracticeFactory(name=name, published=True) for name in "甲乙丙")
        for practice, problem in ((one, own), (one, shared), (other, shared)):
            PracticeProblemFactory(practice=practice, problem=problem)
        file = compiled((none, ""), (other, ""), (one, ""), by="problem")
        assert file.headings == [
            (1, shared.name), (2, "乙"), (2, "甲"), (1, "其他"), (2, "丙"),
        ]  # fmt: skip
        assert before.name not in file.words

    def test_sections_by_problem_follow_the_vocabulary(self):
        group = ProblemFactory().parent
        problems = [ProblemFactory(parent=group, code=f"{group.code}.{n}") for n in (9010, 902)]
        practices = [PracticeFactory(published=True) for _ in problems]
        for practice, problem in zip(practices, problems, strict=True):
            PracticeProblem.objects.create(practice=practice, problem=problem)
        file = compiled(*((one, "") for one in practices), by="problem")
        sections = [text for level, text in file.headings if level == 1]
        assert sections == [problems[1].name, problems[0].name]

    def test_by_zone_each_zone_has_a_section(self):
        zones = ZoneFactory.create_batch(2, published=True)
        practices = [PracticeFactory(zones=[zone], published=True) for zone in zones]
        file = compiled(*((one, "") for one in practices), by="zone")
        sections = [text for level, text in file.headings if level == 1]
        assert sections == [zone.short_name for zone in zones]

    def test_what_is_not_published_is_left_out(self):
        zone = ZoneFactory()
        shown = PracticeFactory(name="公开的做法", zones=[zone], published=True)
        drafts = [PracticeFactory(), AnswerFactory(), Passage(SourceFactory(), "大家谈党建", 0)]
        file = compiled(*((thing, "草稿的话") for thing in drafts), (shown, ""))
        assert file.headings == [(1, "公开的做法")]
        for hidden in (zone.short_name, drafts[0].name, "草稿的话", drafts[2].source.title):
            assert hidden not in file.words


class TestSelection:
    def test_the_catalogue_gives_what_is_selected(self, client):
        theme = ThemeFactory(name="组织建设之一")
        PracticeFactory(name="选中的", themes=[theme], published=True)
        PracticeFactory(name="没选的", published=True)
        file = taken(client, "/practices/", format="docx", theme=theme.code, by="order")
        assert file.headings == [(1, "选中的")]
        assert "收录的条件：主题：组织建设之一。" in file.words
        page = html(client, f"/practices/?theme={theme.code}")
        assert f"?theme={theme.code}&amp;format=docx" in page

    def test_more_than_a_document_takes_is_said_with_other_ways(self, client):
        with together():
            PracticeFactory.create_batch(MOST + 1, published=True)
        response = client.get("/practices/?format=docx")
        page = response.content.decode()
        assert response.status_code == 400
        assert f"这里有 {MOST + 1} 个做法，一份 Word 文档最多收 {MOST} 个" in page
        assert 'href="/practices/?format=xlsx"' in page
        assert 'href="/data/#archive"' in page

    @pytest.mark.parametrize(
        ("url", "sentence"),
        [
            ("/practices/?format=docx", "没有符合条件的做法"),
            ("/practices/?format=docx&by=year", "没有“year”这种编排"),
            ("/practices/?format=doc", "没有“doc”这种格式"),
            ("/zones/?format=docx", "没有“docx”这种格式"),
            ("/word/practice/x.docx?by=year", "没有“year”这种编排"),
        ],
    )
    def test_what_there_is_not_is_a_sentence(self, client, url, sentence):
        response = client.get(url)
        assert response.status_code == 400
        assert sentence in response.content.decode()


def test_hundred_practices_take_no_more_queries_than_three(client):
    def count():
        client.get("/practices/?format=docx")
        with CaptureQueriesContext(connection) as captured:
            taken(client, "/practices/", format="docx")
        return len(captured)

    for _ in range(3):
        full_practice()
    few = count()
    for _ in range(6):
        full_practice()
    assert count() <= few <= 25
