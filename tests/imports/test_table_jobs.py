"""Tables that editors hand in: compared, looked at, written all or not at all."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from editorial.models import AuditEntry, PendingChange, State, Version
from editorial.versions import many, pending
from imports.models import TableJob
from imports.tables import jobs
from practices.models import Practice, Problem
from tests.editorial.desk import staff
from tests.factories import (
    AppointmentFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    ProblemFactory,
    ProblemGroupFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactFactory,
    ZoneFactory,
)
from zones.models import PartyOrganization, ZoneFact

from .tables import applied, as_csv, as_xlsx, compared, exported, hand_in, rows_in, wrong

pytestmark = pytest.mark.django_db
States = TableJob.State
EDITOR = (
    "practices.view_practice",
    "practices.add_practice",
    "practices.change_practice",
)


@pytest.fixture
def editor(client):
    return staff(client, "bianji", *EDITOR)


def changed_file(**changes) -> bytes:
    """All practices as a file, with some cells changed: `gist=lambda place: …`."""
    rows = rows_in(exported("practices", "csv"))
    for place, row in enumerate(rows):
        for title, change in changes.items():
            row[title] = change(place)
    return as_csv(rows)


def test_practices_are_changed_when_the_three_wrong_rows_are_mended(client, editor):
    PracticeFactory.create_batch(50)
    rows = rows_in(exported("practices", "csv"))
    for place, row in enumerate(rows):
        row["一句话"] = f"改后的第{place}句话。"
    right = as_csv(rows)
    rows[10]["开始时间"] = "去年"
    rows[20]["阶段"] = "起步"
    rows[30]["名称"] = ""

    job = compared(client, "practices", as_csv(rows))

    assert job.counts == {"new": 0, "changed": 47, "unchanged": 0, "wrong": 3}
    assert [(row, title) for row, title, _ in wrong(job)] == [
        (12, "开始时间"),
        (22, "阶段"),
        (32, "名称"),
    ]
    reasons = [why for _, _, why in wrong(job)]
    assert "不是日期" in reasons[0]
    assert "试点、推广、常态化" in reasons[1]
    assert reasons[2] == "不能为空"
    assert applied(client, job).state == States.READY
    assert not Practice.objects.filter(gist__startswith="改后").exists()

    job = applied(client, compared(client, "practices", right))

    assert job.state == States.WRITTEN
    assert Practice.objects.filter(gist__startswith="改后").count() == 50
    assert len(job.written["saved"]) == 50


def test_a_changed_draft_keeps_who_changed_it(client, editor):
    practice = PracticeFactory()
    job = compared(client, "practices", changed_file(一句话=lambda place: "新的一句话。"))
    applied(client, job)

    practice.refresh_from_db()
    assert practice.gist == "新的一句话。"
    assert practice.revision == 2
    assert practice.history.first().history_user == editor
    version = Version.objects.filter(object_id=practice.pk).first()
    assert (version.by, version.action) == (editor, Version.Action.BULK)
    entry = AuditEntry.objects.get(action=AuditEntry.Action.IMPORT)
    assert (entry.actor, "改动 1 行" in entry.detail) == (editor, True)


def test_what_readers_see_is_not_changed_but_becomes_a_change_to_be_reviewed(client, editor):
    practice = PracticeFactory(published=True)
    gist = practice.gist
    job = compared(client, "practices", changed_file(一句话=lambda place: "新的一句话。"))
    job = applied(client, job)

    practice.refresh_from_db()
    assert practice.gist == gist
    change = PendingChange.objects.get()
    assert change.data["fields"]["gist"] == "新的一句话。"
    assert job.written == {"saved": [], "proposed": [practice.pk]}
    page = client.get(reverse("tables:job", args=[job.pk])).content.decode()
    assert "把 1 份修改稿成批送审" in page
    # The next export shows what is being edited, and changes nothing when it comes back.
    again = compared(client, "practices", exported("practices"))
    assert again.counts["unchanged"] == 1


def test_changes_are_handed_in_for_review_together(client, editor):
    practices = PracticeFactory.create_batch(3, published=True)
    job = compared(client, "practices", changed_file(一句话=lambda place: "新的一句话。"))
    job = applied(client, job)
    address = reverse("admin:practices_practice_bulk", args=["submit"])
    chosen = ",".join(map(str, job.written["proposed"]))
    asked = client.post(address, {"chosen": chosen, "ask": "1"})
    assert "选中了 3 条做法" in asked.content.decode()
    client.post(address, {"chosen": chosen})

    assert {change.state for change in PendingChange.objects.all()} == {State.FIRST}
    assert len(practices) == PendingChange.objects.count()


def test_new_rows_become_drafts_of_whoever_handed_them_in(client, editor):
    zone, theme, problem = ZoneFactory(), ThemeFactory(), ProblemFactory()
    row = {
        "编号": "",
        "名称": "红色引擎",
        "一句话": "把支部建在产业链上。",
        "高新区": zone.short_name,
        "主题": theme.code,
        "回应的问题": f"{problem.code} {problem.name}",
        "标签": "产业链、支部",
        "开始时间": "2020年9月",
    }
    job = compared(client, "practices", as_csv([row]))
    assert job.counts["new"] == 1
    applied(client, job)

    practice = Practice.objects.get()
    assert (practice.name, practice.started, practice.state) == ("红色引擎", "2020-09", "draft")
    assert practice.created_by == editor
    assert list(practice.zones.all()) == [zone]
    assert list(practice.themes.all()) == [theme]
    assert list(practice.problems.all()) == [problem]
    assert set(practice.tags.names()) == {"产业链", "支部"}
    assert compared(client, "practices", exported("practices")).counts["unchanged"] == 1


def test_a_column_that_is_absent_stays_and_an_empty_cell_empties(client, editor):
    practice = PracticeFactory(background="背景。", tags=["产业链"])
    rows = [{"编号": practice.slug, "背景": ""}]
    applied(client, compared(client, "practices", as_csv(rows)))

    practice.refresh_from_db()
    assert practice.background == ""
    assert list(practice.tags.names()) == ["产业链"]


def test_a_formula_is_never_taken(client, editor):
    practice = PracticeFactory()
    rows = [["编号", "名称"], [practice.slug, "=1+1"], [practice.slug + "x", '=HYPERLINK("x")']]
    job = compared(client, "practices", as_xlsx(rows), "表.xlsx")

    assert (2, "名称", "是公式，请粘贴为数值") in wrong(job)
    page = client.get(reverse("tables:job", args=[job.pk])).content.decode()
    assert "“名称”是公式，请粘贴为数值" in page


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


def test_a_record_that_was_changed_since_is_looked_at_anew(client, editor):
    first, second = PracticeFactory.create_batch(2)
    job = compared(client, "practices", changed_file(一句话=lambda place: f"新的{place}。"))
    first.gist = "别人改的。"
    first.save()
    job = applied(client, job)

    assert job.state == States.READY
    assert job.message == jobs.MADE_ANEW
    second.refresh_from_db()
    assert not second.gist.startswith("新的")
    # The file was exported before the other editor's change: it must not undo it.
    assert [why for _, _, why in wrong(job)] == [
        "文件导出以后，这条记录又被改动过；请重新导出，在新的文件里改"
    ]


def test_a_change_between_comparing_and_writing_is_noticed(client, editor, monkeypatch):
    practice = PracticeFactory()
    job = compared(client, "practices", as_csv([{"编号": practice.slug, "一句话": "新的。"}]))
    write = jobs._write

    def late(job, todo, user, request):
        monkeypatch.setattr(jobs, "_write", write)
        practice.gist = "别人改的。"
        practice.save()
        return write(job, todo, user, request)

    monkeypatch.setattr(jobs, "_write", late)
    job = applied(client, job)

    practice.refresh_from_db()
    assert practice.gist == "别人改的。"
    assert (job.state, job.message) == (States.READY, jobs.MADE_ANEW)
    assert job.rows.get().changes == [["一句话", "别人改的。", "新的。"]]


def test_one_row_that_is_refused_while_writing_undoes_all(client, editor, monkeypatch):
    practices = PracticeFactory.create_batch(3)
    job = compared(client, "practices", changed_file(一句话=lambda place: f"新的{place}。"))
    keep = pending.log.keep
    calls = []

    def refusing(*args):
        raise ValidationError("有一行不行。")

    def failing(record, **more):
        calls.append(record)
        if record.pk == practices[2].pk and len(calls) > 4:
            raise ValidationError("不行。")
        return keep(record, **more)

    # All at once they are refused, without a word of which; one by one it is the third.
    monkeypatch.setattr(many.ManyWriter, "amend", refusing)
    monkeypatch.setattr(pending.log, "keep", failing)
    job = applied(client, job)

    assert job.state == States.FAILED
    assert "第 4 行：不行" in job.message
    assert not Practice.objects.filter(gist__startswith="新的").exists()
    monkeypatch.undo()
    client.post(reverse("tables:work", args=[job.pk]))
    job.refresh_from_db()
    assert applied(client, job).state == States.WRITTEN


def test_two_organizations_are_not_put_above_each_other(client):
    staff(client, "zuzhi", "zones.view_partyorganization", "zones.change_partyorganization")
    one, other = PartyOrganizationFactory.create_batch(2, kind="committee")
    above = {one.slug: other.slug, other.slug: one.slug}
    rows = rows_in(exported("organizations", "csv"))
    for row in rows:
        row["上级组织"] = above.get(row["编号"], row["上级组织"])
    job = applied(client, compared(client, "organizations", as_csv(rows)))
    assert job.state == States.FAILED
    assert "上级不能是自己" in job.message
    assert not PartyOrganization.objects.exclude(parent=None).exists()


def test_records_under_review_and_archived_ones_are_not_changed(client, editor):
    review = PracticeFactory(state="first")
    archived = PracticeFactory(state="archived", published_at=timezone.now())
    job = compared(client, "practices", changed_file(一句话=lambda place: "新的。"))

    assert [(row, why[:5]) for row, _, why in wrong(job)] == [
        (2, "正在初审，"),
        (3, "已归档。需"),
    ]
    assert review.slug != archived.slug


def test_without_the_permission_to_add_new_rows_are_wrong(client):
    staff(client, "bianji", "practices.view_practice", "practices.change_practice")
    job = compared(client, "practices", as_csv([{"编号": "", "名称": "甲", "一句话": "乙。"}]))
    assert wrong(job) == [(2, "", "您没有新增做法的权限")]


def test_without_any_permission_there_is_no_table(client):
    staff(client, "duzhe", "practices.view_practice")
    address = reverse("tables:hand_in", args=["practices"])
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403
    assert client.get(reverse("tables:index")).status_code == 403
    page = client.get(reverse("admin:practices_practice_changelist")).content.decode()
    assert address not in page


def test_a_limited_editor_changes_records_of_their_zones_only(client, editor):
    from zones.models import EditorZones

    own, other = ZoneFactory(), ZoneFactory()
    EditorZones.objects.create(user=editor).zones.add(own)
    PracticeFactory(zones=[own])
    PracticeFactory(zones=[other])
    job = compared(client, "practices", changed_file(一句话=lambda place: "新的。"))
    assert [(row, why) for row, _, why in wrong(job)] == [(3, "不在您负责的高新区之内")]
    rows = [{"编号": "", "名称": "甲", "一句话": "乙。", "高新区": other.slug}]
    assert "负责" in wrong(compared(client, "practices", as_csv(rows)))[0][2]


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


class TestParts:
    EDITOR = (
        "zones.view_zonefact",
        "zones.add_zonefact",
        "zones.change_zonefact",
        "zones.change_zone",
    )

    def test_figures_of_a_published_zone_wait_with_its_change(self, client):
        staff(client, "bianji", *self.EDITOR)
        fact = ZoneFactFactory(published=True)
        source = SourceFactory()
        rows = rows_in(exported("facts", "csv"))
        rows[0]["数值"] = "-3.5"
        rows.append(
            {
                **dict.fromkeys(rows[0], ""),
                "高新区": fact.zone.slug,
                "指标": "党组织数",
                "数值": "1316",
                "出处": str(source.pk),
                "原文": source.text[:12],
            }
        )
        job = compared(client, "facts", as_csv(rows))
        assert job.counts == {"new": 1, "changed": 1, "unchanged": 0, "wrong": 0}
        job = applied(client, job)

        assert job.written["proposed"] == [fact.zone.pk]
        assert ZoneFact.objects.count() == 1
        change = PendingChange.objects.get()
        values = {row["indicator"]: row["value"] for row in change.data["parts"]["facts"]}
        assert values == {fact.indicator: "-3.5", "党组织数": "1316"}

    def test_words_that_are_not_in_the_source_are_told(self, client):
        staff(client, "bianji", *self.EDITOR)
        ZoneFactFactory()
        rows = rows_in(exported("facts", "csv"))
        rows[0]["原文"] = "没有说过的话"
        job = compared(client, "facts", as_csv(rows))
        [(row, title, why)] = wrong(job)
        assert (row, title) == (2, "原文")
        assert "全文里没有这句话" in why

    def test_a_figure_stays_with_its_zone(self, client):
        staff(client, "bianji", *self.EDITOR)
        ZoneFactFactory()
        rows = rows_in(exported("facts", "csv"))
        rows[0]["高新区"] = ZoneFactory().slug
        assert "不能改到别处" in wrong(compared(client, "facts", as_csv(rows)))[0][2]

    def test_a_post_is_held_in_one_place(self, client):
        staff(
            client,
            "bianji",
            "interviews.change_appointment",
            "interviews.change_guest",
        )
        AppointmentFactory()
        rows = rows_in(exported("appointments", "csv"))
        rows[0]["党组织"] = ""
        assert "请选且只选一个" in wrong(compared(client, "appointments", as_csv(rows)))[0][2]


class TestVocabularies:
    def test_a_group_and_its_terms_come_in_one_file(self, client):
        staff(client, "bianji", "practices.add_problem", "practices.change_problem")
        rows = [
            {"编号": "P900.1", "名称": "党员太少"},
            {"编号": "P900", "名称": "新的一组"},
            {"编号": "P900.2", "名称": "没有场地"},
        ]
        job = compared(client, "problems", as_csv(rows))
        assert wrong(job) == []
        applied(client, job)

        term = Problem.objects.get(code="P900.1")
        assert (term.name, term.parent.code) == ("党员太少", "P900")
        assert Problem.objects.filter(parent__code="P900").count() == 2

    def test_a_term_is_saved_at_once_with_its_history(self, client):
        user = staff(client, "bianji", "practices.change_problem")
        term = ProblemFactory()
        rows = [{"编号": term.code, "其他名称": "甲、乙"}]
        job = applied(client, compared(client, "problems", as_csv(rows)))
        term.refresh_from_db()
        assert term.alt_names == ["甲", "乙"]
        assert term.history.first().history_user == user
        assert job.written["saved"] == [term.pk]

    def test_a_wrong_code_is_told(self, client):
        staff(client, "bianji", "practices.add_problem", "practices.change_problem")
        ProblemGroupFactory(code="P900")
        rows = [{"编号": "X1", "名称": "甲"}, {"编号": "P901.1", "名称": "乙"}]
        job = compared(client, "problems", as_csv(rows))
        assert {(row, title) for row, title, _ in wrong(job)} == {(2, "编号"), (3, "编号")}

    def test_a_term_that_changed_since_is_not_overwritten(self, client, monkeypatch):
        staff(client, "bianji", "practices.change_problem")
        term = ProblemFactory()
        job = compared(client, "problems", as_csv([{"编号": term.code, "名称": "新名"}]))
        Problem.objects.filter(pk=term.pk).update(name="别人的新名")
        job = applied(client, job)
        assert (job.state, job.message) == (States.READY, jobs.MADE_ANEW)


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
