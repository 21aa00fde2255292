"""The search finds what is there and puts the best first, on both databases.

The queries and how they are judged: `tests/search/relevance/`. `make bench` prints the table.
"""

from statistics import mean

import opencc
import pytest
from django.db import transaction

from search.finding import find_in
from search.folding import fold
from search.highlighting import found_at, mark
from search.models import Document
from search.queries import parse
from search.registry import kind_named
from search.results import results_of, terms_of
from tests.search.relevance.base import load
from tests.search.relevance.measuring import Measured, measure, ranking, table
from tests.search.relevance.queries import Judge, Judged

# Names are typed to be found first; whatever contains a piece of text must be among the first.
NAMED = ("title", "slogan", "name")


@pytest.fixture(scope="module")
def judge(django_db_setup, django_db_blocker):
    """The real content among a thousand made-up practices; loaded once, since that takes long."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield Judge()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def queries(judge) -> list[Judged]:
    return judge.all()


@pytest.fixture(scope="module")
def measured(queries) -> dict[str, Measured]:
    return measure(queries)


def test_there_are_enough_queries_of_every_sort(queries):
    assert len(queries) >= 120
    assert len({judged.query for judged in queries}) >= 120
    assert all(judged.grades for judged in queries)


def test_the_best_come_first_for_every_sort_of_query(measured):
    low = {sort for sort, one in measured.items() if sort != "pinyin" and mean(one.ndcg) < 0.9}
    assert not low, table(measured)


def test_titles_slogans_and_names_come_first(measured):
    assert all(mean(measured[sort].rank) >= 0.95 for sort in NAMED), table(measured)


def test_every_record_that_contains_a_piece_of_text_is_found(measured):
    assert mean(measured["substring"].recall) == 1.0, table(measured)


def test_pinyin_leads_to_the_name(measured):
    assert mean(measured["pinyin"].rank) >= 0.9, table(measured)


def test_traditional_characters_find_exactly_what_simplified_ones_find(queries):
    to_traditional = opencc.OpenCC("s2t").convert
    differing = [
        judged.query
        for judged in queries
        if ranking(judged)
        != ranking(Judged(judged.sort, to_traditional(judged.query), judged.kind, judged.grades))
    ]
    assert not differing


def test_exactly_the_characters_found_are_marked(queries):
    for judged in queries:
        if judged.sort in ("pinyin", "one_wrong_character"):
            continue
        terms = terms_of(parse(judged.query).strict)
        rows = Document.objects.in_bulk(ranking(judged))
        for row in rows.values():
            _check_marks(row.title, terms)
            _check_marks(row.text, terms)


def _check_marks(text: str, terms: list[str]) -> None:
    marked = "".join(piece.split("</mark>")[0] for piece in mark(text, terms).split("<mark>")[1:])
    covered = {place for start, end in found_at(text, terms) for place in range(start, end)}
    assert marked == "".join(text[place] for place in sorted(covered))
    for start, end in found_at(text, terms):
        assert fold(text[start:end]) in terms


def test_every_result_shows_where_the_words_are(queries):
    for judged in queries:
        if judged.sort not in ("substring", "phrase"):
            continue
        kind = kind_named(judged.kind)
        found, documents = find_in(kind, parse(judged.query))
        (results,) = results_of([(kind, documents[:5].tolist(), found.words)]).values()
        for result in results:
            shown = f"{result.title}{result.snippet}{result.about}"
            assert "<mark>" in shown, (judged.query, shown)
