"""Every list has a feed of what is newest in any selection of it, of what everybody may see."""

from html import unescape
from xml.etree import ElementTree

import pytest

from search import feeds
from tests import factories as f
from tests.factories import EditorFactory
from tests.support.pages import html, queries

from .taking import LISTS, feed_links

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FACTORIES = {
    "practice": f.PracticeFactory,
    "zone": f.ZoneFactory,
    "interview": f.InterviewFactory,
    "guest": f.GuestFactory,
    "organization": f.PartyOrganizationFactory,
    "source": f.SourceFactory,
}


def parsed(client, address: str):
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


@pytest.mark.parametrize("collection", FACTORIES)
def test_the_newest_thirty_come_first_and_no_draft_shows(client, collection, monkeypatch):
    factory = FACTORIES[collection]
    records = [factory(published=True) for _ in range(32)]
    factory()
    client.force_login(EditorFactory())
    newest = [record.get_absolute_url() for record in reversed(records)][:30]
    address = f"{LISTS[collection]}?format=atom"
    assert feed_links(client, address) == newest
    monkeypatch.setattr(feeds, "_MOST_NAMED", 5)
    assert feed_links(client, address) == newest


@pytest.mark.parametrize("collection", FACTORIES)
def test_the_page_names_the_feed_of_its_selection(client, collection):
    FACTORIES[collection](published=True)
    path = LISTS[collection]
    address = f"{path}?q=党建&sort=name&nonsense=1"
    link = unescape(html(client, address).partition('title="符合这些条件的新')[2])
    href = link.partition('href="')[2].partition('"')[0]
    assert href == "?q=%E5%85%9A%E5%BB%BA&format=atom"
    feed = parsed(client, path + href)
    assert "检索词" not in feed.findtext("a:title", None, ATOM)
    assert "党建" in feed.findtext("a:title", None, ATOM)
    assert feed.find("a:link[@rel='self']", ATOM).get("href").endswith(path + href)


def test_entries_tell_what_is_in_them_and_nothing_hidden(client):
    answer = f.AnswerFactory(published=True)
    guest, source = answer.appearance.guest, answer.interview.source
    f.PartyOrganizationFactory(zone=f.ZoneFactory(short_name="藏龙高新区"), published=True)

    def summary(collection):
        return parsed(client, f"{LISTS[collection]}?format=atom").findtext(
            "a:entry/a:summary", "", ATOM
        )

    assert summary("interview") == guest.name
    assert answer.interview.title in summary("guest")
    assert source.title in summary("source")
    assert "藏龙" not in summary("organization")
    type(guest).objects.update(state="draft")
    assert summary("interview") == ""


@pytest.mark.parametrize("collection", FACTORIES)
def test_queries_do_not_grow_with_the_entries(client, collection, django_assert_max_num_queries):
    factory = FACTORIES[collection]
    factory(published=True)
    address = f"{LISTS[collection]}?format=atom"
    few = queries(client, address)
    for _ in range(10):
        factory(published=True)
    assert queries(client, address) == few <= 12
