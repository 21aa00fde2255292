"""Nothing that is not published is taken away, by whomever."""

import pytest

from tests import factories
from tests.factories import EditorFactory

from .api_world import FACETS
from .api_world import LISTS as API_LISTS
from .taking import ALL, LISTS, taken

pytestmark = pytest.mark.django_db
TERMS = ("/api/problems/", "/api/themes/")
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


def test_programs_find_nothing_unpublished_in_lists_and_counts(client, drafts):
    client.force_login(EditorFactory())
    for address in set(API_LISTS) - set(TERMS):
        assert client.get(address).json()["count"] == 0, address
    for address in FACETS:
        facets = client.get(address).json()["facets"]
        assert {value["count"] for facet in facets for value in facet["values"]} <= {0}, address
    assert client.get("/api/search/?q=红色先锋").json()["results"] == []
    matrix = client.get("/api/matrix/").json()
    assert matrix["total"] == 0
    assert not any(map(any, matrix["counts"]))
