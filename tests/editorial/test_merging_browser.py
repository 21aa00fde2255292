"""Merging, and putting a vocabulary in order, in a browser."""

import pytest

from editorial.models import Merge
from interviews.models import Guest
from practices.models import Theme
from tests.factories import GuestFactory, ThemeGroupFactory
from tests.support.browser import DESKTOP

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_guests_are_merged_and_unmerged_on_a_phone_without_scripts(no_js_page, enter):
    page = no_js_page
    GuestFactory(name="付岗", note="二访"), GuestFactory(name="傅岗", note="一访")
    enter(page)
    page.goto("/admin/interviews/guest/")
    for box in page.locator("input.action-select").all():
        box.check()
    page.get_by_label("动作").select_option("合并所选的两条")
    page.get_by_role("button", name="执行").click()
    page.get_by_role("group", name="姓名用哪一边的").get_by_label("用右边的").check()
    page.get_by_role("button", name="确认合并").click()
    page.get_by_role("link", name="撤销合并").click()
    assert Guest.objects.get().name == "傅岗"
    page.get_by_role("button", name="确认撤销合并").click()
    assert {guest.name for guest in Guest.objects.all()} == {"付岗", "傅岗"}
    assert Merge.objects.get().undone_by.username == "zhang"


def test_the_pages_can_be_used_by_everybody(chromium, live_server, enter, axe):
    """Under no CSP and no watch: to read Django's sheets, axe-core itself writes styles."""
    keep, duplicate = GuestFactory(name="付岗", note="二访"), GuestFactory(name="傅岗")
    ThemeGroupFactory.create_batch(2)
    options = {**DESKTOP, "bypass_csp": True, "locale": "zh-CN"}
    page = chromium.new_context(base_url=live_server.url, **options).new_page()
    enter(page)
    for address in (
        f"/admin/interviews/guest/{keep.pk}/merge/?with={duplicate.pk}",
        f"/admin/interviews/guest/{keep.pk}/merge/?q=傅岗",
        f"/admin/interviews/guest/{keep.pk}/split/",
        f"/admin/interviews/guest/{keep.pk}/delete/",
        "/admin/practices/theme/order/",
    ):
        page.goto(address)
        axe(page)
    page.context.close()


def codes() -> list[str]:
    return list(Theme.objects.order_by("position").values_list("code", flat=True))


def test_groups_are_put_in_order_by_keyboard_and_mouse(page, enter):
    groups = [ThemeGroupFactory(position=place) for place in range(3)]
    first, second, third = (group.code for group in groups)
    enter(page)
    page.goto("/admin/practices/theme/order/")
    button = page.get_by_role("button", name=f"下移：{groups[0]}")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("次序还没有保存").wait_for()
    assert codes() == [first, second, third]
    page.keyboard.press("Alt+ArrowDown")
    page.get_by_role("button", name="保存次序").click()
    page.get_by_text("次序已保存").wait_for()
    assert codes() == [second, third, first]
    rows = page.locator(".row-order-row")
    rows.nth(2).drag_to(rows.nth(0), target_position={"x": 5, "y": 2})
    page.get_by_role("button", name="保存次序").click()
    page.get_by_text("次序已保存").wait_for()
    assert codes() == [first, second, third]
