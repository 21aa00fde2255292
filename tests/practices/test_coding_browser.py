"""Two editors code an answer in the browser, and see how far they agree."""

import pytest
from playwright.sync_api import expect

from tests.factories import AnswerFactory, ProblemFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_editors_code_an_answer_and_see_the_agreement(page, phone_page, enter, axe):
    problem, answer = ProblemFactory(scope_note="只指认识上的问题"), AnswerFactory()
    for editor, name in ((page, "zhang"), (phone_page, "li")):
        enter(editor, name).goto("/admin/practices/answercoding/queue/")
        editor.get_by_role("link", name=str(answer)).click()
        editor.get_by_label(str(problem)).check()
        axe(editor)
        editor.get_by_role("button", name="完成，到下一个").click()
        expect(editor.locator(".messagelist")).to_contain_text("已完成")
    for editor in (page, phone_page):
        editor.goto("/admin/practices/answercoding/agreement/")
        row = editor.get_by_role("row").filter(has_text=str(problem))
        expect(row).to_contain_text("每个人都选了")
        assert editor.evaluate("document.documentElement.scrollWidth <= innerWidth")
        axe(editor)
    row.get_by_role("link").nth(1).click()
    expect(phone_page.get_by_role("heading", name="选了")).to_have_count(2)
    axe(phone_page)
