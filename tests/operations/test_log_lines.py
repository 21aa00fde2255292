"""One line for each request, under a number, and nothing in it of who asked or what was typed."""

import json
import logging
import uuid

import pytest
from django.conf import settings as all_settings
from django.db import connection

from config import errors
from operations.seeing import current
from operations.seeing.logs import Careful, JsonLines, Lines
from tests.factories import EditorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def written(caplog):
    """`written()` gives the lines of JSON that were written since."""
    caplog.set_level(logging.INFO)
    form, careful = JsonLines(), Careful()

    def lines(logger: str = "") -> list[dict]:
        chosen = [record for record in caplog.records if record.name.startswith(logger)]
        return [json.loads(form.format(record)) for record in chosen if careful.filter(record)]

    return lines


def test_a_request_is_one_line(client, written):
    answer = client.get("/practices/?q=张三")
    (line,) = written("operations.access")
    assert (line["method"], line["route"], line["status"]) == ("GET", "practices:practices", 200)
    assert line["bytes"] == len(answer.content)
    assert line["ms"] > 0
    assert line["request_id"] == answer["X-Request-ID"]


def test_no_line_tells_who_asked_or_what_was_typed(client, written):
    editor = EditorFactory(username="lisi")
    client.force_login(editor)
    client.get("/search/?q=秘密", REMOTE_ADDR="10.9.8.7")
    client.get("/practices/秘密/?a=秘密")
    client.get("/?q=%00秘密")
    client.get("/", headers={"Host": "秘密.example"})
    told = json.dumps(written(), ensure_ascii=False)
    assert len(written()) >= 4
    for word in ("秘密", "%E7%A7%98", "10.9.8.7", "lisi"):
        assert word not in told


def test_a_head_has_the_headers_and_nothing_more(client, monkeypatch):
    whole = client.get("/zones/")
    head = client.head("/zones/")
    assert head.content == b""
    assert head["Content-Length"] == str(len(whole.content))

    def make(*args):
        raise AssertionError("a file was made")
        yield

    monkeypatch.setattr("exports.downloads.as_csv", make)
    assert b"".join(client.head("/zones/?format=csv").streaming_content) == b""


@pytest.mark.parametrize(("proxies", "is_taken"), [(1, True), (0, False)])
def test_a_number_is_taken_from_a_proxy_only(client, settings, proxies, is_taken):
    settings.REST_FRAMEWORK = {**all_settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    given = uuid.uuid4().hex
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert (answer["X-Request-ID"] == given) is is_taken


@pytest.mark.parametrize("given", ["short", "a" * 65, "a b c d e f g h", "<script>alert"])
def test_a_number_that_looks_wrong_is_not_taken(client, settings, given):
    settings.REST_FRAMEWORK = {**all_settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    assert client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] != given


def test_the_page_of_an_error_tells_its_number(rf):
    request = rf.get("/")
    number = current.begin(request).id
    assert number in errors.server_error(request).text
    assert number in json.loads(errors.server_error(rf.get("/api/zones/")).content)["detail"]


class Odd(Exception):
    pass


def failing(value):
    try:
        raise KeyError(value)
    except KeyError as error:
        raise Odd(f"key 'name'='{value}' is there\nDETAIL: {value}") from error


@pytest.mark.parametrize("form", [Lines(), JsonLines()])
def test_an_error_is_told_by_its_place_without_values(form):
    value = "".join(["秘", "密"])
    with pytest.raises(Odd) as raised:
        failing(value)
    record = logging.LogRecord("x", 40, "", 1, "failed", (), raised._excinfo)
    line = form.format(record)
    assert "in failing" in line
    assert "Odd: key …=… is there" in line
    assert "KeyError: …" in line
    assert value not in line


def test_a_slow_query_is_written_without_its_values(settings, caplog, client):
    client.get("/practices/")
    settings.SLOW_QUERY_MS = 0.0001
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s, 'it''s 秘密', \"name\" FROM auth_group", ["秘密"])
    (record,) = [one for one in caplog.records if one.name == "operations.slow"]
    assert "秘密" not in record.getMessage()
    assert "'…', \"name\" FROM auth_group" in record.getMessage()
    assert record.route == "practices:practices"
