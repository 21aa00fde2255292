"""The matrix: the catalogue crossed by two facets, on the page and as a file for spreadsheets."""

import csv
import re
from html import unescape
from io import BytesIO, StringIO
from itertools import permutations

import openpyxl
import pytest

from tests.factories import (
    AnswerFactory,
    EvidenceFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    ProblemStatementFactory,
    QuestionFactory,
    ThemeFactory,
    ZoneFactory,
)
from tests.support.pages import html, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

AXES = ("problem", "theme", "zone", "province", "region", "year", "guest_type", "org_type")
PUBLISHED = {"published": True}
HEAD = re.compile(
    r'<th scope="col"(?: aria-sort="descending")?><a href="([^"]*)"><span>(.*?)</span></a></th>'
)
TOTAL = r'<td class="cell-total">(\d+)</td>'
ROW = re.compile(rf'<tr><th scope="row"><a href="([^"]*)">(.*?)</a></th>{TOTAL}(.*?)</tr>')
CELL = re.compile(r'<td class="cell-(\w+)"><a href="([^"]*)" title="([^"]*)">(.*?)</a></td>')


class Table:
    """What a page of the matrix shows: `cells` are (kind, address, title, words), row by row."""

    def __init__(self, client, query: str):
        self.html = unescape(html(client, f"/matrix/?{query}"))
        body, foot = self.html.partition("<tbody>")[2].split("<tfoot>")
        self.heads, rows = HEAD.findall(self.html), ROW.findall(body)
        self.columns = [label for _, label in self.heads]
        self.rows = [(url, label, int(total)) for url, label, total, _ in rows]
        self.cells = [CELL.findall(cells) for *_, cells in rows]
        assert all(len(cells) == len(self.heads) for cells in self.cells)
        self.total, *self.totals = map(int, re.findall(TOTAL, foot))

    @property
    def numbers(self) -> list[list[int]]:
        """The numbers in the cells; a gap is none."""
        return [[int(cell[3]) if cell[0] != "gap" else 0 for cell in row] for row in self.cells]

    def kinds(self, label: str) -> dict[str, str]:
        """Return what each cell of a row is, by the label of its column."""
        place = [row[1] for row in self.rows].index(label)
        return dict(zip(self.columns, (cell[0] for cell in self.cells[place]), strict=True))


def rows_at(client, url: str) -> int:
    return int(re.search(r"共 (\d+) 条", words(html(client, url)))[1])


def downloaded(client, query: str):
    response = client.get(f"/matrix/?{query}&format=csv")
    assert response.status_code == 200
    return response, list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def practice(*problems, **kwargs):
    made = PracticeFactory(**{**PUBLISHED, **kwargs})
    for problem in problems:
        PracticeProblemFactory(practice=made, problem=problem)
    return made


def terms(factory, number: int) -> list:
    """Make terms of one group, in their order."""
    first = factory()
    return [first, *(factory(parent=first.parent, position=place) for place in range(1, number))]


def stated(problem, zone=None):
    """Have somebody, of `zone` if given, say that there is this problem."""
    answer = AnswerFactory(appearance__zone=zone, **PUBLISHED)
    ProblemStatementFactory(problem=problem, answer=answer)


