"""The analysis of any selection: every number is the rows behind it, on the page and in files."""

import re
from html import unescape
from io import BytesIO

import openpyxl
import pytest

from practices.analysis.listed import SECTIONS, TABLES
from tests.factories import (
    AnswerFactory,
    EvidenceFactory,
    PartyOrganizationFactory,
    ProblemFactory,
    ProblemGroupFactory,
    ProblemStatementFactory,
    QuestionFactory,
    SourceFactory,
    ThemeFactory,
    ThemeGroupFactory,
    ZoneFactory,
)
from tests.practices.analysed import PUBLISHED, answering, behind, csv_of, links, rows
from tests.support.pages import html, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# Name, problems, themes, zones, kinds of organizations, tags and answers that are evidence.
PRACTICES = (
    ("一心三亮", (0, 1), (0,), (0,), (0,), ["甲"], (0,)),
    ("双培一创", (1, 2), (1,), (0,), (1,), ["甲"], (1,)),
    ("“三专”服务体系", (0,), (0,), (1,), (0,), ["甲"], (0,)),
    ("三个抓手", (0, 1), (0, 1), (1,), (1,), ["甲"], (1,)),
    ("党建生态圈", (), (1,), (0, 1), (0,), [], (0, 1)),
    ("五个一", (2,), (0,), (), (), [], ()),
)


@pytest.fixture(scope="module")
def base(shared):
    """Six practices over two values of each facet, and statements by four sorts of speakers."""
    groups = ProblemGroupFactory(code="P200"), ThemeGroupFactory(code="T200")
    problems = [ProblemFactory(parent=groups[0], code=f"P200.{n}") for n in (1, 2, 3, 4)]
    themes = [ThemeFactory(parent=groups[1], code=f"T200.{n}") for n in (1, 2)]
    places = (("yihao", "61"), ("erhao", "32"))
    zones = [ZoneFactory(slug=slug, province=code, **PUBLISHED) for slug, code in places]
    kinds = [PartyOrganizationFactory(kind=kind, **PUBLISHED) for kind in ("branch", "committee")]
    said = {"question__interview__source__dated": "2019-03", **PUBLISHED}
    answers = [
        AnswerFactory(appearance__zone=zones[0], **said),
        AnswerFactory(appearance__kind="enterprise_secretary", **PUBLISHED),
    ]
    for name, of_problems, of_themes, of_zones, of_kinds, tags, quoted in PRACTICES:
        made = answering(
            [problems[place] for place in of_problems],
            name=name,
            themes=[themes[place] for place in of_themes],
            zones=[zones[place] for place in of_zones],
            organizations=[kinds[place] for place in of_kinds],
            tags=tags,
        )
        for place in quoted:
            EvidenceFactory(practice=made, answer=answers[place])
    ProblemStatementFactory(problem=problems[0], answer=answers[0])
    ProblemStatementFactory(problem=problems[0], answer=answers[1])
    ProblemStatementFactory(problem=problems[1], question=QuestionFactory(**PUBLISHED))
    document = SourceFactory(**PUBLISHED)
    quote = document.text.partition("。")[0]
    ProblemStatementFactory(problem=problems[3], answer=None, source=document, quote=quote)


QUERIES = (
    "",
    "tag=甲",
    "problem=P200.1",
    "problem=P200.1&problem=P200.2",
    "problem=P200.1&problem=P200.2&problem_match=all",
    "problem=P200&theme=T200.1",
    "zone=yihao",
    "province=32&org_type=branch",
    "q=一心三亮",
    "guest_type=enterprise_secretary",
)


class TestNumbers:
    def test_every_number_is_the_rows_behind_it_in_every_table_of_any_selection(self, client, base):
        known: dict[str, int] = {}
        checked = 0
        for query in QUERIES:
            for name in TABLES:
                for url, number in links(html(client, f"/analysis/{name}/?{query}")):
                    if url not in known:
                        known[url] = behind(client, url)
                    assert known[url] == number, (query, name, url)
                    checked += number > 0
        assert checked > 300

    def test_the_overview_shows_the_first_rows_of_the_tables(self, client, base):
        page = html(client, "/analysis/?tag=甲")
        assert "共 4 条" in words(page)
        parts = page.split('<div class="table-wide"')[1:]
        shown = [name for section in SECTIONS for name in section.tables]
        assert len(parts) == len(shown)
        for name, part in zip(shown, parts, strict=True):
            whole = rows(html(client, f"/analysis/{name}/?tag=甲"))
            assert rows(part) == whole[:10], name

    def test_a_value_that_all_have_has_no_residual_and_few_are_called_shaky(self, client, base):
        (line, *_) = csv_of(client, "/analysis/problem-theme/?problem=P200.1&theme=T200.1")[1:]
        assert line[4] == line[5].partition(".")[0]
        assert line[6] == ""
        assert line[10] == "期望不足 5，慎用"


