"""The basket in a real browser: by keyboard with the script, and on a phone without any."""

import re

from playwright.sync_api import expect

from tests.factories import EvidenceFactory, PracticeFactory

BUTTON = "button.collect"


def focused(page) -> str:
    return page.evaluate("document.activeElement.id")


def test_by_keyboard_pieces_are_collected_put_in_order_remarked_and_shared(page, axe, live_server):
    PracticeFactory.create_batch(3, published=True)
    page.goto("/practices/")
    count, said = page.locator("#basket-count"), page.locator("#basket-said")
    for number in (1, 2, 3):
        button = page.locator(BUTTON).nth(number - 1)
        button.focus()
        page.keyboard.press("Enter")
        expect(count).to_have_text(str(number))
        expect(said).to_have_text(f"已收入材料篮，现有 {number} 份。")
        expect(button).to_be_focused()
        expect(button).to_contain_text("已在材料篮")
    assert said.get_attribute("aria-live") == "polite"
    axe(page)
    page.keyboard.press("Enter")
    expect(count).to_have_text("2")
    page.keyboard.press("Enter")
    expect(count).to_have_text("3")

    page.get_by_role("link", name=re.compile("^材料篮")).click()
    titles = page.locator(".basket-piece h2 a")
    expect(titles).to_have_count(3)
    first, second, third = titles.all_inner_texts()
    page.get_by_role("button", name=re.compile(rf"上移\s*第 3 份：{third}")).focus()
    page.keyboard.press("Enter")
    expect(titles).to_have_text([first, third, second])
    assert focused(page).startswith("up-piece-")
    page.keyboard.press("Enter")
    expect(titles).to_have_text([third, first, second])
    # It is the first now and can only go down.
    assert focused(page).startswith("down-piece-")

    page.get_by_text("写备注").first.focus()
    page.keyboard.press("Enter")
    page.locator("textarea").first.fill("讲给大家听")
    page.get_by_role("button", name="保存备注").first.press("Enter")
    expect(page.get_by_text("已保存")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="生成分享地址").press("Enter")
    page.locator(".basket-address a").click()
    expect(page.get_by_text("讲给大家听")).to_be_visible()
    axe(page)


def test_a_page_that_the_browser_kept_says_what_is_collected_now(page, live_server):
    PracticeFactory.create_batch(2, published=True)
    page.goto("/practices/")
    page.goto(page.locator(".card h3 a").first.get_attribute("href"))
    page.locator(BUTTON).first.click()
    expect(page.locator("#basket-count")).to_have_text("1")
    page.go_back()
    expect(page.locator("#basket-count")).to_have_text("1")
    expect(page.locator(f"{BUTTON}.is-in")).to_have_count(1)


def test_on_a_phone_without_scripts(no_js_page, axe, live_server):
    page = no_js_page
    evidence = EvidenceFactory(published=True)
    page.goto(evidence.practice.get_absolute_url())
    words = page.locator(f".quotation {BUTTON}")
    words.click()
    expect(words).to_contain_text("已在材料篮")
    assert page.url.endswith(f"#{words.get_attribute('id')}")
    page.locator(f".page-head {BUTTON}").click()
    page.goto("/basket/")
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0
    page.get_by_role("button", name="移出").first.click()
    expect(page.get_by_text("已移出")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".basket-piece")).to_have_count(2)
    page.get_by_role("button", name="清空材料篮").click()
    expect(page.get_by_text("材料篮是空的")).to_be_visible()
