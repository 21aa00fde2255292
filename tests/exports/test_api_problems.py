"""Whatever is sent, the answer says in Chinese what is wrong, and what can be had instead."""

import json
import time

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import errors
from exports.api import problems
from tests.factories import PracticeFactory, ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def problem(response, status: int) -> dict:
    assert (response.status_code, response["Content-Type"]) == (status, problems.MEDIA_TYPE)
    said = response.json()
    assert said.keys() >= {"type", "title", "status", "detail", "instance"}
    assert said["status"] == status
    return said


def test_one_facet_of_a_matrix_leaves_the_other_to_be_chosen(client):
    for asked, axes in (
        ("rows=theme", ("theme", "problem")),
        ("cols=problem", ("theme", "problem")),
    ):
        told = client.get(f"/api/matrix/?{asked}").json()
        assert (told["rows"]["name"], told["cols"]["name"]) == axes


@pytest.mark.parametrize(
    ("address", "kind", "allowed"),
    [
        ("/api/practices/?zones=x", "unknown-parameter", "zone"),
        ("/api/practices/?page=2", "unknown-parameter", "cursor"),
        ("/api/practices/?format=csv", "unknown-parameter", "sort"),
        ("/api/practices/?fields=slug,nonsense", "bad-value", "gist"),
        ("/api/practices/?fields=", "bad-value", "gist"),
        ("/api/practices/?stage=nonsense", "bad-value", "routine"),
        ("/api/practices/?theme=", "bad-value", "T999"),
        ("/api/practices/?sort=best", "bad-value", "-name"),
        ("/api/practices/?tag_match=any", "bad-value", "all"),
        ("/api/practices/facets/?fields=slug", "unknown-parameter", "stage"),
        ("/api/matrix/?rows=tag", "bad-value", "problem"),
        ("/api/matrix/?rows=problem&cols=problem", "bad-value", "theme"),
        ("/api/matrix/?rows=theme&cols=theme", "bad-value", "problem"),
        ("/api/matrix/?order=share", "bad-value", "total"),
        ("/api/search/?q=x&kind=nonsense", "bad-value", "practice"),
        ("/api/?x=1", "unknown-parameter", None),
        ("/api/search/", "missing-parameter", None),
        ("/api/search/?q=", "bad-value", None),
        ("/api/practices/?q=" + "长" * 101, "bad-value", None),
        ("/api/practices/?sort=name&sort=name", "repeated-parameter", None),
        ("/api/practices/?stage=pilot" + "&stage=pilot" * 100, "repeated-parameter", None),
        ("/api/practices/?page_size=201", "bad-value", None),
        ("/api/practices/?page_size=１０", "bad-value", None),
        ("/api/practices/?page_size=" + "9" * 400, "bad-value", None),
        ("/api/practices/?cursor=W10:abc", "bad-cursor", None),
        ("/api/search/?q=党建&cursor=x", "bad-cursor", None),
        ("/api/practices/?q=%00", "bad-request", None),
    ],
)
def test_what_cannot_be_had_is_told_with_what_can(client, address, kind, allowed):
    ThemeFactory(code="T999", parent=None)
    said = problem(client.get(address), 400)
    assert said["type"] == f"/api/docs/#{kind}"
    assert allowed is None or allowed in said["allowed"]


def test_a_mark_is_good_for_its_list_and_order_only(client):
    PracticeFactory.create_batch(2, published=True)
    following = client.get("/api/practices/?page_size=1&sort=name").json()["next"]
    assert client.get(following).status_code == 200
    problem(client.get(following.replace("sort=name", "sort=-name")), 400)
    problem(client.get(following.replace("/practices/", "/zones/")), 400)
    start, _, signature = following.partition("%3A")
    for changed in (f"{start[:-1]}x%3A{signature}", f"{start}%3A{signature[:-1]}_"):
        assert problem(client.get(changed), 400)["type"].endswith("#bad-cursor")


