"""What every answer carries, and what every address survives."""

import pytest

from config import errors
from tests.factories import EditorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ADDRESSES = [
    *("/", "/practices/", "/search/?q=党建", "/zones/", "/basket/"),
    *("/admin/login/", "/nowhere/"),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_a_strict_policy(client, address):
    policy = client.get(address)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_headers_that_browsers_heed(client, address):
    answer = client.get(address)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "address", ["/practices/?q=%00", "/practices/%00/", "/search/?q=a%00b", "/admin/?next=%00"]
)
def test_a_nul_character_is_refused_politely(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "<h1" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address",
    [
        "/practices/?zone=%E4%B8",
        "/practices/?%ff=%fe",
        "/%ff%fe/",
        "/search/?q=%E4%B8%AD%E5",
        "/practices/?" + "zone=xian&" * 500,
        "/practices/?q=" + "党" * 10_000,
        "/search/?q=" + "a" * 10_000,
        "/sources/99999999999999999999/",
        "/sources/0/",
        "/problems/P99/",
        "/problems/%3Cscript%3E/",
        "/themes/T1.1.1/",
        "/interviews/../admin/",
        "/basket/?saved=%3Cscript%3E",
        "/basket/%3Cscript%3E/",
    ],
)
def test_nothing_that_can_be_sent_is_an_error_of_ours(client, address):
    assert client.get(address).status_code in {200, 301, 302, 400, 404}


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_other_methods_are_no_error_of_ours(client, method):
    for address in ("/", "/practices/", "/search/", "/zones/", "/problems/", "/basket/add/"):
        assert getattr(client, method)(address).status_code < 500


def test_a_form_without_its_token_gets_the_page_that_says_so(client):
    client = type(client)(enforce_csrf_checks=True)
    answer = client.post("/admin/login/", {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert "<h1" in answer.content.decode()


def test_a_public_page_sets_no_cookie(client):
    for address in ADDRESSES[:5]:
        assert not client.get(address).cookies


def test_the_error_page_of_a_failing_server_needs_no_database(settings, rf):
    page = errors.server_error(rf.get("/"))
    assert page.status_code == 500
    assert settings.SITE_NAME in page.content.decode()


def test_an_editor_is_told_to_sign_in(client):
    assert client.get("/admin/").status_code == 302
    client.force_login(EditorFactory())
    assert client.get("/admin/").status_code == 200
