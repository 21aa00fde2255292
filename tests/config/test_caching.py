"""Pages from the cache: the same for everybody, never old, never somebody else's."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import EditorFactory, PracticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _with_cache(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test"}
    }
    cache.clear()


def test_a_page_is_made_once(client):
    PracticeFactory(published=True)
    first = client.get("/practices/")
    with CaptureQueriesContext(connection) as captured:
        second = client.get("/practices/")
    assert second.content == first.content
    assert second["Content-Type"] == first["Content-Type"]
    assert len(captured) == 1


def test_an_unchanged_page_is_answered_with_304(client):
    PracticeFactory(published=True)
    etag = client.get("/practices/")["ETag"]
    answer = client.get("/practices/", headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert not answer.content
    assert answer["ETag"] == etag
    assert "Cookie" in answer["Vary"]


def test_a_publication_is_seen_at_once(client):
    PracticeFactory(published=True)
    etag = client.get("/practices/")["ETag"]
    PracticeFactory(name="梧桐行动", published=True)
    answer = client.get("/practices/", headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert "梧桐行动" in answer.content.decode()


def test_an_editor_gets_a_page_of_their_own_and_nobody_gets_the_editors(client):
    PracticeFactory(name="公开的行动", published=True)
    PracticeFactory(name="草稿行动")
    client.get("/practices/")
    client.force_login(EditorFactory())
    answer = client.get("/practices/")
    assert "草稿行动" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get("/basket/")["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer
    client.logout()
    client.cookies.clear()
    assert "草稿行动" not in client.get("/practices/").content.decode()


def test_what_is_not_found_is_not_kept(client):
    answer = client.get("/practices/wu-tong/")
    assert (answer.status_code, answer["Cache-Control"]) == (404, "private, no-cache")
    PracticeFactory(slug="wu-tong", published=True)
    assert client.get("/practices/wu-tong/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/practices/?page=1", "/practices/?view=table", "/search/?q=x"]
)
def test_every_address_has_its_own_page(client, address):
    PracticeFactory(published=True)
    assert client.get(address).content != client.get("/practices/?sort=name").content


def test_other_hosts_have_their_own_pages(client, settings):
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    client.get("/practices/", headers={"Host": "a.example"})
    page = client.get("/practices/", headers={"Host": "b.example"}).content.decode()
    assert "a.example" not in page


def test_the_desk_is_never_kept(client):
    answer = client.get("/admin/login/")
    assert "ETag" not in answer
    assert "no-store" in answer["Cache-Control"]


def test_a_downloaded_table_keeps_its_name_and_type(client):
    PracticeFactory(published=True)
    first, second = (client.get("/matrix/?format=csv") for _ in range(2))
    assert second["Content-Disposition"] == first["Content-Disposition"]
    assert second["Content-Type"] == "text/csv; charset=utf-8"