@pytest.fixture
def base():
    """Five practices spread over two values of each facet, and the same once more as a draft."""
    zones = [ZoneFactory(province=code, **PUBLISHED) for code in ("61", "32")]
    themes, problems = terms(ThemeFactory, 2), terms(ProblemFactory, 2)
    kinds = [PartyOrganizationFactory(kind=kind, **PUBLISHED) for kind in ("branch", "committee")]
    said = {"published": True, "question__interview__source__dated": "2019-03"}
    answers = [AnswerFactory(**said), AnswerFactory(appearance__kind="scholar", published=True)]
    for number in range(6):
        some = slice(0, 2) if number == 4 else slice(number % 2, number % 2 + 1)
        other = (number + number // 3) % 2
        ties = {"zones": zones[some], "organizations": kinds[some], "themes": [themes[other]]}
        tags = ["甲"] if number < 3 else []
        made = practice(problems[other], tags=tags, published=number < 5, **ties)
        EvidenceFactory(practice=made, answer=answers[number % 2])
    practice(problems[0], zones=[ZoneFactory()], organizations=[PartyOrganizationFactory()])
    return zones[0]


class TestCounts:
    def test_every_number_is_the_rows_behind_its_link_for_each_pair_of_axes(self, client, base):
        known = {}

        def behind(url: str) -> int:
            chosen = frozenset(url.partition("?")[2].split("&"))
            if chosen not in known:
                known[chosen] = rows_at(client, url)
            return known[chosen]

        for axes in permutations(AXES, 2):
            table = Table(client, "rows={}&cols={}".format(*axes))
            assert table.total == 6
            assert any(map(any, table.numbers)), axes
            assert [behind(row[0]) for row in table.rows] == [row[2] for row in table.rows], axes
            assert [behind(url) for url, _ in table.heads] == table.totals, axes
            for cells, numbers in zip(table.cells, table.numbers, strict=True):
                assert [behind(cell[1]) for cell in cells] == numbers, axes

    def test_filters_narrow_it_and_stay_in_the_links(self, client, base):
        everything = Table(client, "rows=theme&cols=province")
        table = Table(client, "rows=theme&cols=province&tag=%E7%94%B2")
        assert (everything.total, everything.numbers) == (6, [[1, 2], [2, 1]])
        assert (table.total, table.numbers) == (3, [[0, 2], [1, 0]])
        for row, cells, numbers in zip(table.rows, table.cells, table.numbers, strict=True):
            assert [rows_at(client, cell[1]) for cell in cells] == numbers
            assert rows_at(client, row[0]) == row[2]
        assert Table(client, f"rows=theme&cols=zone&zone={base.slug}").columns == [base.short_name]

    def test_totals_under_a_filter_on_an_axis_are_the_rows_behind_their_links(self, client, base):
        table = Table(client, f"rows=problem&cols=zone&zone={base.slug}")
        assert [rows_at(client, row[0]) for row in table.rows] == [row[2] for row in table.rows]

    def test_drafts_never_count(self, client):
        theme, problem = ThemeFactory(), ProblemFactory()
        practice(problem, themes=[theme], published=False)
        ProblemStatementFactory(problem=problem)
        table = Table(client, "rows=problem&cols=theme")
        assert (table.total, table.kinds(problem.name)) == (0, {theme.name: "0"})
        assert "没有可以交叉的做法" in words(html(client, "/matrix/?rows=zone&cols=year"))


class TestGaps:
    def test_a_problem_said_in_a_zone_without_a_practice_there_is_a_gap(self, client):
        here, there = ZoneFactory.create_batch(2, **PUBLISHED)
        asked, other = ProblemFactory.create_batch(2)
        practice(asked, zones=[there])
        practice(other, zones=[here])
        stated(asked, here)
        stated(asked, there)
        table = Table(client, "rows=problem&cols=zone")
        assert table.kinds(asked.name) == {here.short_name: "gap", there.short_name: "5"}
        assert table.kinds(other.name) == {here.short_name: "5", there.short_name: "0"}
        (gap,) = [cell for row in table.cells for cell in row if cell[0] == "gap"]
        assert gap[2] == f"{asked.name}，{here.short_name}：有问题、无做法"
        assert "有问题、无做法" in gap[3]
        assert rows_at(client, gap[1]) == 0

    def test_a_problem_without_any_practice_is_a_gap_under_every_theme(self, client):
        open_, answered = ProblemFactory.create_batch(2)
        themes = ThemeFactory.create_batch(2)
        practice(answered, themes=themes[:1])
        stated(open_)
        stated(answered)
        table = Table(client, "rows=problem&cols=theme")
        assert set(table.kinds(open_.name).values()) == {"gap"}
        assert set(table.kinds(answered.name).values()) == {"5", "0"}

    @pytest.mark.parametrize("withdrawn", ["source", "interview"])
    @pytest.mark.parametrize("place", ["answer", "question"])
    def test_what_is_withdrawn_makes_no_gap(self, client, place, withdrawn):
        problem, _ = ProblemFactory(), ThemeFactory()
        made = {"answer": AnswerFactory, "question": QuestionFactory}[place](**PUBLISHED)
        ProblemStatementFactory(problem=problem, **{place: made})
        query = "rows=problem&cols=theme"
        assert "gap" in Table(client, query).kinds(problem.name).values()
        record = made.interview if withdrawn == "interview" else made.interview.source
        record.state = "draft"
        record.save()
        assert "gap" not in Table(client, query).kinds(problem.name).values()

    def test_a_practice_that_is_only_filtered_away_leaves_no_gap(self, client):
        problem, _ = ProblemFactory(), ThemeFactory()
        practice(problem)
        practice(tags=["甲"])
        stated(problem)
        table = Table(client, "rows=problem&cols=theme&tag=%E7%94%B2")
        assert set(table.kinds(problem.name).values()) == {"0"}


class TestLooks:
    def test_by_number_the_largest_come_first(self, client):
        themes, problems = terms(ThemeFactory, 3), terms(ProblemFactory, 3)
        for number in (1, 2, 2):
            practice(problems[number], themes=[themes[number]])
        assert Table(client, "").totals == [0, 1, 2]
        table = Table(client, "order=total")
        assert table.totals == [row[2] for row in table.rows] == [2, 1, 0]
        assert table.columns == [theme.name for theme in reversed(themes)]
        assert table.rows[0][1] == problems[2].name

    def test_rows_are_put_in_the_order_of_a_column_by_number_or_by_share(self, client):
        themes, problems = terms(ThemeFactory, 2), terms(ProblemFactory, 3)
        for problem, ours, others in zip(problems, (1, 3, 2), (0, 9, 1), strict=True):
            for number in range(ours + others):
                practice(problem, themes=[themes[number >= ours]])
        by = re.search(
            rf'href="([^"]*)"[^>]*title="各行按“{themes[0].name}”', Table(client, "").html
        )[1]
        assert [row[2] for row in Table(client, by.lstrip("?")).rows] == [12, 3, 1]
        shares = Table(client, f"{by.lstrip('?')}&share=1")
        assert [row[2] for row in shares.rows] == [1, 3, 12]
        assert shares.html.count('aria-sort="descending"') == 1
        assert [row[2] for row in Table(client, "by=nonsense").rows] == [1, 12, 3]
        _, lines = downloaded(client, by.lstrip("?"))
        assert [line[2] for line in lines[2:-1]] == ["12", "3", "1"]

    def test_shares_are_of_the_row(self, client):
        problem, themes = ProblemFactory(), ThemeFactory.create_batch(2)
        practice(problem, themes=themes[:1])
        practice(problem, themes=themes)
        table = Table(client, "rows=problem&cols=theme&share=1")
        assert [cell[3] for cell in table.cells[0]] == ["100%", "50%"]
        assert table.rows[0][2] == 2

    @pytest.mark.parametrize(
        ("rows", "columns"),
        [("theme", "theme"), ("x", "theme"), ("theme", "x" * 9999), ("stage", "tag"), ("", "")],
    )
    def test_axes_that_cannot_be_crossed_are_answered_with_a_sentence(
        self, client, base, rows, columns
    ):
        table = Table(client, f"rows={rows}&cols={columns}")
        assert "行和列要选两个不同的分面，已换成可用的。" in words(table.html)
        assert table.total == 6
        assert "已换成可用的" not in Table(client, "rows=problem&cols=theme").html

    def test_too_many_columns_are_cut_to_the_fullest_and_said(self, client):
        themes, problem = terms(ThemeFactory, 62), ProblemFactory()
        practice(problem, themes=themes[-1:])
        table = Table(client, "rows=problem&cols=theme")
        assert len(table.heads) == 60
        assert table.columns[-1] == themes[-1].name
        assert table.kinds(problem.name)[themes[-1].name] == "5"
        assert "只列做法最多的 60 个" in words(table.html)
        _, lines = downloaded(client, "rows=problem&cols=theme")
        assert len(lines[0]) == 3 + 62


class TestDownload:
    def test_the_workbook_has_the_lines_of_the_csv_with_numbers_as_numbers(self, client, base):
        query = "rows=problem&cols=zone&order=total"
        _, lines = downloaded(client, query)
        response = client.get(f"/matrix/?{query}&format=xlsx")
        assert response["Content-Disposition"] == 'attachment; filename="matrix-problem-zone.xlsx"'
        (sheet,) = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).worksheets
        found = list(sheet.iter_rows(values_only=True))
        assert [["" if cell is None else str(cell) for cell in row] for row in found] == lines
        assert all(isinstance(cell, int) for row in found[2:] for cell in row[2:])

    def test_an_unknown_format_is_told_what_there_is(self, client, base):
        response = client.get("/matrix/?rows=problem&cols=zone&format=ods")
        assert response.status_code == 400
        assert "xlsx" in response.content.decode()

    def test_it_has_the_numbers_of_the_page(self, client, base):
        query = "rows=problem&cols=zone&order=total"
        response, lines = downloaded(client, query)
        table = Table(client, query)
        assert response.content.startswith(b"\xef\xbb\xbf")
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert response["Content-Disposition"] == 'attachment; filename="matrix-problem-zone.csv"'
        assert lines[0] == ["问题＼高新区", "代码", "合计", *table.columns]
        assert [(line[0], [int(cell) for cell in line[2:]]) for line in lines[2:-1]] == [
            (label, [total, *numbers])
            for (_, label, total), numbers in zip(table.rows, table.numbers, strict=True)
        ]
        assert lines[-1] == ["合计", "", *map(str, (table.total, *table.totals))]

    @pytest.mark.parametrize(
        ("field", "value"),
        [*(("short_name", f"{sign}1区") for sign in "=+-@\t"), ("slug", "-1-cmd")],
    )
    def test_no_cell_is_a_formula(self, client, field, value):
        zone = ZoneFactory(**{field: value}, **PUBLISHED)
        practice(zones=[zone], themes=[ThemeFactory(name=f"{value}SUM(1)")])
        for axes in ("rows=zone&cols=theme", "rows=theme&cols=zone"):
            _, lines = downloaded(client, axes)
            cells = [cell for line in lines for cell in line]
            assert any(value in cell for cell in cells)
            assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []


def test_the_number_of_queries_does_not_grow(client):
    def fill(number):
        for _ in range(number):
            practice(ProblemFactory(), themes=[ThemeFactory()], zones=[ZoneFactory(**PUBLISHED)])

    urls = "/matrix/?rows=zone&cols=theme", "/matrix/", "/matrix/?zone=nowhere"
    fill(3)
    few = [queries(client, url) for url in urls]
    fill(27)
    assert [queries(client, url) for url in urls] == few
    assert max(few) <= 5
