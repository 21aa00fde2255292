"""The values of a facet as a file, and problems that must all be answered."""

import csv
import re
from html import unescape
from io import BytesIO, StringIO

import openpyxl
import pytest

from tests.factories import EditorFactory, PracticeFactory, ProblemFactory
from tests.practices.analysed import PUBLISHED, answering, behind
from tests.support.pages import html

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

COUNT = re.compile(r'data-facet="([^"]*)" data-value="([^"]*)" data-count="(\d+)"')


@pytest.fixture(scope="module")
def problems(shared):
    both = ProblemFactory.create_batch(2)
    answering(both, tags=["=甲", "乙"])
    answering(both[:1], tags=["乙"])
    answering(both, published=False, tags=["丙"])
    return both


def lines(client, url: str) -> list[list[str]]:
    response = client.get(url)
    assert response.status_code == 200
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


class TestFiles:
    def test_it_has_every_value_with_its_parent_and_the_counts_of_the_page(self, client, problems):
        head, *values = lines(client, "/practices/facets/problem/?format=csv")
        one, other = problems
        assert head == ["代码", "问题", "上级代码", "上级", "条数"]
        assert values == [
            [one.parent.code, one.parent.name, "", "", "2"],
            [one.code, one.name, one.parent.code, one.parent.name, "2"],
            [other.parent.code, other.parent.name, "", "", "1"],
            [other.code, other.name, other.parent.code, other.parent.name, "1"],
        ]
        page = html(client, "/practices/facets/problem/")
        assert [[code, count] for _, code, count in COUNT.findall(page)] == [
            [line[0], line[4]] for line in values
        ]

    def test_the_page_offers_it_under_its_own_conditions(self, client, problems):
        code = problems[1].code
        page = html(client, f"/practices/facets/tag/?zone=x&problem={code}&find=yi&page=7")
        (url,) = re.findall(r'href="([^"]*format=csv[^"]*)" download', page)
        assert unescape(url) == f"/practices/facets/tag/?problem={code}&find=yi&format=csv"
        assert lines(client, unescape(url))[1:] == [["乙", "乙", "", "", "1"]]

    def test_a_workbook_has_the_same_lines_and_what_they_are(self, client, problems):
        response = client.get("/practices/facets/tag/?format=xlsx")
        assert response["Content-Disposition"].startswith('attachment; filename="practice-tag-')
        book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
        values, about = (list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets)
        assert [(row[0], row[4]) for row in values[1:]] == [("乙", 2), ("=甲", 1)]
        assert ("选择的条件", "全部") in [row[:2] for row in about]

    def test_drafts_never_count_and_no_cell_is_a_formula(self, client, problems):
        client.force_login(EditorFactory())
        found = lines(client, "/practices/facets/tag/?format=csv")
        assert [line[0] for line in found[1:]] == ["乙", "'=甲"]

    @pytest.mark.parametrize("path", ["/interviews/facets/year/", "/practices/facets/tag/"])
    def test_an_unknown_format_is_told_what_there_is(self, client, problems, path):
        response = client.get(f"{path}?format=json")
        assert response.status_code == 400
        assert "xlsx" in response.content.decode()


class TestAllOfSeveralProblems:
    def test_only_practices_that_answer_each_are_listed_and_counted(self, client, problems):
        PracticeFactory(**PUBLISHED)
        query = "&".join(f"problem={problem.code}" for problem in problems)
        assert behind(client, f"/practices/?{query}") == 2
        page = html(client, f"/practices/?{query}&problem_match=all")
        assert behind(client, f"/practices/?{query}&problem_match=all") == 1
        assert 'name="problem_match" value="all" checked' in page
        counts = {code: count for name, code, count in COUNT.findall(page) if name == "problem"}
        terms = [term.code for problem in problems for term in (problem.parent, problem)]
        assert counts == dict.fromkeys(terms, "1")
