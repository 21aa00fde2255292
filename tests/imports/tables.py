"""Files for the tests of tables, and the way an editor hands them in."""

from __future__ import annotations

import csv
import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from editorial.tables.declaring import table_named
from editorial.tables.writing import lines_of, write_csv, write_xlsx
from imports.models import TableJob

# What somebody may do who works on practices.
EDITOR = (
    "practices.view_practice",
    "practices.add_practice",
    "practices.change_practice",
)


def exported(name: str, kind: str = "xlsx") -> bytes:
    """All records of a table as a file."""
    table = table_named(name)
    pks = list(table.model._base_manager.order_by("pk").values_list("pk", flat=True))
    file = io.BytesIO()
    (write_csv if kind == "csv" else write_xlsx)(file, table, lines_of(table, pks))
    return file.getvalue()


def rows_in(content: bytes) -> list[dict[str, str]]:
    """The rows of an exported CSV file, by title."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def as_csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(rows: list[list]) -> bytes:
    """A workbook as somebody types it; text that begins with `=` is a formula there."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hand_in(client, name: str, content: bytes, file_name: str = "表.csv"):
    file = SimpleUploadedFile(file_name, content)
    return client.post(reverse("tables:hand_in", args=[name]), {"file": file}, follow=True)


def compared(client, name: str, content: bytes, file_name: str = "表.csv") -> TableJob:
    """A job that was handed in and compared."""
    answer = hand_in(client, name, content, file_name)
    assert answer.redirect_chain, answer.context["form"].errors
    job = TableJob.objects.latest("pk")
    client.post(reverse("tables:work", args=[job.pk]))
    job.refresh_from_db()
    return job


def applied(client, job: TableJob) -> TableJob:
    client.post(reverse("tables:apply", args=[job.pk]), {"digest": job.digest})
    job.refresh_from_db()
    return job


def wrong(job: TableJob) -> list[tuple]:
    """Row, column and reason of everything that is wrong."""
    rows = job.rows.filter(kind="wrong")
    return [(row.number, title, why) for row in rows for title, why in row.reasons]


def changed_file(**changes) -> bytes:
    """All practices as a file, with some cells changed: `gist=lambda place: …`."""
    rows = rows_in(exported("practices", "csv"))
    for place, row in enumerate(rows):
        for title, change in changes.items():
            row[title] = change(place)
    return as_csv(rows)
