"""Nothing that is not published is taken away, by whomever."""

import pytest

from tests import factories
from tests.factories import EditorFactory

from .taking import ALL, LISTS, taken

pytestmark = pytest.mark.django_db
# The others are of the desk, and are about published records.
DRAFTS = [
    name
    for name in factories.__all__
    if getattr(factories, name).__module__ != "tests.factories.desk"
]


@pytest.fixture(scope="module")
def drafts(shared):
    for name in DRAFTS:
        getattr(factories, name)()


@pytest.mark.parametrize(("collection", "table"), ALL)
def test_nothing_unpublished_is_taken_away_by_anybody(client, drafts, collection, table):
    for sign_in in (None, EditorFactory()):
        if sign_in:
            client.force_login(sign_in)
        assert taken(client, LISTS[collection], table=table) == []
