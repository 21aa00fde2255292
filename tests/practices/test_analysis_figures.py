"""Figures of the analysis against those worked out by hand, and what it costs to make them."""

import pytest

from practices.analysis.listed import TABLES
from tests.factories import (
    AnswerFactory,
    ProblemFactory,
    ProblemStatementFactory,
    ThemeFactory,
    ZoneFactory,
)
from tests.practices.analysed import PUBLISHED, answering, csv_of, rows
from tests.support.pages import html, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_expected_counts_are_those_worked_out_by_hand(client):
    problem, themes = ProblemFactory(), [ThemeFactory(), ThemeFactory()]
    for number in range(20):
        answering([problem] * (number < 12), themes=[themes[number % 4 == 0 or number > 14]])
    table = csv_of(client, "/analysis/problem-theme/")
    (line,) = [line for line in table if line[3] == themes[1].name]
    # 0, 4, 8, 12 and 15 to 19: nine of twenty; of the first twelve three.
    assert line[4:6] == ["3", "5.4"]
    # (3 − 5.4) / √(5.4 · 0.4 · 0.55)
    assert float(line[6]) == pytest.approx(-2.2019, abs=1e-3)
    assert line[7:10] == ["-2.4", "12", "9"]
    assert line[10] == ""
    (cell,) = [
        row for row in rows(html(client, "/analysis/problem-theme/")) if row[1] == themes[1].name
    ]
    assert cell[2:] == ["3", "5.4", "−2.2", "−2.4", "12", "9", ""]


def test_pairs_of_problems_have_lift_and_jaccard(client):
    one, other = ProblemFactory(), ProblemFactory()
    for number in range(10):
        answering([one] * (number < 4) + [other] * (2 <= number < 7))
    (line,) = csv_of(client, "/analysis/problems-together/")[1:]
    assert line[4:9] == ["2", "4", "5", "1.0", "0.2857"]


def test_the_missing_side_is_named_and_open_problems_come_first(client):
    open_, unnamed, both = ProblemFactory.create_batch(3)
    answering([unnamed, both])
    for problem in (open_, both):
        ProblemStatementFactory(problem=problem, answer=AnswerFactory(**PUBLISHED))
    assert [(line[0], line[-1]) for line in csv_of(client, "/analysis/voices/")[1:]] == [
        (open_.code, "有人提出，没有做法"),
        (both.code, ""),
        (unnamed.code, "有做法，没有人提出"),
    ]


def test_long_tables_are_cut_on_the_page_and_whole_in_the_file(client, monkeypatch):
    monkeypatch.setattr("practices.analysis.views.MOST_ON_PAGE", 3)
    for _ in range(5):
        answering([], zones=[ZoneFactory(**PUBLISHED)])
    page = html(client, "/analysis/zone/")
    assert len(rows(page)) == 3
    assert "网页上只列前 3 行；下载的表格是全的。" in words(page)
    assert len(csv_of(client, "/analysis/zone/")) == 6


def test_no_cell_is_a_formula(client):
    zone = ZoneFactory(short_name="=1+1", **PUBLISHED)
    answering([], zones=[zone])
    assert csv_of(client, "/analysis/zone/")[1][1] == "'=1+1"


def test_the_number_of_queries_does_not_grow(client):
    def fill(number):
        for _ in range(number):
            problem = ProblemFactory()
            answering(
                [problem], themes=[ThemeFactory()], zones=[ZoneFactory(**PUBLISHED)], name="三亮"
            )
            ProblemStatementFactory(problem=problem, answer=AnswerFactory(**PUBLISHED))

    urls = ["/analysis/", *(f"/analysis/{name}/" for name in TABLES)]
    fill(3)
    few = [queries(client, url) for url in urls]
    fill(27)
    assert [queries(client, url) for url in urls] == few
    assert max(few) <= 6
