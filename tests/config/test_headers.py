"""Every kind of answer tells browsers what it may do, and files may do nothing."""

import pytest
from django.core.files.base import ContentFile

from tests.factories import EditorFactory, PracticeFactory, SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGES = ["/", "/practices/", "/search/?q=党建", "/basket/", "/api/docs/", "/report/", "/data/"]
DESK = ["/admin/", "/admin/login/", "/admin/service/", "/admin/practices/practice/"]
ERRORS = ["/nowhere/", "/practices/?format=nothing", "/?a=%00", "/practices?q=1"]
FILES = [
    *("/practices/?format=csv", "/practices/?format=xlsx", "/practices/?format=json"),
    *("/practices/?format=ndjson", "/practices/?format=docx", "/data/problems.ttl"),
    *("/data/problems.csv", "/cite/practice/shalong/?format=bibtex", "/word/practice/shalong.docx"),
]
FOR_PROGRAMS = [
    *("/api/practices/", "/api/nowhere/", "/api/schema/", "/practices/feed/", "/sitemap.xml"),
    *("/robots.txt", "/search/suggest/?q=党", "/search/opensearch.xml", "/healthz", "/metrics"),
    *("/static/site.css", "/static/favicon.svg", "/static/admin/css/base.css"),
]


@pytest.fixture(autouse=True)
def _something(settings):
    PracticeFactory(name="红领沙龙", slug="shalong", published=True)
    settings.METRICS_TOKEN = "t" * 24


@pytest.fixture
def get(client):
    client.force_login(EditorFactory(is_superuser=True))
    client.raise_request_exception = False
    return client.get


@pytest.mark.parametrize("address", PAGES + DESK + ERRORS + FILES + FOR_PROGRAMS)
def test_every_answer_has_its_headers(get, address):
    answer = get(address, secure=True)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert "camera=(), " in answer["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in answer
    policy = directives(answer)
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    is_page = answer.get("Content-Type", "text/html").startswith("text/html")
    assert ("sandbox" in policy) is not is_page
    if is_page:
        assert policy["object-src"] == "'none'"
        assert policy["script-src"] == policy["form-action"] == "'self'"
    else:
        assert policy["form-action"] == "'none'"


def directives(answer) -> dict[str, str]:
    parts = (part.partition(" ") for part in answer["Content-Security-Policy"].split("; "))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("address", FILES[:5] + FILES[-2:])
def test_a_file_is_kept_and_not_shown(get, address):
    answer = get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; ")


def test_with_tls_browsers_are_told_to_keep_to_it(client, settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_SSL_REDIRECT = True
    client = type(client)()
    for address in ("/", "/nowhere/", "/static/site.css", "/practices/?format=csv", "/healthz"):
        told = client.get(address, secure=True)["Strict-Transport-Security"]
        assert told.startswith("max-age=31536000; includeSubDomains")
    assert client.get("/practices/?q=1")["Location"] == "https://testserver/practices/?q=1"


def test_what_has_not_changed_keeps_the_policy_that_it_had(client, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "304"}
    }
    for address in ("/practices/", "/practices/feed/", "/data/problems.ttl"):
        etag = client.get(address)["ETag"]
        answer = client.get(address, headers={"If-None-Match": etag})
        assert answer.status_code == 304
        assert "Content-Security-Policy" not in answer


def test_public_pages_make_no_html_of_strings(get):
    assert directives(get("/practices/"))["require-trusted-types-for"] == "'script'"
    assert "require-trusted-types-for" not in directives(get("/admin/"))


def test_an_error_of_ours_has_the_headers_too(get, monkeypatch):
    def fails(*args):
        raise ValueError

    monkeypatch.setattr("config.views.holdings", fails)
    answer = get("/")
    assert answer.status_code == 500
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Request-ID"] in answer.text


def test_a_received_file_is_handed_out_as_nothing_but_a_file(get):
    source = SourceFactory()
    page = b"<script>alert(1)</script>"
    source.file.save("a.html", ContentFile(page))
    answer = get(f"/admin/sources/source/{source.pk}/received/")
    assert b"".join(answer.streaming_content) == page
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_received_files_have_no_address_of_their_own(get, settings):
    source = SourceFactory()
    source.file.save("a.html", ContentFile(b"geheim"))
    for address in (f"/media/{source.file.name}", f"/{source.file.name}", source.file.url):
        assert get(address).status_code == 404
    assert not str(settings.MEDIA_ROOT).startswith(str(settings.STATIC_ROOT))