@pytest.mark.parametrize("path", ["/api/nonsense/", "/api/practices/a/b/", "/api/sources/0x1/"])
def test_addresses_that_lead_nowhere_are_told_so(client, path):
    problem(client.get(path), 404)


@pytest.mark.parametrize("number", ["0", "-1", "9" * 19, "9" * 400, "１", "1.0", "%00", "%ff"])
def test_numbers_that_are_none_of_a_source_are_not_found(client, number):
    assert client.get(f"/api/sources/{number}/").status_code in (400, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_only_reading_is_allowed(client, method):
    answer = getattr(client, method)("/api/practices/")
    problem(answer, 405)
    assert answer["Allow"] == "GET, HEAD"
    assert not [name for name in answer.headers if name.startswith("Access-Control")]


def test_a_body_that_is_nothing_is_not_read(client):
    for content, kind in ((b"\xff\x00{", "application/json"), (b"x" * 9, "multipart/form-data")):
        problem(client.post("/api/practices/", content, content_type=kind), 405)


def test_other_forms_than_json_are_refused_even_where_an_answer_is_kept(client, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "api"}
    }
    cache.clear()
    for _ in range(2):
        assert client.get("/api/zones/").status_code == 200
        said = problem(client.get("/api/zones/", headers={"Accept": "text/csv"}), 406)
        assert said["allowed"] == ["application/json"]
    assert "Accept" in client.get("/api/zones/")["Vary"]


@pytest.mark.parametrize("accept", ["", ";;;", "*/*;q=x", "/", "a/b;q=0", "\xff/\xfe", "," * 500])
def test_odd_wishes_are_answered_or_refused(client, accept):
    assert client.get("/api/zones/", headers={"Accept": accept}).status_code in (200, 406)


@given(
    query=st.text(alphabet=st.characters(codec="utf-8"), max_size=40) | st.binary(max_size=20),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_anything(client, query):
    raw = query.encode() if isinstance(query, str) else query
    for path in ("/api/practices/", "/api/search/"):
        answer = client.get(path, QUERY_STRING=raw.decode("latin-1"))
        assert answer.status_code in (200, 400)


def test_a_failing_server_says_so_to_programs(rf):
    answer = errors.server_error(rf.get("/api/practices/"))
    assert (answer.status_code, answer["Content-Type"]) == (500, problems.MEDIA_TYPE)
    assert json.loads(answer.content)["title"] == "服务器出错"


@pytest.fixture
def limited(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "api"}
    }
    cache.clear()
    settings.API_RATE = "2/min"


def test_too_many_requests_are_told_when_to_come_again(client, limited):
    for number in (1, 2):
        assert client.get(f"/api/zones/?page_size={number}").status_code == 200
    answer = client.get("/api/zones/?page_size=3")
    assert str(answer["Retry-After"]) in problem(answer, 429)["detail"]
    assert client.get("/api/zones/?page_size=3", REMOTE_ADDR="10.0.0.9").status_code == 200


def test_nobody_waits_until_a_clock_that_was_set_back_has_caught_up(client, limited, monkeypatch):
    now = time.time()
    for ahead, pages in ((172_800, (1, 2)), (0, (3, 4))):
        monkeypatch.setattr("editorial.limits.time.time", lambda ahead=ahead: now + ahead)
        for number in pages:
            assert client.get(f"/api/zones/?page_size={number}").status_code == 200
    assert client.get("/api/zones/?page_size=5").status_code == 429


def test_answers_that_are_kept_are_not_counted(client, limited):
    etag = client.get("/api/zones/")["ETag"]
    for _ in range(5):
        assert client.get("/api/zones/").status_code == 200
        answer = client.get("/api/zones/", headers={"If-None-Match": etag})
        assert (answer.status_code, answer.content) == (304, b"")
    PracticeFactory(published=True)
    answer = client.get("/api/zones/", headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert answer["ETag"] != etag
