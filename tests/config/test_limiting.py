"""A flood of searches or files is told to come later, and nobody else notices."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache

from config.limiting import SEARCH, SECONDS_TO_WAIT
from config.places import Places
from tests.factories import EditorFactory, PracticeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def _limited(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "flood"}
    }
    settings.SEARCH_RATE = settings.EXPORT_RATE = "2/hour"
    cache.clear()
    PracticeFactory(name="红领沙龙", slug="shalong", published=True)


SEARCHES = [
    *("/search/?q={}", "/search/suggest/?q={}", "/practices/?q={}", "/zones/?q={}"),
    *("/practices/?format=atom&q={}", "/practices/feed/?q={}"),
]
FILES = [
    *("/practices/?format=csv&q={}", "/zones/?format=xlsx&q={}", "/matrix/?format=csv&q={}"),
    *("/word/practice/shalong.docx?n={}", "/data/archive/?n={}", "/data/problems.ttl?n={}"),
    *("/practices/?format=docx&q={}", "/word/basket.docx?n={}"),
]


@pytest.mark.parametrize("address", SEARCHES + FILES)
def test_too_many_are_told_when_to_come_again(client, address):
    for word in "一二":
        assert client.get(address.format(word)).status_code in {200, 400, 404}
    answer = client.get(address.format("三"))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 1000
    assert f"请过 {answer['Retry-After']} 秒再来" in answer.text
    assert answer["Cache-Control"] == "no-store"
    assert client.get(address.format("三"), REMOTE_ADDR="10.0.0.9").status_code != 429


def test_searches_files_and_pages_are_no_burden_to_each_other(client):
    for word in "一二三":
        last = client.get(f"/search/?q={word}")
    assert last.status_code == 429
    assert client.get("/practices/?format=csv").status_code == 200
    for address in ("/", "/practices/", "/practices/shalong/", "/zones/", "/data/"):
        assert client.get(address).status_code == 200


def test_pages_from_the_cache_do_not_count(client):
    for _ in range(5):
        assert client.get("/search/?q=红领").status_code == 200
    assert client.get("/search/?q=沙龙").status_code == 200


def test_an_editor_behind_the_address_of_a_flood_goes_on_working(client):
    for word in "一二三":
        client.get(f"/search/?q={word}")
    client.force_login(EditorFactory())
    assert client.get("/search/?q=三").status_code == 200


def test_the_desk_and_the_interface_are_not_counted_here(client):
    client.force_login(EditorFactory())
    for number in range(4):
        assert client.get(f"/admin/practices/practice/?q={number}").status_code == 200
        assert client.get(f"/api/practices/?q={number}").status_code == 200


def test_only_so_many_files_are_made_at_once(client, settings):
    settings.EXPORTS_AT_ONCE, settings.EXPORT_RATE = 1, "99/hour"
    client = type(client)()
    # A reader who takes it slowly: the file has begun, and is not at its end.
    slow = client.get("/practices/?format=csv")
    refused = client.get("/zones/?format=csv")
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert "请过 10 秒再试；浏览不受影响" in refused.text
    assert client.get("/search/?q=红领").status_code == 200
    assert b"".join(slow.streaming_content)
    assert client.get("/zones/?format=csv").status_code == 200


def test_a_flood_of_files_leaves_a_place_to_others(client, settings):
    settings.EXPORTS_AT_ONCE, settings.EXPORT_RATE = 2, "99/hour"
    client = type(client)()
    slow = client.get("/practices/?format=csv")
    assert client.get("/zones/?format=csv").status_code == 503
    assert client.get("/zones/?format=csv", REMOTE_ADDR="10.0.0.9").status_code == 200
    slow.close()


def test_the_place_of_a_reader_who_is_gone_is_free_again(client, settings):
    settings.EXPORTS_AT_ONCE, settings.EXPORT_RATE = 1, "99/hour"
    client = type(client)()
    client.get("/practices/?format=csv").close()
    assert client.get("/zones/?format=csv").status_code == 200


def test_only_so_many_searches_are_made_at_once(client, settings, monkeypatch):
    settings.SEARCHES_AT_ONCE, settings.SEARCH_RATE = 1, "99/hour"
    client, meanwhile = type(client)(), []

    def while_one_searches(query):
        meanwhile.append(client.get("/search/?q=沙龙"))
        meanwhile.append(client.get("/practices/"))
        return {}

    monkeypatch.setattr("search.views._all_kinds", while_one_searches)
    monkeypatch.setitem(SECONDS_TO_WAIT, SEARCH, 0.01)
    assert client.get("/search/?q=红领").status_code == 200
    busy, page = meanwhile
    assert (busy.status_code, busy["Retry-After"], page.status_code) == (503, "2", 200)
    monkeypatch.undo()
    assert client.get("/search/?q=沙龙").status_code == 200


def test_one_more_search_waits_for_a_moment():
    places = Places(1)
    assert places.take("10.0.0.1", 0)
    threading.Timer(0.05, places.leave, ["10.0.0.1"]).start()
    assert places.take("10.0.0.2", 10)
    assert not places.take("10.0.0.1", 0.01)


def test_one_of_each_address_waits_and_two_in_all():
    places = Places(1)
    assert places.take("10.0.0.1", 0)
    with ThreadPoolExecutor() as pool:
        for number, address in enumerate(("10.0.0.1", "10.0.0.2"), start=1):
            pool.submit(lambda one: places.take(one, 10) and places.leave(one), address)
            while len(places._waiting) < number:
                time.sleep(0.001)
            assert not places.take(address, 10)
        assert not places.take("10.0.0.3", 10)
        places.leave("10.0.0.1")
    assert not places._waiting
    assert places.take("10.0.0.3", 0)


def test_an_address_leaves_the_last_place_to_others():
    places = Places(3)
    assert [places.take("10.0.0.1", 0) for _ in range(3)] == [True, True, False]
    assert places.take("10.0.0.2", 0)
    places.leave("10.0.0.1")
    assert places.take("10.0.0.2", 0)
    assert not places.take("10.0.0.3", 0)


@pytest.mark.parametrize("address", ["/data/nothing.ttl", "/practices/?format=nothing"])
def test_what_comes_to_nothing_holds_no_place(client, settings, address):
    settings.EXPORTS_AT_ONCE, settings.EXPORT_RATE = 1, "99/hour"
    client = type(client)()
    for _ in range(2):
        assert client.get(address).status_code in {400, 404}
