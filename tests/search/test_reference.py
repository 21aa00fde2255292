"""Counts and pages from bitmaps are those that SQL gives, for any selection."""

import random

import pytest
from django.db import connection
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices.models import Practice
from search import panel
from search.filters import filterset_of
from search.selection import Selection
from tests.factories import (
    AnswerFactory,
    AppearanceFactory,
    EditorFactory,
    EvidenceFactory,
    OutcomeFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    ProblemGroupFactory,
    QuestionFactory,
    ThemeFactory,
    ThemeGroupFactory,
    ZoneFactory,
)

pytestmark = pytest.mark.django_db

# The reference is slow on PostgreSQL, and what is held against it does not ask the database.
EXAMPLES = {"sqlite": 200, "postgresql": 50}


@pytest.fixture
def base():
    """Forty practices, most of them published, tied to everything in many ways."""
    draw = random.Random(3)  # noqa: S311
    zones = [
        ZoneFactory(published=number != 5, province=("50", "37", "61")[number % 3])
        for number in range(6)
    ]
    problems = [ProblemFactory(parent=group) for group in ProblemGroupFactory.create_batch(2) * 2]
    themes = [ThemeFactory(parent=group) for group in ThemeGroupFactory.create_batch(2) * 2]
    organizations = [PartyOrganizationFactory(published=number > 0) for number in range(4)]
    interviews = [QuestionFactory(published=number > 0) for number in range(3)]
    for number in range(40):
        practice = PracticeFactory(
            published=number % 7 != 0,
            zones=draw.sample(zones, draw.randint(0, 2)),
            themes=draw.sample(themes, draw.randint(0, 3)),
            organizations=draw.sample(organizations, draw.randint(0, 2)),
            tags=draw.sample(["甲", "乙", "丙"], draw.randint(0, 3)),
            stage=draw.choice(["", "pilot", "routine"]),
        )
        for problem in draw.sample([*problems, problems[0].parent], draw.randint(0, 3)):
            PracticeProblemFactory(practice=practice, problem=problem)
        if number % 3 == 0:
            question = interviews[number % 9 // 3]
            speaker = question.interview.appearances.first() or AppearanceFactory(
                interview=question.interview, kind="scholar", published=number % 2 == 0
            )
            answer = question.answers.first() or AnswerFactory(
                question=question, appearance=speaker
            )
            EvidenceFactory(practice=practice, answer=answer)
        if number % 4 == 0:
            OutcomeFactory(practice=practice, published=True)
            EvidenceFactory(practice=practice, published=number % 8 == 0)


def selections() -> st.SearchStrategy[dict[str, list[int]]]:
    """Which values to choose of which facets, by their place in the vocabulary."""
    names = [facet.name for facet in Selection("practice", QueryDict()).collection.facets]
    places = st.lists(st.integers(0, 7), min_size=1, max_size=3, unique=True)
    return st.dictionaries(st.sampled_from(names), places, max_size=4)


def parameters(chosen: dict[str, list[int]], *, match_all: bool) -> QueryDict:
    shelf = Selection("practice", QueryDict()).shelf
    query = QueryDict(mutable=True)
    for name, places in chosen.items():
        values = shelf.vocabularies[name].values
        if values:
            query.setlist(name, [values[place % len(values)].code for place in places])
    if match_all:
        query["tag_match"] = query["problem_match"] = "all"
    return query


def by_sql(query: QueryDict, user) -> list[int]:
    selection = Selection("practice", query, user)
    rows = filterset_of("practice")(query, Practice.objects.visible_to(user), shelf=selection.shelf)
    return sorted(rows.qs.values_list("pk", flat=True))


def test_what_is_selected_and_every_count_is_what_sql_says(base):
    editor = EditorFactory()

    @settings(
        max_examples=EXAMPLES[connection.vendor],
        suppress_health_check=[HealthCheck.too_slow],
        deadline=None,
    )
    @given(selections(), st.booleans(), st.sampled_from([None, editor]))
    def check(chosen, match_all, user):
        query = parameters(chosen, match_all=match_all)
        selection = Selection("practice", query, user)
        assert sorted(selection.selected) == by_sql(query, user)
        facet = random.Random(str(query)).choice(selection.collection.facets)  # noqa: S311
        counts = {
            item.value: item.count
            for top in panel.values(selection, facet)
            for item in (top, *top.children)
        }
        for value in selection.shelf.vocabularies[facet.name].values:
            alone = query.copy()
            if selection.filters.matches_all(facet):
                alone.appendlist(facet.name, value.code)
            else:
                alone.setlist(facet.name, [value.code])
            assert len(by_sql(alone, user)) == counts.get(value.code, 0), (facet.name, value)

    check()
