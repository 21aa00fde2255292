"""Every table is given in every format, with its columns explained."""

import csv
import io
import json

import openpyxl
import pytest

from exports.declaring import tables
from exports.downloads import FORMATS
from tests import factories

from .taking import ALL, LISTS, body

pytestmark = pytest.mark.django_db


def may_be_published(name: str) -> bool:
    return "published" in getattr(factories, name)._meta.parameters


@pytest.fixture(scope="module")
def filled(shared):
    for name in factories.__all__:
        getattr(factories, name)(**({"published": True} if may_be_published(name) else {}))


@pytest.mark.parametrize(("collection", "table"), ALL)
@pytest.mark.parametrize("form", FORMATS)
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
