"""Reading an interview in a real browser: what follows, what is shown beside, what is kept."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import (
    AnswerFactory,
    EvidenceFactory,
    InterviewFactory,
    PracticeFactory,
    ProblemStatementFactory,
    QuestionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

GIST = "每月一次，老板和支部书记一起谈。"


@pytest.fixture
def address():
    """An interview of three questions, each a screen long; the first speaks of a practice."""
    asked = ["为什么要抓党建？", "难在哪里？", "怎么抓的？"]
    said = ["我们办了红领沙龙，职工都来。", "人手不够。", "书记上门。"]
    long = "说来话长。" * 400
    source = SourceFactory(text="\n".join([*asked, *said, long]), published=True)
    interview = InterviewFactory(title="沙龙里的党建", source=source, published=True)
    for question, words in zip(asked, said, strict=True):
        row = QuestionFactory(interview=interview, text=question, published=True)
        answer = AnswerFactory(question=row, text=f"{words}\n{long}", published=True)
        if "红领沙龙" in words:
            practice = PracticeFactory(name="红领沙龙", gist=GIST, published=True)
            EvidenceFactory(practice=practice, answer=answer, quote="办了红领沙龙", published=True)
            ProblemStatementFactory(answer=answer, quote="职工都来", published=True)
    return interview.get_absolute_url()


def test_the_contents_follow_and_cards_open_by_keyboard_and_pointer(page, address, axe):
    page.goto(address)
    contents = page.get_by_role("navigation", name="提问")
    contents.get_by_role("link", name="怎么抓的？").click()
    now = contents.locator("[aria-current]")
    expect(now).to_have_text("怎么抓的？")
    expect(contents).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    mark, card = page.get_by_role("link", name="办了红领沙龙"), page.locator("#spoken-card")
    mark.focus()
    expect(mark).to_have_accessible_description(re.compile(GIST))
    page.keyboard.press("Tab")
    expect(card.get_by_role("link", name="红领沙龙")).to_be_focused()
    axe(page)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(mark).to_be_focused()
    page.keyboard.press("Tab")
    expect(card).to_contain_text("问题")
    page.mouse.click(5, 5)
    expect(card).to_have_count(0)
    mark.hover()
    expect(card).to_contain_text(GIST)
    card.hover()
    page.wait_for_timeout(600)
    expect(card).to_be_visible()
    page.mouse.move(5, 5)
    expect(card).to_have_count(0)
    page.goto(f"/report/?of={address}&at=a1-p1")
    page.get_by_role("button", name="提交").click()
    axe(page)


def test_size_scheme_and_what_was_seen_are_kept_on_the_device_and_cleared(page, address):
    page.goto(address)
    before = page.evaluate("getComputedStyle(document.body).fontSize")
    page.get_by_role("group", name="字号").get_by_role("button", name="特大").click()
    page.get_by_role("group", name="明暗").get_by_role("button", name="深色").click()
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.body).fontSize") > before
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != "rgb(255, 255, 255)"
    pressed = page.locator(".reader-settings [aria-pressed=true]")
    expect(pressed).to_have_text(["特大", "深色"])
    seen = page.get_by_role("region", name="最近看过")
    expect(seen.get_by_role("link")).to_have_text(["沙龙里的党建"])
    assert page.context.cookies() == []
    seen.get_by_role("button", name="清除").click()
    expect(seen).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", name="最近看过")).to_be_hidden()
    page.get_by_role("button", name="标准").click()
    page.get_by_role("button", name="随系统").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).fontSize") == before
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_on_a_phone_the_first_tap_shows_a_card_and_the_second_follows(phone_page, address, axe):
    page = phone_page
    page.goto(address)
    contents = page.get_by_role("navigation", name="提问")
    expect(contents.get_by_role("link").first).to_be_hidden()
    contents.get_by_role("heading", name="提问").click()
    expect(contents.get_by_role("link")).to_have_count(3)
    mark = page.get_by_role("link", name="办了红领沙龙")
    mark.tap()
    expect(page.locator("#spoken-card")).to_contain_text(GIST)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    mark.tap()
    page.wait_for_url("**/practices/**")


def test_all_of_it_reads_and_reports_without_scripts(no_js_page, address):
    page = no_js_page
    page.goto(address)
    expect(page.locator(".reader-settings")).to_be_hidden()
    page.get_by_role("heading", name="提问").click()
    page.get_by_role("navigation", name="提问").get_by_role("link", name="难在哪里？").click()
    assert page.url.endswith("#q2")
    menu = page.locator("#a1 .passage-menu").first
    menu.locator("summary").click()
    menu.get_by_role("link", name="指出错误").click()
    expect(page.get_by_role("definition").last).to_have_text("我们办了红领沙龙，职工都来。")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("alert")).to_contain_text("请写明哪里不对")
    page.get_by_label("哪里不对").fill("沙龙的名称写错了")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("收到了，谢谢")
    page.get_by_role("link", name="回到：沙龙里的党建").click()
    page.wait_for_url("**#a1-p1")
