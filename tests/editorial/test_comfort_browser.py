"""Editing in the browser: quotes picked in the source, parts as a tree, nothing typed lost."""

import pytest
from playwright.sync_api import expect

from editorial.models import PreferredForm
from tests.factories import (
    AnswerFactory,
    EvidenceFactory,
    PracticeFactory,
    ProblemFactory,
    SourceFactory,
    ZoneFactory,
)

from .desk import address

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page, enter):
    """A page on which an editor with every right has signed in."""
    return enter(page)


def choose(page, field, words):
    """Search for a record in an autocomplete field and take the first suggestion."""
    page.locator(f"#{field} ~ .select2").click()
    page.keyboard.type(words)
    page.locator(".select2-results__option--highlighted", has_text=words).click()


def select(page, words):
    """Select words in the dialog as a mouse would."""
    page.evaluate(
        """(words) => {
            const text = document.querySelector(".quote-text");
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                document.getSelection().setBaseAndExtent(
                    walker.currentNode, at, walker.currentNode, at + words.length);
                return;
            }
            throw new Error(words);
        }""",
        words,
    )


def test_a_quote_is_picked_by_selecting_its_words(desk):
    answer = AnswerFactory()
    source, practice = answer.interview.source, PracticeFactory()
    words = answer.text.split("\n")[1][:12]
    desk.goto(address(practice))
    desk.get_by_text("添加另一个 佐证").click()
    button = desk.locator("#evidence-0").get_by_role("button", name="从出处选取")
    button.click()
    expect(desk.locator("#id_evidence-0-quote-said")).to_have_text("请先选定出处。")
    choose(desk, "id_evidence-0-source", source.title)
    button.click()
    dialog = desk.get_by_role("dialog", name=f"选取原文：{source.title}")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="用这段话")).to_be_disabled()
    select(desk, words)
    expect(dialog.locator(".quote-chosen")).to_contain_text(f"在“{answer}”里：{words}")
    dialog.get_by_role("button", name="用这段话").click()
    expect(dialog).to_be_hidden()
    expect(desk.locator("#id_evidence-0-quote")).to_have_value(words)
    expect(desk.locator("#id_evidence-0-answer")).to_have_value(str(answer.pk))
    desk.get_by_role("button", name="保存并继续编辑").click()
    evidence = practice.evidence.get()
    assert (evidence.quote, evidence.answer, evidence.source) == (words, answer, source)


def test_words_of_several_paragraphs_or_of_nobody_are_told_apart(desk):
    answer = AnswerFactory()
    evidence = EvidenceFactory(answer=answer)
    desk.goto(address(evidence.practice))
    desk.locator("#evidence-0").get_by_role("button", name="从出处选取").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog.locator("mark.is-quote")).to_have_text(evidence.quote)
    expect(dialog.locator(".quote-chosen")).to_contain_text(evidence.quote)
    desk.evaluate(
        """() => {
            const lines = document.querySelectorAll(".quote-text p");
            const [one, two] = [...lines].map((line) => line.firstChild.firstChild);
            document.getSelection().setBaseAndExtent(one, 2, two, 3);
        }"""
    )
    expect(dialog.locator(".quote-chosen")).to_have_text("原文不能跨段，请在一段之内选取。")
    expect(dialog.get_by_role("button", name="用这段话")).to_be_disabled()
    opening = answer.interview.source.text.split("\n")[0][:10]
    select(desk, opening)
    dialog.get_by_role("button", name="用这段话").click()
    expect(desk.locator("#id_evidence-0-quote")).to_have_value(opening)
    expect(desk.locator("#id_evidence-0-answer")).to_have_value("")
    expect(desk.locator("#id_evidence-0-quote-said")).to_contain_text("已清空")


