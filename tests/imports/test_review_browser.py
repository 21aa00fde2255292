"""An editor who has never seen the desk imports a Word file, a saved page and a damaged text."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from imports.models import ImportJob
from interviews.models import Answer, Interview
from practices.models import Evidence, Practice, Problem
from tests.factories import ZoneFactory
from tests.imports.damage import damaged
from tests.imports.desk import TALK, web_page, word
from tests.support.browser import DESKTOP

pytestmark = pytest.mark.django_db(transaction=True)

SPEAKERS = [
    ("欧阳青山", "我们公司党员数量少，党务干部都是兼职。"),
    (
        "周宁",
        "去年以来，我们实施“三联”工程，即联组织、联活动、联服务。临江高新区现有党组织1316个。",
    ),
    ("周宁", "继续做下去。"),
]


@pytest.fixture
def desk(page, enter):
    ZoneFactory(short_name="临江高新区")
    group = Problem.objects.create(code="P2", name="组织覆盖与设置")
    Problem.objects.create(code="P2.3", name="党员数量少", parent=group)
    return enter(page)


def hand_in(page, name: str, content: bytes):
    page.goto(reverse("admin:imports_importjob_add"))
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("#id_files").set_input_files(files=[file])
    page.get_by_role("button", name="交来识别").click()


def said(page):
    return page.locator("[data-said]")


def save(page):
    page.get_by_role("link", name="看将写入的内容").click()
    page.get_by_role("button", name="存为草稿").click()
    expect(page.locator("#content-main").get_by_text("已经存为草稿")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("访谈.docx", word()),
        ("保存的网页.html", web_page()),
        ("受损的副本.txt", damaged(TALK, seed=3).encode()),
    ],
    ids=["word", "page", "damaged"],
)
def test_a_document_becomes_a_draft_with_every_answer_at_its_speaker(desk, name, content):
    hand_in(desk, name, content)
    expect(desk.get_by_role("heading", name="提问与回答")).to_be_visible()
    for _ in range(desk.get_by_role("button", name="就这样读").count()):
        desk.get_by_role("button", name="就这样读").first.click()
        expect(said(desk)).to_have_text("已保存。")
    if not desk.get_by_label("题名").input_value():
        desk.get_by_label("题名").fill("共建红色引擎")
        desk.locator("#about").get_by_role("button", name="保存").click()
        expect(said(desk)).to_have_text("已保存。")
    save(desk)

    told = [(one.appearance.guest.name, one.text) for one in Answer.objects.order_by("number")]
    assert told == SPEAKERS
    assert Interview.objects.get().state == "draft"


def test_records_are_accepted_corrected_and_picked_from_the_text(desk):
    hand_in(desk, "访谈.txt", TALK.encode())
    practices = desk.locator("#practices")
    practices.get_by_label("名称").fill("三联工程")
    practices.get_by_role("button", name="采纳", exact=True).click()
    expect(practices.get_by_text("已采纳")).to_be_visible()
    desk.evaluate(
        """() => {
          const words = [...document.querySelectorAll("[data-source] [data-start]")]
            .find((one) => one.textContent.includes("继续做下去"));
          const range = document.createRange();
          const at = words.firstChild.textContent.indexOf("继续做下去");
          range.setStart(words.firstChild, at);
          range.setEnd(words.firstChild, at + 5);
          document.getSelection().removeAllRanges();
          document.getSelection().addRange(range);
        }"""
    )
    expect(desk.get_by_label("选中的文字")).to_have_value("继续做下去")
    desk.get_by_role("button", name="作佐证").click()
    expect(practices.get_by_text("继续做下去")).to_be_visible()
    save(desk)

    assert Practice.objects.get().name == "三联工程"
    assert Evidence.objects.filter(quote="继续做下去").exists()


def test_a_field_is_kept_when_it_is_left(desk):
    hand_in(desk, "访谈.txt", TALK.encode())
    name = desk.locator("#guests").get_by_label("姓名").first
    name.fill("周大宁")
    name.press("Tab")
    expect(said(desk)).to_have_text("已保存。")
    desk.reload()

    expect(desk.locator("#guests").get_by_label("姓名").first).to_have_value("周大宁")


def test_the_desk_fits_a_phone(desk):
    desk.set_viewport_size({"width": 375, "height": 800})
    hand_in(desk, "访谈.txt", TALK.encode())
    expect(desk.locator("[data-review]")).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_can_be_used_by_everybody(chromium, live_server, enter, axe, scheme):
    """Under no CSP and no watch: to read the sheets, axe-core itself writes styles."""
    options = {**DESKTOP, "color_scheme": scheme, "bypass_csp": True}
    with chromium.new_context(base_url=live_server.url, **options) as context:
        page = context.new_page()
        enter(page)
        page.goto(reverse("admin:imports_importjob_add"))
        axe(page)
        hand_in(page, "访谈.txt", TALK.encode())
        expect(page.locator("[data-review]")).to_be_visible()
        axe(page)
        page.goto(reverse("admin:imports_importjob_changelist"))
        axe(page)


def test_without_scripts_every_step_is_a_button(no_js_page, enter):
    ZoneFactory(short_name="临江高新区")
    page = no_js_page
    enter(page)
    hand_in(page, "访谈.txt", TALK.encode())
    page.get_by_role("button", name="开始识别").click()
    page.locator("#practices").get_by_role("button", name="采纳", exact=True).click()
    job = ImportJob.objects.get()
    page.locator(f"input[value='{job.review['text'].index('去年以来')}']").check()
    page.get_by_role("button", name="作提问").click()
    expect(page.locator(".line-heading", has_text=re.compile("提问 2"))).to_be_visible()
    page.get_by_text("从原文选取一段话").click()
    page.get_by_label("选中的文字").fill("我们公司党员数量少")
    page.get_by_label("做法名称").fill("一做法")
    page.get_by_role("button", name="作新做法").click()
    save(page)

    assert {practice.name for practice in Practice.objects.all()} == {"三联", "一做法"}
