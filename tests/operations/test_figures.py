"""Figures are for those who have the token, and hold nothing that was typed."""

import re

import pytest
from django.contrib.auth import authenticate

from tests.factories import PracticeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TOKEN = "t" * 24


@pytest.fixture
def figures(client, settings):
    settings.METRICS_TOKEN = TOKEN

    def read() -> dict[str, float]:
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        lines = re.findall(r"^(?!#)(\S+|\S+\{.*\}) (\S+)$", answer.text, re.MULTILINE)
        return {name: float(value) for name, value in lines}

    return read


def test_without_a_token_there_is_no_such_page(client):
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer 密"])
def test_who_has_not_the_token_sees_nothing(client, settings, given):
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/metrics", headers={"Authorization": given} if given else {})
    assert (answer.status_code, answer.text) == (401, "unauthorized\n")


def test_requests_are_counted_by_view_and_what_came_of_them(client, figures):
    name = 'site_requests_total{method="GET",route="practices:practices",status="200"}'
    before = figures().get(name, 0)
    client.get("/practices/?q=党建")
    found = figures()
    assert found[name] == before + 1
    assert found['site_request_seconds_count{route="practices:practices"}'] >= 1
    assert found["site_request_queries_sum"] > 0
    assert found["site_search_seconds_count"] >= 1


def test_what_was_typed_is_no_label(client, figures):
    client.get("/geheim/")
    client.get("/practices/geheim/?q=geheim")
    client.generic("GEHEIM", "/")
    found = figures()
    assert not [name for name in found if "geheim" in name.lower()]
    assert found['site_requests_total{method="OTHER",route="home",status="200"}'] >= 1
    assert found['site_requests_total{method="GET",route="unknown",status="404"}'] >= 1


def test_failed_sign_ins_are_counted(figures, rf):
    before = figures()["site_sign_in_failures_total"]
    authenticate(rf.post("/admin/login/"), username="nobody", password="wrong")
    assert figures()["site_sign_in_failures_total"] == before + 1


def test_records_queues_and_index_are_told(figures):
    PracticeFactory(published=True)
    PracticeFactory()
    found = figures()
    assert found['site_records{kind="practice",state="published"}'] == 1
    assert found['site_records{kind="practice",state="draft"}'] == 1
    assert found['site_ready{part="database"}'] == 1
    assert "site_index_documents" in found
