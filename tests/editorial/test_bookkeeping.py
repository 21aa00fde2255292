"""What is done for many records that were written at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from editorial.bookkeeping import give_tags
from editorial.versions.snapshots import tag_field
from practices.models import Practice
from tests.factories import PracticeFactory

pytestmark = pytest.mark.django_db


def given(names) -> int:
    """Give a new practice tags; return how many statements that took."""
    practice = PracticeFactory()
    with CaptureQueriesContext(connection) as asked:
        give_tags([(practice, names)], tag_field(Practice))
    assert set(practice.tags.names()) == set(names)
    return len(asked)


def test_tags_that_are_there_take_no_statement_each():
    names = [f"标签{number}" for number in range(30)]
    given(names)
    assert given(names) == given(names[:2])


def test_a_tag_in_other_letters_is_the_same_tag():
    Tag.objects.create(name="App党建", slug="app")
    practice = PracticeFactory()
    give_tags([(practice, ["app党建"])], tag_field(Practice))
    assert [tag.name for tag in practice.tags.all()] == ["App党建"]
    assert Tag.objects.count() == 1


def test_tags_that_differ_in_letters_only_are_kept_apart():
    names = ["App党建", "app党建"]
    for number, name in enumerate(names):
        Tag.objects.create(name=name, slug=f"app-{number}")
    for name in names:
        given([name])
    given(names)


def test_more_tags_than_a_statement_takes_values_are_given():
    most = connection.features.max_query_params or 1000
    names = [f"标签{number}" for number in range(most + 1)]
    Tag.objects.bulk_create(Tag(name=name, slug=name) for name in names)
    given(names)
