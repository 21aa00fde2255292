"""Every table is given in every format, with its columns explained."""

import csv
import datetime
import io
import json

import openpyxl
import pytest

from exports.declaring import tables
from exports.downloads import FORMATS
from practices.models import Practice
from tests import factories

from .taking import ALL, LISTS, body, taken

pytestmark = pytest.mark.django_db

# The rows are read the same way for all: on PostgreSQL, too, one is enough.
EACH_FORMAT = [
    form if form == "csv" else pytest.param(form, marks=pytest.mark.one_database)
    for form in FORMATS
]


def may_be_published(name: str) -> bool:
    return "published" in getattr(factories, name)._meta.parameters


@pytest.fixture(scope="module")
def filled(shared):
    for name in factories.__all__:
        getattr(factories, name)(**({"published": True} if may_be_published(name) else {}))


@pytest.mark.parametrize(("collection", "table"), ALL)
@pytest.mark.parametrize("form", EACH_FORMAT)
def test_every_table_is_given_in_every_format(client, filled, collection, table, form):
    response = client.get(LISTS[collection], {"format": form, "table": table})
    assert response.status_code == 200
    assert response["Content-Type"] == FORMATS[form][1]
    assert f'filename="{table}-' in response["Content-Disposition"]
    content = body(response)
    (chosen,) = [one for one in tables() if one.name == table]
    titles = [column.title for column in chosen.heads]
    if form == "csv":
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert lines[0] == titles
        assert len(lines) > 1
    elif form == "xlsx":
        sheet, notes = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        assert [cell.value for cell in sheet[1]] == titles
        assert sheet.max_row > 1
        assert sheet.freeze_panes == "B2"
        assert titles[0] in [row[0].value for row in notes.iter_rows()]
    elif form == "json":
        data = json.loads(content)
        assert [column["title"] for column in data["columns"]] == titles
        assert data["rows"]
        assert all(column["about"] for column in data["columns"])
    else:
        assert all(json.loads(line) for line in content.splitlines())


def test_days_are_those_of_the_site_on_pages_and_in_files(client):
    at = datetime.datetime(2026, 1, 1, 20, tzinfo=datetime.UTC)  # early on the 2nd in China
    practice = factories.PracticeFactory(published=True)
    Practice.objects.filter(pk=practice.pk).update(published_at=at, reviewed_at=at)
    (day,) = [row["published"] for row in taken(client) if row["slug"] == practice.slug]
    assert day == "2026-01-02"
    assert "最近审定：2026年1月2日" in client.get(practice.get_absolute_url()).content.decode()
