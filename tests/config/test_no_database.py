"""A database that does not answer is said to whoever asks, with when to come again."""

import json

import pytest
from django.db import OperationalError

from config.errors import server_error

pytestmark = pytest.mark.one_database


def answered(rf, path: str, error: Exception):
    """Return what is answered where a view raises an error."""
    try:
        raise error
    except type(error):
        return server_error(rf.get(path))


def test_a_person_is_told_in_a_sentence(rf):
    answer = answered(rf, "/admin/", OperationalError("gone"))
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert answer["Cache-Control"] == "no-store"
    assert "数据库暂时没有应答" in answer.content.decode()


def test_a_program_is_told_as_of_other_problems(rf):
    answer = answered(rf, "/api/practices/", OperationalError("gone"))
    assert answer.status_code == 503
    assert json.loads(answer.content)["type"].endswith("#unavailable")


def test_other_errors_are_the_sites_own(rf):
    assert answered(rf, "/practices/", ValueError()).status_code == 500
