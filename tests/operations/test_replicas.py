"""Replicas: who reads from one, which are fit, and that no page mixes two states."""

import pytest
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.caching import PublicPages
from operations.replicas import health, routing
from operations.replicas.health import Answer, Watch
from search import changes
from search.changes import Behind, State
from search.models import Change
from sources.models import Source

pytestmark = pytest.mark.one_database
PRIMARY = DEFAULT_DB_ALIAS


@pytest.fixture
def reached(monkeypatch):
    """How far this process has been: nowhere yet."""
    reached = changes._Reached()
    monkeypatch.setattr(changes, "_reached", reached)
    return reached


@pytest.fixture
def answers(monkeypatch):
    """What each database says of itself: `answers["replica1"] = Answer(…)`, or None."""
    answers = {}
    monkeypatch.setattr(health, "ask", answers.get)
    return answers


@pytest.fixture
def watch(monkeypatch, reached, answers):
    watch = Watch(("replica1", "replica2"), most_lag=5)
    monkeypatch.setattr(health, "watch", lambda: watch)
    return watch


# ---- routing ----


def test_only_a_readers_request_reads_from_a_replica():
    router = routing.ToReplicas()
    assert router.db_for_read(Source) == PRIMARY
    with routing.reading("replica1"):
        assert router.db_for_read(Source) == "replica1"
        assert router.db_for_write(Source) == PRIMARY
    assert router.db_for_read(Source) == PRIMARY


def test_within_a_transaction_all_is_read_from_the_primary(monkeypatch):
    monkeypatch.setattr(connections[PRIMARY], "in_atomic_block", True)
    with routing.reading("replica1"):
        assert routing.ToReplicas().db_for_read(Source) == PRIMARY


def test_replicas_are_not_migrated():
    assert routing.ToReplicas().allow_migrate(PRIMARY, "sources")
    assert not routing.ToReplicas().allow_migrate("replica1", "sources")


def test_a_download_reads_on_from_its_database_while_it_is_sent():
    response = StreamingHttpResponse(routing.current() for _ in range(2))
    with routing.reading("replica2"):
        routing.go_on(response)
    assert response.getvalue() == b"replica2replica2"


# ---- health ----


def test_replicas_that_answer_are_read_from_by_turns(watch, answers):
    answers |= dict.fromkeys((PRIMARY, *watch.replicas), Answer(True, 100, 7))
    watch.look(0)
    assert {watch.choose(set()) for _ in range(4)} == {"replica1", "replica2"}
    assert watch.choose({"replica1"}) == "replica2"
    assert watch.choose({"replica1", "replica2"}) == PRIMARY


def test_a_replica_that_is_gone_is_left_out_and_taken_back(watch, answers):
    answers |= {PRIMARY: Answer(False, 100, 7), "replica1": Answer(True, 100, 7)}
    watch.look(0)
    assert watch.fit == ("replica1",)
    answers["replica2"] = Answer(True, 100, 7)
    watch.look(1)
    assert watch.fit == ("replica1", "replica2")


def test_a_replica_that_failed_waits_for_the_next_look(watch, answers):
    answers |= dict.fromkeys((PRIMARY, *watch.replicas), Answer(True, 100, 7))
    watch.look(0)
    watch.leave_out("replica1")
    assert watch.fit == ("replica2",)
    watch.look(1)
    assert watch.fit == ("replica1", "replica2")


def test_a_replica_that_lags_too_long_is_left_out_until_it_has_caught_up(watch, answers):
    for second in range(8):
        position = 100 + second
        answers |= {PRIMARY: Answer(False, position, 7), "replica1": Answer(True, 101, 7)}
        watch.look(second)
        # At the sixth second, position 101 is what the primary had written five before.
        assert watch.fit == (("replica1",) if second < 7 else ())
    answers["replica1"] = Answer(True, 107, 7)
    watch.look(8)
    assert watch.fit == ("replica1",)


def test_a_server_that_is_no_replica_is_not_read_from(watch, answers):
    answers |= {PRIMARY: Answer(False, 100, 7), "replica1": Answer(False, 900, 9)}
    watch.look(0)
    assert watch.fit == ()


