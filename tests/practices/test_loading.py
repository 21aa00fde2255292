"""The vocabularies come from their files, once."""

import pytest
from django.core.management import call_command

from practices.models import Problem, Theme
from practices.services import load_vocabularies

pytestmark = pytest.mark.django_db


def test_both_vocabularies_are_loaded_whole():
    call_command("load_vocabularies", verbosity=0)
    counts = [
        (model.objects.groups().count(), model.objects.leaves().count())
        for model in (Problem, Theme)
    ]
    assert counts == [(8, 42), (10, 49)]
    problem = Problem.objects.get(code="P1.1")
    assert (problem.name, problem.parent.code) == ("企业主重视不够", "P1")
    assert "老板不支持" in problem.alt_names


def test_terms_stand_in_the_order_of_the_file():
    load_vocabularies()
    codes = list(Theme.objects.groups().values_list("code", flat=True))
    assert codes == [f"T{number}" for number in range(1, 11)]


def test_every_problem_is_also_put_in_plain_words():
    load_vocabularies()
    assert not Problem.objects.filter(plain_question="").exists()


def test_loading_twice_adds_nothing_and_changes_nothing():
    load_vocabularies()
    for tally in load_vocabularies().values():
        assert (tally.added, tally.updated, tally.kept) == (0, 0, 0)
