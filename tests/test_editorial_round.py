"""The whole round of an editorial office, walked in a real Chromium, each role by its person."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial.models import AuditEntry, Merge, PendingChange, ReviewStep
from interviews.models import Guest
from practices.models import Practice
from sources.models import Source
from tests.factories import AppearanceFactory, GuestFactory, ZoneFactory
from tests.support import browser as chromium_support

from .imports.desk import TALK

pytestmark = pytest.mark.django_db(transaction=True)


def change_page(record):
    options = record._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[record.pk])


def move(page, record, label, remark=""):
    page.goto(change_page(record))
    page.get_by_role("link", name=label, exact=True).click()
    if remark:
        page.locator("#id_remark").fill(remark)
    page.get_by_role("button", name=f"确认{label}").click()
    expect(page.locator(".messagelist")).to_contain_text(f"已{label}")


def pass_all(as_role, record):
    for role in ("初审", "复审", "终审"):
        page = as_role(role)
        move(page, record, "通过")


def import_a_talk(page):
    page.goto(reverse("admin:imports_importjob_add"))
    file = {"name": "访谈.txt", "mimeType": "text/plain", "buffer": TALK.encode()}
    page.locator("#id_files").set_input_files(files=[file])
    page.get_by_role("button", name="交来识别").click()
    practices = page.locator("#practices")
    practices.get_by_label("名称").fill("三联工程")
    practices.get_by_role("button", name="采纳", exact=True).click()
    expect(practices.get_by_text("已采纳")).to_be_visible()
    page.get_by_role("link", name="看将写入的内容").click()
    page.get_by_role("button", name="存为草稿").click()
    expect(page.locator("#content-main").get_by_text("已经存为草稿")).to_be_visible()


def fill_in(page, record, **fields):
    page.goto(change_page(record))
    for name, value in fields.items():
        page.locator(f"#id_{name}").fill(value)
    page.locator("input[name=_continue]").first.click()
    expect(page.locator(".messagelist")).to_contain_text("成功修改")


def readers_see(chromium, live_server, record, words) -> bool:
    with chromium_support.watched_page(
        chromium, live_server.url, **chromium_support.DESKTOP
    ) as page:
        answer = page.goto(record.get_absolute_url())
        return answer.ok and words in page.inner_text("main")


def test_from_an_import_to_readers_and_on(as_role, chromium, live_server):
    ZoneFactory(short_name="临江高新区", published=True)
    page = as_role("撰稿")
    import_a_talk(page)
    practice, source = Practice.objects.get(), Source.objects.get()
    fill_in(page, practice, gist="联组织、联活动、联服务，把党员联在一起。")
    move(page, practice, "送审")
    page = as_role("初审")
    move(page, practice, "退回", "请补上背景。")
    page = as_role("撰稿")
    page.goto("/admin/")
    expect(page.locator("#content")).to_contain_text("请补上背景。")
    fill_in(page, practice, background="两新组织党员少、党务干部兼职多。")
    move(page, practice, "送审")
    move(page, source, "送审")
    for record in (practice, source):
        pass_all(as_role, record)
    assert readers_see(chromium, live_server, practice, "两新组织党员少")

    page = as_role("撰稿")
    fill_in(page, practice, background="改写过的背景。")
    assert readers_see(chromium, live_server, practice, "两新组织党员少")
    move(page, practice, "送审")
    page = as_role("初审")
    page.goto(change_page(practice))
    page.get_by_role("link", name="通过", exact=True).click()
    expect(page.locator(".comparison")).to_contain_text("改写过的背景。")
    pass_all(as_role, practice)
    assert readers_see(chromium, live_server, practice, "改写过的背景。")

    page = as_role("撰稿")
    page.goto(reverse("admin:practices_practice_history", args=[practice.pk]))
    row = page.get_by_role("row").filter(has_text="发布").last
    row.get_by_role("link").first.click()
    page.get_by_role("link", name=re.compile("恢复第")).click()
    page.get_by_role("button", name=re.compile("恢复第")).click()
    expect(page.locator(".messagelist")).to_contain_text("存在修改稿里")
    move(page, practice, "送审")
    pass_all(as_role, practice)
    assert readers_see(chromium, live_server, practice, "两新组织党员少")
    assert not PendingChange.objects.exists()

    kinds = ReviewStep.objects.filter(object_id=practice.pk, title=practice.name)
    assert [step.kind for step in kinds.order_by("pk")] == [
        *("submit", "return"),
        *("submit", "pass", "pass", "pass") * 3,
    ]
    told = AuditEntry.objects.filter(action="review", title=practice.name)
    assert told.count() == kinds.count()
    assert AuditEntry.objects.filter(action="sign_in", actor_name="chushen").exists()


def test_two_people_are_merged_and_parted_again(as_role):
    kept = GuestFactory(name="周宁", published=True)
    other = GuestFactory(name="周宁", distinction="临江高新区", published=True)
    appearance = AppearanceFactory(guest=other, published=True)
    page = as_role("管理员")
    page.goto(reverse("admin:interviews_guest_changelist"))
    for guest in (kept, other):
        page.locator(f"input.action-select[value='{guest.pk}']").check()
    page.locator("select[name=action]").select_option("merge_chosen")
    page.get_by_role("button", name="执行").click()
    page.get_by_role("button", name="确认合并").click()
    expect(page.locator(".messagelist")).to_contain_text("撤销")
    assert Guest.objects.filter(name="周宁").count() == 1
    appearance.refresh_from_db()
    page.locator(".messagelist").get_by_role("link", name=re.compile("撤销")).click()
    page.get_by_role("button", name="确认撤销合并").click()
    expect(page.locator(".messagelist")).to_contain_text("撤销")
    assert Guest.objects.filter(name="周宁").count() == 2
    appearance.refresh_from_db()
    assert appearance.guest_id == other.pk
    assert Merge.objects.get().undone_by.username == "guanli"
    assert AuditEntry.objects.filter(action="merge").count() == 2
