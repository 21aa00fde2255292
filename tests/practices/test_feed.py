"""The Atom feed of new practices."""

from xml.etree import ElementTree

import pytest

from tests.factories import (
    CollectionFactory,
    CollectionItemFactory,
    EditorFactory,
    PracticeFactory,
    ThemeFactory,
    ZoneFactory,
)

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client, address="/practices/feed/"):
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def test_the_newest_come_first_with_gist_and_themes(client):
    older = PracticeFactory(published=True)
    newer = PracticeFactory(published=True, themes=[ThemeFactory(name="产业链党建")])
    entries = feed(client).findall("a:entry", ATOM)
    assert [entry.findtext("a:title", None, ATOM) for entry in entries] == [newer.name, older.name]
    assert entries[0].findtext("a:summary", None, ATOM) == newer.gist
    assert entries[0].find("a:category", ATOM).get("term") == "产业链党建"
    address = entries[0].find("a:link", ATOM).get("href")
    assert address == f"http://testserver{newer.get_absolute_url()}"


def test_drafts_do_not_show_not_even_to_editors(client):
    PracticeFactory(zones=[ZoneFactory()])
    client.force_login(EditorFactory())
    assert feed(client).findall("a:entry", ATOM) == []


def test_addresses_are_those_of_the_site(client, settings):
    settings.SITE_URL = "https://dangjian.example.org"
    practice = PracticeFactory(published=True)
    entry = feed(client).find("a:entry", ATOM)
    assert entry.find("a:link", ATOM).get("href") == (
        f"https://dangjian.example.org{practice.get_absolute_url()}"
    )


def test_pages_name_the_feed(client):
    assert 'type="application/atom+xml"' in client.get("/").text


def test_a_collection_has_its_practices_in_the_editors_order_and_nothing_hidden(client):
    collection = CollectionFactory(published=True)
    late, early = (
        CollectionItemFactory(
            collection=collection, position=position, practice=PracticeFactory(published=True)
        )
        for position in (2, 1)
    )
    CollectionItemFactory(collection=collection, practice=PracticeFactory())
    address = f"{collection.get_absolute_url()}feed/"
    client.force_login(EditorFactory())
    entries = feed(client, address).findall("a:entry", ATOM)
    names = [entry.findtext("a:title", None, ATOM) for entry in entries]
    assert names == [early.practice.name, late.practice.name]
    assert entries[0].findtext("a:summary", None, ATOM) == (early.remark or early.practice.gist)
    assert address in client.get(collection.get_absolute_url()).content.decode()
    draft = CollectionFactory()
    assert client.get(f"{draft.get_absolute_url()}feed/").status_code == 404
    assert f"{draft.slug}/feed/" not in client.get(draft.get_absolute_url()).content.decode()
