"""LibreOffice opens the files as they are meant: words, numbers, and no formula."""

import pytest

from tests.factories import OutcomeFactory, PracticeFactory, ZoneFactory
from tests.support.office import CSV

from .taking import LISTS, body

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TABLES = (("practice", "practices"), ("practice", "outcomes"), ("zone", "zones"))
FORMULA = '=HYPERLINK("https://example.org","点我")'
LINES = "第一段，有逗号和“引号”。\n第二段：㐂𠀀"


@pytest.fixture
def books(client, office, tmp_path):
    """Return the workbooks of LibreOffice: by format and table, each as its sheets."""
    practice = PracticeFactory(
        name=FORMULA, gist="0012", body=LINES, tags=["亮身份"], published=True
    )
    outcome = {"value": "12.50", "before": "-3", "unit": "%", "published": True}
    OutcomeFactory(practice=practice, indicator="-增长", **outcome)
    ZoneFactory(approved_year=1991, other_names=["0755", "甲；乙"], published=True)
    opened = {}
    for form, options in (("csv", [f"--infilter={CSV}"]), ("xlsx", [])):
        files = []
        for collection, table in TABLES:
            response = client.get(LISTS[collection], {"format": form, "table": table})
            files.append(tmp_path / f"{form}-{table}.{form}")
            files[-1].write_bytes(body(response))
        for (_, table), book in zip(TABLES, office(tmp_path, files, *options), strict=True):
            opened[form, table] = book
    return opened


def cells(book) -> dict:
    """Return the cells of the first row under the titles, by their titles."""
    titles, row = list(book.worksheets[0].iter_rows())[:2]
    return {title.value: cell for title, cell in zip(titles, row, strict=True) if title.value}


def test_files_open_as_they_are_meant(books):
    for form in ("csv", "xlsx"):
        practice, zone = cells(books[form, "practices"]), cells(books[form, "zones"])
        assert practice["正文"].value == LINES
        assert practice["标签"].value == "亮身份"
        assert practice["名称"].data_type == "s"
        assert practice["名称"].value == ("'" if form == "csv" else "") + FORMULA
        assert (zone["批准年份"].value, zone["批准年份"].data_type) == (1991, "n")
        outcome = cells(books[form, "outcomes"])
        assert outcome["数值"].value == 12.5
        assert outcome["原先数值"].value == -3
        assert outcome["指标"].data_type == "s"
    # A CSV file cannot say that a code is no number; a workbook can.
    assert cells(books["xlsx", "practices"])["一句话"].value == "0012"
    assert cells(books["xlsx", "zones"])["其他名称"].value == "0755；甲；乙"
    assert books["xlsx", "practices"].sheetnames == ["做法", "说明"]
    assert books["xlsx", "zones"].sheetnames == ["高新区", "说明"]
    for book in books.values():
        values = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not any(cell.data_type == "f" for cell in values)
