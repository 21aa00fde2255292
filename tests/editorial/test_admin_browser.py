"""An editor's work in a real browser, which refuses whatever the CSP does not allow."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from practices.models import Practice
from tests.factories import (
    EvidenceFactory,
    GuestFactory,
    MeasureFactory,
    PracticeFactory,
    SourceFactory,
    ZoneFactory,
)
from tests.support.browser import DESKTOP

from .desk import address

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sign_in(django_user_model):
    def sign_in(page, name):
        django_user_model.objects.create_superuser(name, password="mima")
        page.goto("/admin/")
        page.get_by_label("用户名").fill(name)
        page.get_by_label("密码").fill("mima")
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", name="编辑部")).to_be_visible()

    return sign_in


def choose(page, field, words):
    """Search for a record in an autocomplete field and take the first suggestion."""
    page.locator(f"#{field} ~ .select2").click()
    page.keyboard.type(words)
    page.locator(".select2-results__option--highlighted", has_text=words).click()


def test_an_editor_writes_a_practice_and_hands_it_in(page, sign_in):
    ZoneFactory(short_name="临江高新区")
    SourceFactory(title="座谈纪实", text="首先，以“一心三亮”筑基。")
    sign_in(page, "zhang")
    page.goto("/admin/practices/practice/add/")
    page.locator("#id_name").fill("一心三亮")
    page.locator("#id_gist").fill("党员在岗位上带头。")
    choose(page, "id_zones", "临江高新区")
    page.get_by_text("添加另一个 构成").click()
    page.locator("#id_measures-0-label").fill("一心")
    page.get_by_text("添加另一个 佐证").click()
    choose(page, "id_evidence-0-source", "座谈纪实")
    page.locator("#id_evidence-0-quote").fill("以一心三亮筑基")
    page.get_by_role("button", name="保存并继续编辑").click()
    expect(page.get_by_text("出处的全文里没有这句话")).to_be_visible()
    assert not Practice.objects.exists()
    page.locator("#id_evidence-0-quote").fill("以“一心三亮”筑基")
    page.get_by_role("button", name="保存并继续编辑").click()
    expect(page.locator(".state-bar")).to_contain_text("草稿")
    page.get_by_role("link", name="送审").click()
    page.get_by_role("button", name="确认送审").click()
    expect(page.locator(".state-bar")).to_contain_text("初审")
    practice = Practice.objects.get()
    assert practice.zones.get().short_name == "临江高新区"
    assert practice.evidence.get().start == 3
    assert practice.state == "first"


def places():
    """Every sort of page that the admin has."""
    practice = PracticeFactory(published=True)
    EvidenceFactory(measure=MeasureFactory(practice=practice))
    yield from ("/admin/", "/admin/practices/", "/admin/practices/practice/")
    yield address(practice)
    yield address(practice, "history")
    yield address(practice, "simple_history", practice.history.first().pk)
    yield address(practice, "review", "archive")
    yield address(PracticeFactory(), "delete")
    for name in ("sources_source_add", "auth_user_add", "password_change"):
        yield reverse(f"admin:{name}")
    yield reverse("admin:editorial_reviewstep_changelist")


def ask_which_to_keep(page):
    page.goto("/admin/interviews/guest/")
    for box in page.locator("#result_list tbody input").all():
        box.check()
    page.locator("select[name=action]").select_option("merge_chosen")
    page.get_by_role("button", name="执行").click()
    expect(page.get_by_role("button", name="确认合并")).to_be_visible()


def test_every_sort_of_page_keeps_to_the_csp(page, sign_in):
    GuestFactory(), GuestFactory()
    sign_in(page, "zhang")
    for place in (*places(), reverse("admin:auth_group_add")):
        assert page.goto(place).status == 200
    ask_which_to_keep(page)
    page.get_by_role("button", name="注销").click()
    expect(page.get_by_text("您已退出登录")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_sort_of_page_can_be_used_by_everybody(chromium, live_server, sign_in, axe, scheme):
    """Under no CSP and no watch: to read Django's sheets, axe-core itself writes styles."""
    GuestFactory(), GuestFactory()
    options = {**DESKTOP, "bypass_csp": True, "color_scheme": scheme, "locale": "zh-CN"}
    page = chromium.new_context(base_url=live_server.url, **options).new_page()
    page.goto("/admin/")
    axe(page)
    sign_in(page, "zhang")
    for place in places():
        page.goto(place)
        axe(page)
    ask_which_to_keep(page)
    axe(page)
    page.context.close()


def test_a_related_record_is_added_in_a_window_of_its_own(page, sign_in):
    sign_in(page, "zhang")
    page.goto("/admin/practices/practice/add/")
    with page.expect_popup() as opened:
        page.locator("#add_id_alliance").click()
    window = opened.value
    window.locator("#id_name").fill("大江高新区党建联盟")
    window.get_by_role("button", name="保存").click()
    expect(page.locator("#id_alliance")).to_have_text("大江高新区党建联盟")


def test_a_phone_shows_no_page_wider_than_itself(phone_page, sign_in):
    practice = PracticeFactory(published=True)
    sign_in(phone_page, "zhang")
    for place in ("/admin/", "/admin/practices/practice/", address(practice)):
        phone_page.goto(place)
        wide = phone_page.evaluate("document.documentElement.scrollWidth")
        assert wide <= phone_page.viewport_size["width"], place