def test_replicas_need_what_the_primary_has(watch, answers):
    answers[PRIMARY] = Answer(False, 100, 7)
    watch.look(0)
    assert changes.reached() == 7
    answers[PRIMARY] = Answer(False, 90, 5)  # an older backup took its place
    watch.look(1)
    assert changes.reached() == 5


def test_without_the_primary_those_are_read_that_have_come_furthest(watch, answers, reached):
    reached.number = 9
    answers |= {"replica1": Answer(True, 100, 7), "replica2": Answer(True, 110, 8)}
    watch.look(0)
    assert watch.fit == ("replica2",)
    assert changes.reached() == 8


def test_what_was_read_meanwhile_is_not_forgotten(reached):
    reached.number = 9
    changes.reset(before=7, number=8)
    assert changes.reached() == 9


# ---- states ----


@pytest.fixture
def states(monkeypatch, reached):
    """`states[alias] = number` says how far a database is."""
    states = {}

    class Rows:
        def values_list(self, *columns):
            return self

        def first(self):
            number = states[routing.current()]
            if number is None:
                raise OperationalError("gone")
            return number, f"stamp{number}", f"seen{number}", "values"

    monkeypatch.setattr(Change.objects, "filter", lambda **conditions: Rows())
    monkeypatch.setattr(changes.router, "db_for_read", lambda model: routing.current())
    return states


def test_a_process_does_not_go_back_to_an_older_state(states):
    states |= {"replica1": 7, "replica2": 8, PRIMARY: 8}
    with routing.reading("replica2"):
        assert changes.newest() == State(8, "stamp8", "seen8", "values")
    with routing.reading("replica1"), pytest.raises(Behind):
        changes.newest()
    assert changes.newest().number == 8


@pytest.fixture
def asked(watch, states, settings):
    """`asked(view)` is the answer to a visitor's request for the list; `view` makes the page."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "here"}
    }
    watch.fit = watch.replicas
    cache.clear()
    return lambda view: PublicPages(view)(visit("/practices/"))


def visit(path: str):
    return RequestFactory().get(path, headers={"host": "testserver"})


def page(request):
    return HttpResponse(routing.current())


def test_a_page_is_made_from_a_replica(asked, states):
    states |= {"replica1": 7, "replica2": 7}
    assert asked(page).content in (b"replica1", b"replica2")


def test_a_replica_that_is_behind_is_passed_over_and_nothing_of_it_kept(asked, states, reached):
    reached.number = 8
    states |= {"replica1": 7, "replica2": 7, PRIMARY: 8}
    answer = asked(page)
    assert answer.content == b"default"
    assert "seen8" in answer["ETag"]


def test_a_page_that_fails_on_a_replica_is_made_on_another_database(asked, states, watch):
    states |= {"replica1": 7, "replica2": 7, PRIMARY: 7}

    def failing(request):
        if routing.current() == PRIMARY:
            return page(request)
        return PublicPages(page).process_exception(request, OperationalError("gone"))

    assert asked(failing).content == b"default"
    assert watch.fit == ()


def test_a_page_that_met_a_newer_state_half_way_is_made_anew(asked, states):
    states |= {"replica1": 7, "replica2": 7, PRIMARY: 8}

    def overtaken(request):
        if routing.current() == PRIMARY:
            return page(request)
        return PublicPages(page).process_exception(request, Behind())

    assert asked(overtaken).content == b"default"


def test_an_error_of_the_page_itself_is_not_taken_for_the_databases():
    with routing.reading("replica1"):
        assert PublicPages(page).process_exception(None, ValueError()) is None
    assert PublicPages(page).process_exception(None, OperationalError()) is None


def test_while_no_database_answers_what_was_kept_is_given(asked, states, watch):
    states |= {"replica1": 7, "replica2": 7, PRIMARY: None}
    kept = asked(page)
    states |= {"replica1": None, "replica2": None}
    assert asked(page).content == kept.content
    with pytest.raises(OperationalError):
        PublicPages(page)(visit("/zones/"))
