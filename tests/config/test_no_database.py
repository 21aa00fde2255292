"""A database or disk that fails is said to whoever asks, with when to come again."""

import errno
import json

import pytest
from django.db import InternalError, OperationalError, ProgrammingError

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


def stored(error: Exception, **told) -> Exception:
    """Return an error of a database as Django raises it, and what the database told of it."""

    class Told(Exception):
        sqlite_errorname = told.get("sqlite", "")
        pgcode = told.get("postgresql")

    error.__cause__ = Told(*error.args)
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (stored(OperationalError("full"), sqlite="SQLITE_FULL"), "磁盘满了"),
        (stored(OperationalError("full"), postgresql="53100"), "磁盘满了"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘满了"),
        (stored(OperationalError("ro"), sqlite="SQLITE_READONLY_DBMOVED"), "写不进去"),
        (stored(OperationalError("io"), sqlite="SQLITE_IOERR_WRITE"), "写不进去"),
        (stored(InternalError("ro"), postgresql="25006"), "写不进去"),
        (stored(ProgrammingError("Read-only file system"), postgresql="42501"), "写不进去"),
        (OSError(errno.EROFS, "Read-only file system"), "写不进去"),
    ],
)
def test_a_disk_that_takes_nothing_is_said_to_people_and_programs(rf, error, words):
    page = answered(rf, "/admin/", error)
    assert page.status_code == 503
    assert words in page.content.decode()
    assert "内容还在" in page.content.decode()
    assert words in json.loads(answered(rf, "/api/zones/", error).content)["detail"]
