"""Five hundred practices are taken away as a table, changed, handed in, mended and written."""

import re

import openpyxl
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial.models import AuditEntry, PendingChange, ReviewStep, State, Version
from imports.models import TableJob
from practices.models import Practice
from tests.factories import PracticeFactory
from tests.support import browser as chromium_support

pytestmark = pytest.mark.django_db(transaction=True)

DRAFTS, PUBLISHED = 480, 20
ALL = DRAFTS + PUBLISHED
OLD, NEW = "原来的一句话。", "改过的一句话。"
# Row of the sheet: column, what is typed, and what the page says.
WRONG = {
    7: ("名称", None, "“名称”不能为空"),
    123: ("阶段", "起步", "“阶段”没有“起步”这一项"),
    499: ("开始时间", "2020年13月", "“开始时间”：“2020-13”不是日期。"),
}
# Comparing and writing take a while on a busy machine.
PATIENCE = 60_000  # ms


def taken_away(page, folder):
    """Download the list of practices as a workbook, as it is."""
    page.goto(reverse("admin:practices_practice_changelist"))
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 XLSX").click()
    path = folder / "做法.xlsx"
    download.value.save_as(path)
    return path


def changed(path):
    """Change every row of the workbook, and three of them wrongly; return a mended one, too."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.max_row == ALL + 1
    for number in range(2, ALL + 2):
        sheet.cell(number, columns["一句话"]).value = NEW
    mended = path.with_name("改好的做法.xlsx")
    book.save(mended)
    for number, (title, typed, _) in WRONG.items():
        sheet.cell(number, columns[title]).value = typed
    book.save(path)
    return path, mended


def hand_in(page, path):
    page.goto(reverse("tables:hand_in", args=["practices"]))
    page.locator("#id_file").set_input_files(path)
    page.get_by_role("button", name="交来比对").click()
    expect(page.locator(".tables-kinds")).to_be_visible(timeout=PATIENCE)


def assert_nothing_changed():
    assert set(Practice.objects.values_list("gist", "revision")) == {(OLD, 1)}
    assert not Version.objects.exists()
    assert not PendingChange.objects.exists()
    assert not AuditEntry.objects.filter(action="import").exists()


def assert_everything_changed():
    drafts, published = (Practice.objects.filter(state=state) for state in ("draft", "published"))
    assert set(drafts.values_list("gist", "revision")) == {(NEW, 2)}
    assert set(published.values_list("gist", "revision")) == {(OLD, 1)}
    changes = PendingChange.objects.all()
    assert {change.object_id for change in changes} == set(published.values_list("pk", flat=True))
    assert {change.data["fields"]["gist"] for change in changes} == {NEW}
    kept = Version.objects.filter(action=Version.Action.BULK, by__username="zhuangao")
    assert kept.values("object_id").distinct().count() == kept.count() == ALL
    written = Practice.history.filter(gist=NEW, history_user__username="zhuangao")
    assert written.values("id").distinct().count() == DRAFTS
    told = AuditEntry.objects.get(action="import")
    assert told.actor_name == "zhuangao"
    assert f"改动 {ALL} 行" in told.detail
    assert f"直接写入 {DRAFTS} 条，修改稿 {PUBLISHED} 条" in told.detail
    assert f"导出 {ALL} 条" in AuditEntry.objects.get(action="export").detail


def assert_readers_see(browser, address, practice, words):
    with chromium_support.watched_page(browser, address, **chromium_support.DESKTOP) as page:
        assert page.goto(practice.get_absolute_url()).ok
        expect(page.locator("main")).to_contain_text(words)


def submit_together(page):
    page.get_by_role("button", name=f"把 {PUBLISHED} 份修改稿成批送审").click()
    expect(page.locator("#content")).to_contain_text(f"选中了 {PUBLISHED} 条做法")
    page.get_by_role("button", name="成批送审").click()
    expect(page.locator(".messagelist")).to_contain_text(f"已送审 {PUBLISHED} 条")
    assert {change.state for change in PendingChange.objects.all()} == {State.FIRST}
    steps = ReviewStep.objects.filter(kind="submit", actor__username="zhuangao")
    assert steps.count() == AuditEntry.objects.filter(action="review").count() == PUBLISHED


def test_five_hundred_practices_go_out_and_come_back_changed(
    as_role, chromium, live_server, tmp_path
):
    PracticeFactory.create_batch(DRAFTS, gist=OLD)
    published = PracticeFactory.create_batch(PUBLISHED, gist=OLD, published=True)
    page = as_role("撰稿")
    wrong, mended = changed(taken_away(page, tmp_path))

    hand_in(page, wrong)
    expect(page.get_by_role("alert")).to_contain_text("有 3 行有误，所以一行也不能写入")
    rows = page.locator(".tables-rows tbody tr")
    expect(rows).to_have_count(len(WRONG))
    for row, (number, (_, _, why)) in zip(rows.all(), WRONG.items(), strict=True):
        expect(row.locator("td").first).to_have_text(str(number))
        expect(row.locator("li")).to_have_count(1)
        expect(row.locator("li")).to_contain_text(why)
    expect(page.get_by_role("button", name=re.compile("全部写入"))).to_have_count(0)
    assert_nothing_changed()

    hand_in(page, mended)
    assert_nothing_changed()
    page.get_by_role("button", name=f"全部写入（新增 0 行，改动 {ALL} 行）").click()
    expect(page.locator(".tables-done")).to_contain_text(f"改动 {ALL} 行", timeout=PATIENCE)
    assert TableJob.objects.get(state=TableJob.State.WRITTEN).counts["changed"] == ALL
    assert_everything_changed()
    assert_readers_see(chromium, live_server.url, published[0], OLD)
    submit_together(page)
    assert_readers_see(chromium, live_server.url, published[-1], OLD)
