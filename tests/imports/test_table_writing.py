"""What tables that editors hand in make of records: all of it, or nothing."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from editorial.models import AuditEntry, PendingChange, State, Version
from editorial.versions import many, pending
from imports.models import TableJob
from imports.tables import jobs
from practices.models import Practice
from tests.editorial.desk import staff
from tests.factories import (
    PartyOrganizationFactory,
    PracticeFactory,
    ProblemFactory,
    ThemeFactory,
    ZoneFactory,
)
from zones.models import PartyOrganization

from .tables import (
    EDITOR,
    applied,
    as_csv,
    as_xlsx,
    changed_file,
    compared,
    exported,
    rows_in,
    wrong,
)

pytestmark = pytest.mark.django_db
States = TableJob.State


@pytest.fixture
def editor(client):
    return staff(client, "bianji", *EDITOR)


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
