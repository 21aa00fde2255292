"""Those who watch the site are answered: quickly, whatever they call it, and without secrets."""

import threading
import time

import pytest
from django.db import OperationalError

from operations.examining import readiness
from operations.examining.readiness import LATE, Part
from operations.seeing import probes
from operations.seeing.probes import Examiner
from search.models import Change
from tests.factories import PracticeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def at_once(monkeypatch, settings):
    """Examine in the thread of the test, which alone sees its database."""
    monkeypatch.setattr(probes._examiner, "parts", readiness.examine)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    Change.objects.update_or_create(pk=1, defaults={"number": 1})


def test_all_is_well(client, at_once):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.text == "database: ok\nmigrations: ok\nindex: ok\ncache: ok\n"


def test_a_database_that_does_not_answer_makes_it_unready(client, at_once, monkeypatch):
    def no_answer(*args, **kwargs):
        raise OperationalError("password=geheim")

    monkeypatch.setattr(readiness.connection, "cursor", no_answer)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "database: no answer\ncache: ok\n")
    assert client.get("/healthz").text == "ok\n"


def test_a_shared_cache_that_is_gone_is_told_though_memory_stands_in(client, at_once, settings):
    backend, nowhere = "operations.shared_cache.SharedCache", "redis://127.0.0.1:1/0"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": nowhere}}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text.splitlines()[-1]) == (200, "cache: no answer")


def test_a_migration_that_was_not_run_makes_it_unready(client, at_once, monkeypatch):
    last = max(readiness._known())
    applied = {key: None for key in readiness._known() if key != last}
    recorder = "operations.examining.readiness.MigrationRecorder.applied_migrations"
    monkeypatch.setattr(recorder, lambda self: applied)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "migrations: pending\n" in answer.text


def test_an_emptied_index_makes_it_unready(client, at_once, monkeypatch):
    PracticeFactory(published=True)
    client.get("/practices/")
    assert "index: ok" in client.get("/readyz").text
    monkeypatch.setattr(readiness.Document.objects, "exists", lambda: False)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "index: being made\n" in answer.text


def test_without_its_cache_the_site_still_serves(client, at_once, monkeypatch):
    class Dead:
        def set(self, *args):
            raise ConnectionError

    monkeypatch.setattr(readiness, "caches", {"default": Dead()})
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert "cache: no answer\n" in answer.text


def test_probes_are_answered_by_any_name_and_without_tls(client, at_once, settings):
    settings.SECURE_SSL_REDIRECT = True
    client = type(client)()
    for address in ("/healthz", "/readyz"):
        assert client.get(address, headers={"Host": "10.1.2.3:8000"}).status_code == 200
    assert client.get("/").status_code == 301


def test_a_database_that_hangs_does_not_hang_the_probe(monkeypatch):
    monkeypatch.setattr(probes, "SECONDS_TO_ANSWER", 0.05)
    free, asked = threading.Event(), []

    def hang():
        asked.append(1)
        free.wait(5)
        return [Part("database", "ok")]

    examiner = Examiner(hang)
    assert examiner.parts() == [LATE]
    assert examiner.parts() == [LATE]
    free.set()
    deadline = time.monotonic() + 5
    while examiner.parts() == [LATE] and time.monotonic() < deadline:
        pass
    assert examiner.parts() == [Part("database", "ok")]
    assert len(asked) == 1


def test_a_flood_of_probes_is_one_examination():
    asked = []
    examiner = Examiner(lambda: asked.append(1) or [Part("database", "ok")])
    threads = [threading.Thread(target=examiner.parts) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    examiner.parts()
    assert len(asked) == 1