def test_a_quote_is_picked_with_the_keyboard_alone(desk):
    source = SourceFactory(text="第一段说党建。\n第二段说一心三亮，再说一心三亮。")
    evidence = EvidenceFactory(source=source, quote="第一段")
    desk.goto(address(evidence.practice))
    button = desk.locator("#evidence-0").get_by_role("button", name="从出处选取")
    button.focus()
    desk.keyboard.press("Enter")
    find = desk.get_by_label("在全文中找")
    find.fill("一心")
    expect(desk.locator(".quote-find [role=status]")).to_have_text("2 处")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Shift+ArrowRight")
    desk.keyboard.press("Shift+ArrowRight")
    expect(desk.locator(".quote-chosen")).to_contain_text("一心三亮")
    desk.keyboard.type("不能改")
    expect(desk.locator(".quote-text")).to_contain_text("第二段说一心三亮，再说一心三亮。")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    quote = desk.locator("#id_evidence-0-quote")
    expect(quote).to_have_value("一心三亮")
    expect(quote).to_be_focused()


def leave(page, to="/admin/"):
    """Go elsewhere; return the kind of question that the browser asked, if it asked."""
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto(to)
    page.remove_listener("dialog", answer)
    return asked


def test_who_leaves_a_changed_form_is_asked(desk):
    practice = PracticeFactory()
    desk.goto(address(practice))
    assert leave(desk) == []
    desk.goto(address(practice))
    desk.locator("#id_body").fill("写了一半")
    assert leave(desk) == ["beforeunload"]
    desk.goto(address(practice))
    desk.locator("#id_body").fill("写完了")
    desk.get_by_role("button", name="保存并继续编辑").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert leave(desk) == []


def test_a_draft_is_kept_in_the_browser_and_offered_again(desk):
    zone, practice = ZoneFactory(short_name="临江高新区"), PracticeFactory()
    desk.goto(address(practice))
    desk.locator("#id_body").fill("写了一半的正文\n第二段")
    choose(desk, "id_zones", zone.short_name)
    desk.get_by_text("添加另一个 构成").click()
    desk.locator("#id_measures-0-label").fill("三亮")
    leave(desk)
    desk.goto(address(practice))
    expect(desk.locator("#id_body")).to_have_value("")
    expect(desk.locator(".drafts")).to_contain_text("这台浏览器里有一份没有保存的草稿")
    desk.get_by_role("button", name="恢复草稿").click()
    expect(desk.locator("#id_body")).to_have_value("写了一半的正文\n第二段")
    expect(desk.locator("#id_measures-0-label")).to_have_value("三亮")
    expect(desk.locator("#measures-0 .tree-tools")).to_be_visible()
    desk.get_by_role("button", name="保存并继续编辑").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    practice.refresh_from_db()
    assert practice.body == "写了一半的正文\n第二段"
    assert practice.zones.get() == zone
    assert practice.measures.get().label == "三亮"
    desk.goto(address(practice))
    expect(desk.locator(".drafts")).to_be_hidden()
    assert (
        desk.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))") == []
    )


def test_a_draft_can_be_thrown_away_and_old_ones_go(desk):
    practice, other = PracticeFactory(), PracticeFactory()
    for record in (practice, other):
        desk.goto(address(record))
        desk.locator("#id_gist").fill("写了一半")
        leave(desk)
    desk.evaluate(
        """(path) => {
            for (const key of Object.keys(localStorage)) {
                if (!key.includes(path)) continue;
                const draft = JSON.parse(localStorage.getItem(key));
                draft.at -= 15 * 24 * 3600 * 1000;
                localStorage.setItem(key, JSON.stringify(draft));
            }
        }""",
        address(other),
    )
    desk.goto(address(practice))
    desk.get_by_role("button", name="丢弃草稿").click()
    expect(desk.locator(".drafts")).to_be_hidden()
    for record in (practice, other):
        desk.goto(address(record))
        desk.wait_for_load_state("load")
        expect(desk.locator(".drafts")).to_be_hidden()


