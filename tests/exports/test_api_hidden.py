"""Nothing that is not published is seen or found by programs, whoever asks."""

import pytest

from interviews.models import Guest, Interview
from practices.models import Collection, Practice
from search.indexing import together
from sources.models import Source
from tests.factories import EditorFactory, GuestFactory, PracticeFactory, SourceFactory
from zones.models import Alliance, HostUnit, PartyOrganization, Zone

from .api_world import everything, fill

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(shared):
    fill(2)


@pytest.mark.parametrize(
    "model",
    [
        *(Alliance, Collection, Guest, HostUnit, Interview, PartyOrganization, Practice),
        *(Source, Zone),
    ],
)
def test_what_is_withdrawn_is_named_nowhere(client, world, model):
    record = model.objects.order_by("pk")[0]
    name = getattr(record, "title", "") or record.name
    assert (name in everything(client, name)) is True
    with together():
        record.state = "draft"
        record.save()
    said = everything(client, name)
    # In quotes: other names begin with the short name of a zone.
    quoted = (getattr(record, field, "") for field in ("slug", "short_name"))
    words = [name, *(f'"{word}"' for word in quoted if word)]
    assert [_around(said, word) for word in words if word in said] == []


def _around(said: str, word: str) -> str:
    place = said.index(word)
    return said[max(place - 200, 0) : place + 100]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("address", "factory", "field"),
    [
        ("/api/practices/{}/", PracticeFactory, "slug"),
        ("/api/guests/{}/", GuestFactory, "slug"),
        ("/api/sources/{}/", SourceFactory, "pk"),
    ],
)
def test_a_draft_is_answered_as_what_there_is_not(client, address, factory, field):
    client.force_login(EditorFactory())
    hidden, unknown = address.format(getattr(factory(), field)), address.format("123456")
    answers = [client.get(one) for one in (hidden, unknown)]
    assert [answer.status_code for answer in answers] == [404, 404]
    bodies = [
        answer.content.decode().replace(one, "")
        for answer, one in zip(answers, (hidden, unknown), strict=True)
    ]
    assert bodies[0] == bodies[1]
    assert answers[0].headers.keys() == answers[1].headers.keys()