class TestVoices:
    def lines(self, client, query=""):
        head, *lines = csv_of(client, f"/analysis/voices/?{query}")
        return {line[0]: dict(zip(head, line, strict=True)) for line in lines}

    def test_statements_are_told_apart_by_who_makes_them(self, client, base):
        lines = self.lines(client)
        by = ("陈述", "高新区干部", "企业党组织书记", "访谈提问者", "文献", "提出者的高新区")
        assert {code: [int(line[name]) for name in by] for code, line in lines.items()} == {
            "P200.1": [2, 1, 1, 0, 0, 1],
            "P200.2": [1, 0, 0, 1, 0, 0],
            "P200.3": [0, 0, 0, 0, 0, 0],
            "P200.4": [1, 0, 0, 0, 1, 0],
        }
        answers = ("做法", "做法的高新区", "做法的党组织类别")
        assert {code: [int(line[name]) for name in answers] for code, line in lines.items()} == {
            "P200.1": [3, 2, 2],
            "P200.2": [3, 2, 2],
            "P200.3": [2, 1, 1],
            "P200.4": [0, 0, 0],
        }

    def test_conditions_that_statements_do_not_have_narrow_the_practices_only(self, client, base):
        everything, tagged = self.lines(client), self.lines(client, "tag=甲&guest_type=scholar")
        assert {code: line["陈述"] for code, line in tagged.items()} == {
            code: line["陈述"] for code, line in everything.items() if line["陈述"] != "0"
        }
        assert {line["做法"] for line in tagged.values()} == {"0"}

    def test_the_words_of_a_statement_lead_to_their_passage(self, client, base):
        page = html(client, "/analysis/statements/?problem=P200.1")
        assert re.search(r'<a href="/sources/\d+/[^"]*#passage">', page)


class TestSlogans:
    def test_families_are_counted_and_their_practices_listed(self, client, base):
        lines = {line[0]: line[2] for line in csv_of(client, "/analysis/slogans/")[1:]}
        assert lines == dict.fromkeys(("1-3", "2-1", "3", "3-of", "ones"), "1")
        page = html(client, "/analysis/slogan-names/?family=1-3&tag=甲")
        assert [row[0] for row in rows(page)] == ["一心三亮"]
        assert [line[1] for line in csv_of(client, "/analysis/slogan-names/?family=3")[1:]] == [
            "“三专”服务体系"
        ]

    def test_conditions_beside_a_family_are_taken_off_one_by_one(self, client, base):
        page = html(client, "/analysis/slogan-names/?family=1-3&tag=甲")
        chips = re.findall(r'<li><a href="([^"]*)"><span class="chip-name">', page)
        assert [unescape(url) for url in chips] == [
            "?family=1-3",
            "?tag=%E7%94%B2",
        ]

    def test_an_unknown_family_is_set_aside_and_said(self, client, base):
        page = html(client, "/analysis/slogan-names/?family=x")
        assert "没有“x”这种口号形式，已略去这个条件。" in words(page)
        assert len(rows(page)) == 5


class TestPage:
    def test_a_selection_of_nothing_says_what_comes_and_what_to_loosen(self, client, base):
        page = html(client, "/analysis/?theme=T200.1&q=双培一创&tag=甲")
        said = words(page)
        assert "共 0 条" in said
        assert "放宽一个条件，就能找到" in said
        assert "这一页依次给出：有多少；比预期多还是少" in said

    def test_conditions_are_chips_that_can_be_taken_off(self, client, base):
        page = html(client, "/analysis/?tag=甲&zone=yihao&zone=nowhere")
        assert "没有名为“nowhere”的高新区，已略去这个条件。" in words(page)
        assert re.findall(r'class="chip-clear" href="([^"]*)"', page) == ["/analysis/"]
        chips = re.findall(r'<li><a href="(\?[^"]*)"><span class="chip-name">', page)
        assert sorted(chips) == ["?tag=%E7%94%B2", "?zone=yihao"]

    def test_every_table_has_a_caption_and_scoped_heads(self, client, base):
        for name in TABLES:
            page = html(client, f"/analysis/{name}/")
            assert page.count("<caption") == 1
            assert not re.search(r"<th(?=[ >])(?! scope=)", page), name

    def test_no_table_of_another_name(self, client):
        for name in ("x", "problem", "Year", "problem-tag"):
            assert client.get(f"/analysis/{name}/").status_code == 404

    def test_the_catalogue_and_the_matrix_lead_to_it_with_their_selection(self, client, base):
        for address in ("/practices/?tag=甲", "/matrix/?tag=甲&rows=zone"):
            assert 'href="/analysis/?tag=%E7%94%B2"' in html(client, address)

    def test_what_is_not_noted_is_said(self, client, base):
        assert "另有 1 条没有注明“省份”，不在表中。" in words(html(client, "/analysis/province/"))