def test_a_draft_of_somebody_else_is_not_offered(desk, enter):
    practice = PracticeFactory()
    desk.goto(address(practice))
    desk.locator("#id_gist").fill("张的草稿")
    leave(desk)
    desk.get_by_role("button", name="注销").click()
    enter(desk, "li")
    desk.goto(address(practice))
    desk.wait_for_load_state("load")
    expect(desk.locator(".drafts")).to_be_hidden()


def test_a_refused_form_is_still_kept(desk):
    practice = PracticeFactory()
    desk.goto(address(practice))
    desk.locator("#id_body").fill("改了正文")
    desk.locator("#id_name").fill("")
    desk.get_by_role("button", name="保存并继续编辑").click()
    expect(desk.locator(".errornote")).to_be_visible()
    # A browser asks only whoever has touched the page.
    desk.locator("#id_body").click()
    assert leave(desk) == ["beforeunload"]
    desk.goto(address(practice))
    desk.get_by_role("button", name="恢复草稿").click()
    expect(desk.locator("#id_body")).to_have_value("改了正文")


def test_wrong_forms_are_named_while_one_types(desk):
    PreferredForm.objects.create(wrong="积极份子", right="积极分子")
    practice = PracticeFactory(body="入党积极份子")
    desk.goto(address(practice))
    expect(desk.locator("#id_body-wording")).to_have_text("“积极份子”宜写作“积极分子”")
    expect(desk.locator(".wording-notes")).to_be_hidden()
    desk.locator("#id_body").fill("入党积极分子")
    expect(desk.locator("#id_body-wording")).to_be_empty()
    desk.get_by_text("添加另一个 构成").click()
    desk.locator("#id_measures-0-content").fill("培养积极份子")
    expect(desk.locator("#id_measures-0-content-wording")).to_contain_text("积极分子")
    expect(desk.locator("#id_measures-0-content")).to_have_value("培养积极份子")


def test_a_term_is_found_by_pinyin_and_says_what_it_covers(desk):
    term = ProblemFactory(name="老板不重视", alt_names=["业主冷淡"], scope_note="指主要负责人。")
    practice = PracticeFactory()
    desk.goto(address(practice))
    desk.get_by_text("添加另一个 回应的问题").click()
    desk.locator("#id_problem_links-0-problem ~ .select2").click()
    desk.keyboard.type("yzld")
    option = desk.locator(".select2-results__option--highlighted")
    expect(option).to_contain_text(str(term))
    expect(option.locator(".picker-hint")).to_have_text("又称：业主冷淡；指主要负责人。")
    option.click()
    expect(desk.locator("#id_problem_links-0-problem")).to_have_value(str(term.pk))


def test_tags_are_suggested_one_after_the_other(desk):
    PracticeFactory(tags=["党建品牌", "积分"])
    practice = PracticeFactory()
    desk.goto(address(practice))
    field = desk.locator("#id_tags")
    field.press_sequentially("积分，党")
    option = desk.locator("#id_tags-known option")
    expect(option).to_have_attribute("value", "积分，党建品牌")
    field.fill("积分，党建品牌")
    desk.get_by_role("button", name="保存并继续编辑").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert sorted(practice.tags.names()) == ["党建品牌", "积分"]


def test_a_list_is_narrowed_by_a_searched_record(desk):
    zone = ZoneFactory(short_name="临江高新区")
    PracticeFactory(name="做法甲", zones=[zone]), PracticeFactory(name="做法乙")
    desk.goto("/admin/practices/practice/")
    desk.locator(".chosen-filter .select2").first.click()
    # The list is made anew after each letter; an option that is clicked meanwhile is not taken.
    with desk.expect_response(lambda answer: "term=linjiang" in answer.url):
        desk.keyboard.type("linjiang")
    desk.locator(".select2-results__option--highlighted", has_text="临江高新区").click()
    desk.get_by_role("button", name="筛选").click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(1)
    expect(desk.locator("#result_list")).to_contain_text("做法甲")
    desk.get_by_role("link", name="不限高新区").click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(2)
