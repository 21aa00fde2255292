"""The search finds what is there and puts the best first, on both databases.

The queries and how they are judged: `tests/search/relevance/`. `make bench` prints the table.
"""

from statistics import mean

import opencc
import pytest
from django.db import connection
from django.test import TestCase

from search.finding import find_in
from search.folding import fold
from search.highlighting import found_at, mark
from search.models import Document
from search.queries import parse
from search.registry import kind_named
from search.results import results_of, terms_of
from tests.search.relevance.base import load
from tests.search.relevance.measuring import measure, ranking, table
from tests.search.relevance.queries import Judge, Judged

# Only says that these tests run on both databases.
pytestmark = pytest.mark.django_db

# Names are typed to be found first; whatever contains a piece of text must be among the first.
NAMED = ("title", "slogan", "name")


class TestRelevance(TestCase):
    """A Django test case, because its data is loaded once for all tests: that takes long."""

    @classmethod
    def setUpTestData(cls):
        load()
        with connection.cursor() as cursor:
            # Without statistics PostgreSQL reads all of a table for each query.
            cursor.execute("ANALYZE")
        cls.queries = Judge().all()
        cls.measured = measure(cls.queries)

    def test_there_are_enough_queries_of_every_sort(self):
        assert len(self.queries) >= 120
        assert len({judged.query for judged in self.queries}) >= 120
        assert all(judged.grades for judged in self.queries)

    def test_the_best_come_first_for_every_sort_of_query(self):
        scores = {sort: mean(one.ndcg) for sort, one in self.measured.items()}
        low = {sort for sort, score in scores.items() if sort != "pinyin" and score < 0.9}
        assert not low, table(self.measured)

    def test_titles_slogans_and_names_come_first(self):
        ranks = [mean(self.measured[sort].rank) for sort in NAMED]
        assert min(ranks) >= 0.95, table(self.measured)

    def test_every_record_that_contains_a_piece_of_text_is_found(self):
        assert mean(self.measured["substring"].recall) == 1.0, table(self.measured)

    def test_pinyin_leads_to_the_name(self):
        assert mean(self.measured["pinyin"].rank) >= 0.9, table(self.measured)

    def test_traditional_characters_find_exactly_what_simplified_ones_find(self):
        to_traditional = opencc.OpenCC("s2t").convert
        for judged in self.queries:
            same = Judged(judged.sort, to_traditional(judged.query), judged.kind, judged.grades)
            assert ranking(same) == ranking(judged), judged.query

    def test_exactly_the_characters_found_are_marked(self):
        for judged in self.queries:
            terms = terms_of(parse(judged.query).strict)
            for row in Document.objects.in_bulk(ranking(judged)).values():
                check_marks(row.title, terms)
                check_marks(row.text, terms)

    def test_every_result_shows_where_the_words_are(self):
        for judged in self.queries:
            if judged.sort not in ("substring", "phrase"):
                continue
            kind = kind_named(judged.kind)
            found, documents = find_in(kind, parse(judged.query))
            (results,) = results_of([(kind, documents[:5].tolist(), found.words)]).values()
            for result in results:
                shown = f"{result.title}{result.snippet}{result.about}"
                assert "<mark>" in shown, (judged.query, shown)


def check_marks(text: str, terms: list[str]) -> None:
    """Fail unless the marked characters are those of the terms, and no others."""
    marked = "".join(piece.split("</mark>")[0] for piece in mark(text, terms).split("<mark>")[1:])
    places = found_at(text, terms)
    covered = {place for start, end in places for place in range(start, end)}
    assert marked == "".join(text[place] for place in sorted(covered))
    assert all(fold(text[start:end]) in terms for start, end in places)
