"""The parts of a practice as a tree in the browser: moved by buttons, by dragging, and saved."""

import re

import pytest
from playwright.sync_api import expect

from tests.editorial.desk import address
from tests.factories import MeasureFactory, PracticeFactory
from tests.support.browser import PHONE

from .test_measure_rows import outline

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def practice():
    practice = PracticeFactory()
    top = MeasureFactory(practice=practice, label="三亮", position=1)
    for place, label in enumerate(("党员亮身份", "工作亮标准"), start=1):
        MeasureFactory(practice=practice, parent=top, label=label, position=place)
    MeasureFactory(practice=practice, label="一心", position=2)
    return practice


@pytest.fixture
def desk(page, enter, practice):
    enter(page).goto(address(practice))
    expect(page.locator("#measures-3 .tree-tools")).to_be_visible()
    return page


def shown(page) -> list[tuple[str, str]]:
    """Return label and level of the rows as the page shows them, once the tree stands."""
    rows = page.locator("#measures-group tr.form-row:not(.empty-form)")
    expect(rows.locator("nth=-1")).to_have_attribute("data-depth", re.compile(r"\d"))
    return page.evaluate(
        """() => [...document.querySelectorAll("#measures-group tr.form-row:not(.empty-form)")].map(
            (row) => [row.querySelector(".field-label input").value, row.dataset.depth])"""
    )


def button(page, move, label):
    return page.get_by_role("button", name=f"{move}：{label}", exact=True)


def save(page):
    page.get_by_role("button", name="保存并继续编辑").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_rows_stand_under_one_another_and_are_moved_by_keyboard(desk, practice):
    assert shown(desk) == [["三亮", "0"], ["党员亮身份", "1"], ["工作亮标准", "1"], ["一心", "0"]]
    button(desk, "上移", "一心").focus()
    desk.keyboard.press("Enter")
    assert [label for label, _ in shown(desk)] == ["一心", "三亮", "党员亮身份", "工作亮标准"]
    expect(button(desk, "上移", "一心")).to_be_focused()
    expect(desk.locator(".tree-said")).to_contain_text("“一心”现在在第 1 级，第 1 个，共 2 个。")
    desk.keyboard.press("Enter")
    expect(desk.locator(".tree-said")).to_have_text("“一心”已经是这一级的第一个。")
    button(desk, "降级", "三亮").click()
    button(desk, "升级", "工作亮标准").click()
    save(desk)
    assert outline(practice) == ["一心", "一心/三亮", "一心/三亮/党员亮身份", "一心/工作亮标准"]


def test_new_rows_are_nested_before_they_are_saved(desk, practice):
    for number, label in ((4, "双培"), (5, "培养骨干")):
        desk.get_by_text("添加另一个 构成").click()
        desk.locator(f"#id_measures-{number}-label").fill(label)
    button(desk, "降级", "培养骨干").click()
    save(desk)
    assert outline(practice)[-2:] == ["双培", "双培/培养骨干"]
    assert practice.measures.get(label="双培").position > 2


def test_a_new_row_is_taken_away_without_mixing_up_the_others(desk, practice):
    keys = dict(practice.measures.values_list("label", "pk"))
    for number, label in ((4, "误加"), (5, "双培")):
        desk.get_by_text("添加另一个 构成").click()
        desk.locator(f"#id_measures-{number}-label").fill(label)
    for _ in range(2):
        button(desk, "上移", "误加").click()
    button(desk, "上移", "双培").click()
    button(desk, "降级", "三亮").click()
    desk.locator("#measures-4 .inline-deletelink").click()
    expect(desk.locator("#id_measures-4-label")).to_have_value("双培")
    save(desk)
    assert outline(practice) == ["三亮", "三亮/党员亮身份", "三亮/工作亮标准", "双培", "一心"]
    assert dict(practice.measures.exclude(label="双培").values_list("label", "pk")) == keys


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (0.1, ["一心", "三亮", "三亮/党员亮身份", "三亮/工作亮标准"]),
        (0.5, ["三亮", "三亮/党员亮身份", "三亮/工作亮标准", "三亮/一心"]),
    ],
)
def test_a_row_is_dragged_with_the_mouse(desk, practice, part, expected):
    desk.locator("#measures-group").scroll_into_view_if_needed()
    handle = desk.locator("#measures-3 .tree-handle").bounding_box()
    target = desk.locator("#measures-0").bounding_box()
    desk.mouse.move(handle["x"] + 5, handle["y"] + 5)
    desk.mouse.down()
    desk.mouse.move(target["x"] + 60, target["y"] + target["height"] * part, steps=5)
    expect(desk.locator("#measures-0[data-drop]")).to_have_count(1)
    desk.mouse.up()
    save(desk)
    assert outline(practice) == expected


def test_a_row_cannot_be_dragged_under_itself(desk, practice):
    before = shown(desk)
    handle = desk.locator("#measures-0 .tree-handle")
    handle.scroll_into_view_if_needed()
    handle, target = handle.bounding_box(), desk.locator("#measures-1").bounding_box()
    desk.mouse.move(handle["x"] + 5, handle["y"] + 5)
    desk.mouse.down()
    desk.mouse.move(target["x"] + 60, target["y"] + target["height"] / 2, steps=5)
    desk.mouse.up()
    assert shown(desk) == before


def test_what_was_moved_stays_moved_when_the_form_is_refused(desk, practice):
    button(desk, "降级", "一心").click()
    desk.locator("#id_name").fill("")
    desk.get_by_role("button", name="保存并继续编辑").click()
    expect(desk.locator(".errornote")).to_be_visible()
    assert shown(desk)[-1] == ["一心", "1"]


def test_without_the_script_the_fields_are_there(chromium, live_server, desk, practice):
    options = {**PHONE, "java_script_enabled": False, "storage_state": desk.context.storage_state()}
    plain = chromium.new_context(base_url=live_server.url, **options).new_page()
    plain.goto(address(practice))
    expect(plain.locator("#id_measures-1-parent")).to_be_visible()
    expect(plain.locator("#id_measures-1-position")).to_be_visible()
    plain.context.close()
