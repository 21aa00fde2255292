"""The life of a table that was handed in: read, waiting, stopped, written once, thrown away."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from editorial.models import AuditEntry
from imports.models import TableJob
from imports.tables import jobs
from tests.editorial.desk import staff
from tests.factories import (
    PracticeFactory,
)

from .tables import (
    EDITOR,
    applied,
    as_csv,
    changed_file,
    compared,
    exported,
    hand_in,
    rows_in,
)

pytestmark = pytest.mark.django_db
States = TableJob.State


@pytest.fixture
def editor(client):
    return staff(client, "bianji", *EDITOR)


def test_the_wrong_rows_can_be_taken_away_with_the_reasons(client, editor):
    PracticeFactory()
    PracticeFactory()
    job = compared(
        client, "practices", changed_file(阶段=lambda place: "起步" if place else "试点")
    )
    answer = client.get(reverse("tables:wrong", args=[job.pk, "csv"]))

    rows = rows_in(b"".join(answer.streaming_content))
    assert len(rows) == 1
    assert rows[0]["阶段"] == "起步"
    assert rows[0]["原因"].startswith("阶段：没有“起步”这一项")
    # What comes back mended may keep the column of reasons.
    rows[0]["阶段"] = "推广"
    assert compared(client, "practices", as_csv(rows)).counts["changed"] == 1


def test_nobody_sees_the_jobs_of_another(client, editor):
    PracticeFactory()
    job = compared(client, "practices", exported("practices"))
    staff(client, "lin", *EDITOR)
    for page in ("job", "progress"):
        assert client.get(reverse(f"tables:{page}", args=[job.pk])).status_code == 404
    for page in ("work", "apply", "stop", "again", "discard"):
        assert client.post(reverse(f"tables:{page}", args=[job.pk])).status_code == 404


def test_a_job_that_is_told_to_stop_waits_and_can_be_begun_again(client, editor):
    PracticeFactory()
    hand_in(client, "practices", exported("practices"))
    job = TableJob.objects.get()
    assert jobs.claim(job)
    assert not jobs.claim(job)
    job.refresh_from_db()
    client.post(reverse("tables:stop", args=[job.pk]))
    jobs.work(job)

    assert job.state == States.WAITING
    assert "停下" in job.message
    client.post(reverse("tables:work", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == States.READY


def test_writing_that_is_told_to_stop_writes_nothing(client, editor, monkeypatch):
    practice = PracticeFactory()
    job = compared(client, "practices", changed_file(一句话=lambda place: "新的。"))
    assert jobs.claim(job, to_write=True)
    job.refresh_from_db()
    jobs.request_stop(job)
    jobs.apply(job, editor)

    practice.refresh_from_db()
    assert practice.gist != "新的。"
    assert job.state == States.READY
    assert applied(client, job).state == States.WRITTEN


def test_a_job_whose_worker_is_gone_can_be_begun_again(client, editor):
    PracticeFactory()
    hand_in(client, "practices", exported("practices"))
    job = TableJob.objects.get()
    jobs.claim(job)
    TableJob.objects.update(changed_at=timezone.now() - jobs.LOST_AFTER - timedelta(seconds=1))
    page = client.get(reverse("tables:job", args=[job.pk])).content.decode()
    assert "再试一次" in page
    client.post(reverse("tables:work", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == States.READY


def test_a_failure_is_told_and_the_file_stays(client, editor, monkeypatch):
    PracticeFactory()
    hand_in(client, "practices", exported("practices"))
    job = TableJob.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr(jobs, "Comparison", lambda *args: 1 / 0)
        client.post(reverse("tables:work", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == States.FAILED
    assert "再试一次" in job.message
    assert client.get(reverse("tables:job", args=[job.pk])).status_code == 200


def test_progress_is_told_while_a_job_is_worked_on(client, editor):
    PracticeFactory()
    job = compared(client, "practices", exported("practices"))
    answer = client.get(reverse("tables:progress", args=[job.pk]))
    assert json.loads(answer.content) == {"state": "ready", "step": "", "progress": 100}


def test_a_job_is_written_once(client, editor):
    PracticeFactory()
    job = compared(client, "practices", changed_file(一句话=lambda place: "新的。"))
    applied(client, job)
    applied(client, job)
    assert AuditEntry.objects.filter(action=AuditEntry.Action.IMPORT).count() == 1


def test_a_page_that_is_out_of_date_writes_nothing(client, editor):
    practice = PracticeFactory()
    job = compared(client, "practices", changed_file(一句话=lambda place: "新的。"))
    client.post(reverse("tables:apply", args=[job.pk]), {"digest": "0"})
    practice.refresh_from_db()
    assert practice.gist != "新的。"


def test_a_job_can_be_thrown_away_with_its_file(client, editor):
    PracticeFactory()
    job = compared(client, "practices", exported("practices"))
    storage, name = job.file.storage, job.file.name
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("imports.tables.views.transaction.on_commit", lambda act: act())
        client.post(reverse("tables:discard", args=[job.pk]))
    assert not TableJob.objects.exists()
    assert not storage.exists(name)


def test_a_file_without_rows_or_of_another_kind_is_refused_in_words(client, editor):
    for name, content, words in (
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 100, "旧版的 Excel"),
        ("a.csv", b"\x89PNG\r\n\x00\x00", "不是表格文件"),
        ("a.csv", "编号,名称\n".encode(), "表头下面没有内容"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "不是“做法”的表头"),
        ("a.csv", "编号,名称,乙\n,2,3\n".encode(), "不认识的列：“乙”"),
        ("a.csv", "名称,一句话\n甲,乙\n".encode(), "缺少“编号”"),
        ("a.csv", "编号,名称,名称\n,甲,乙\n".encode(), "出现了两次"),
        ("a.xlsx", b"PK\x03\x04 broken", "读不出来"),
        ("a.csv", b" ", "没有内容"),
    ):
        answer = hand_in(client, "practices", content, name)
        assert answer.status_code == 200
        assert words in answer.content.decode()
    assert not TableJob.objects.exists()


def test_a_file_of_gb18030_is_read(client, editor):
    content = "编号,名称,一句话\n,红色引擎,把支部建在产业链上。\n".encode("gb18030")
    job = compared(client, "practices", content)
    assert job.counts["new"] == 1
    assert job.rows.get().title == "红色引擎"


def test_a_file_that_is_too_large_is_refused(client, editor, monkeypatch):
    monkeypatch.setattr(jobs, "MAX_BYTES", 10)
    answer = hand_in(client, "practices", "编号,名称\n,甲\n".encode())
    assert "文件太大" in answer.content.decode()


def test_no_file_is_told(client, editor):
    answer = client.post(reverse("tables:hand_in", args=["practices"]))
    assert "请选一个表格文件" in answer.content.decode()
    file = SimpleUploadedFile("a.csv", b"")
    answer = client.post(reverse("tables:hand_in", args=["practices"]), {"file": file})
    assert "空的" in answer.content.decode()