class TestFiles:
    @pytest.mark.parametrize("name", list(TABLES))
    def test_files_have_the_rows_of_the_page_and_workbooks_those_of_the_csv(
        self, client, base, name
    ):
        shown = rows(html(client, f"/analysis/{name}/?tag=甲"))
        head, *lines = csv_of(client, f"/analysis/{name}/?tag=甲")
        assert len(lines) == len(shown)
        assert len(set(head)) == len(head)
        assert [line[1] for line in lines] == [row[0] for row in shown]
        response = client.get(f"/analysis/{name}/?tag=甲&format=xlsx")
        book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
        first, about = book.worksheets
        written = list(first.iter_rows(values_only=True))
        assert list(written[0]) == head
        found = [[str(cell) if cell is not None else "" for cell in row] for row in written[1:]]
        assert len(found) == len(lines)
        for row, line in zip(found, lines, strict=True):
            assert [cell.removesuffix(".0") for cell in row] == [
                cell.removesuffix(".0") for cell in line
            ]
        said = [row[1] for row in about.iter_rows(values_only=True) if row[0] == "选择的条件"]
        assert said == ["标签：甲"] or name in ("statements", "stated-zone")

    @pytest.mark.parametrize("name", ["year", "voices"])
    def test_an_unknown_format_is_told_what_there_is(self, client, base, name):
        response = client.get(f"/analysis/{name}/?format=ods&tag=甲")
        assert response.status_code == 400
        page = response.content.decode()
        assert "xlsx" in page
        assert f'href="/analysis/{name}/?tag=%E7%94%B2"' in page

    def test_the_overview_is_no_file(self, client, base):
        response = client.get("/analysis/?format=csv")
        assert response.status_code == 400
        assert "voices" in response.content.decode()


class TestMatrix:
    def test_cells_have_the_expected_count_and_the_residual(self, client, base):
        page = html(client, "/matrix/?rows=problem&cols=theme&show=expected")
        cells = re.findall(r"<b>(\d+)</b><span>期 ([\d.]+)※?</span><span>([^<]*)</span>", page)
        table = {
            (line[1], line[3]): line for line in csv_of(client, "/analysis/problem-theme/")[1:]
        }
        assert len(cells) == len(table)
        assert sorted(int(cell[0]) for cell in cells) == sorted(
            int(line[4]) for line in table.values()
        )
        assert "标准化残差大于 2 是比预期多" in words(page)

    def test_every_number_is_the_rows_behind_it(self, client, base):
        for query in (
            "rows=problem&cols=zone",
            "rows=theme&cols=problem&problem=P200.1&problem=P200.2&problem_match=all",
        ):
            page = html(client, f"/matrix/?{query}&show=expected")
            found = re.findall(r'<a href="([^"]*)" title="[^"]*"><b>(\d+)</b>', page)
            assert found
            for url, number in found:
                assert behind(client, unescape(url)) == int(number), url

    def test_its_file_is_the_table_of_pairs(self, client, base):
        query = "rows=problem&cols=zone&show=expected"
        assert sorted(csv_of(client, f"/matrix/?{query}")) == sorted(
            csv_of(client, "/analysis/problem-zone/")
        )

    def test_other_looks_and_forms_keep_it(self, client, base):
        page = html(client, "/matrix/?show=expected&order=total")
        assert '<input type="hidden" name="show" value="expected">' in page
        assert re.search(r'href="\?[^"]*show=expected[^"]*" aria-current="true">数量多少', page)
        assert re.search(r'href="[^"]*share=1[^"]*">占本行的比例', page)
