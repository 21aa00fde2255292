"""A form that somebody forestalled shows what they changed beside what was typed, and may go on."""

import re

import pytest

from practices.models import Practice
from tests.factories import (
    EditorFactory,
    EvidenceFactory,
    MeasureFactory,
    PracticeFactory,
    ThemeFactory,
    ZoneFactory,
)

from .desk import address, fields_of, save

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def desk(client):
    client.force_login(EditorFactory())
    return client


def opened(desk, practice):
    """Return the fields of the practice's page as somebody opens it."""
    return fields_of(desk.get(address(practice)))


def send(desk, practice, data, **changes):
    return desk.post(address(practice), {**data, **changes, "_continue": "1"})


def table(response) -> dict[str, list[str]]:
    """Return the cells of each row of the comparison."""
    rows = re.findall(
        r'<tr>\s*<th scope="row">(.*?)</th>(.*?)</tr>', response.content.decode(), re.DOTALL
    )
    cells = r"<td>(?:<div[^>]*>)?(.*?)(?:</div>)?</td>"
    return {label: re.findall(cells, row, re.DOTALL) for label, row in rows}


@pytest.mark.parametrize("published", [False, True])
def test_what_was_opened_stored_and_typed_stand_side_by_side(desk, published):
    practice = PracticeFactory(gist="原来的话", body="原来的正文", published=published)
    data = opened(desk, practice)
    assert save(desk, practice, gist="对方的话").status_code == 302
    answer = send(desk, practice, data, body="我的正文")
    assert answer.status_code == 200
    assert table(answer) == {
        "一句话": ["原来的话", "对方的话", "原来的话", "对方"],
        "正文": ["原来的正文", "原来的正文", "我的正文", "您"],
    }
    assert fields_of(answer)["body"] == ["我的正文"]


def test_both_changed_the_same_field_and_signs_stay_signs(desk):
    practice = PracticeFactory(body="原来")
    data = opened(desk, practice)
    save(desk, practice, body="a<b 对方")
    assert table(send(desk, practice, data, body="我的"))["正文"] == [
        "原来",
        "a&lt;b 对方",
        "我的",
        "双方",
    ]


def test_relations_and_tags_are_told_by_their_names(desk):
    near, far = ZoneFactory(short_name="临江高新区"), ZoneFactory(short_name="远山高新区")
    theme = ThemeFactory()
    practice = PracticeFactory(zones=[near], tags=["红色"])
    data = opened(desk, practice)
    save(desk, practice, zones=[near.pk, far.pk], tags="红色，品牌")
    rows = table(send(desk, practice, data, themes=[theme.pk], stage="pilot"))
    assert rows["高新区"] == ["临江高新区", "临江高新区、远山高新区", "临江高新区", "对方"]
    assert rows["主题"] == ["（空）", "（空）", str(theme), "您"]
    assert rows["阶段"] == ["（空）", "---------", "试点", "您"] or rows["阶段"][2] == "试点"
    assert rows["标签"][1:3] == ["品牌、红色", "红色"]


def test_the_rows_that_the_other_one_changed_are_named(desk):
    practice = PracticeFactory()
    measure = MeasureFactory(practice=practice, label="三亮")
    data = opened(desk, practice)
    save(desk, practice, **{"measures-0-content": "改过的内容"})
    page = send(desk, practice, data, gist="我的").content.decode()
    assert "对方还改动了下面这些部分" in page
    assert f"构成：改动“{measure.label}”" in page


def test_who_has_read_it_saves_their_own(desk):
    practice = PracticeFactory(gist="原来的话")
    data = opened(desk, practice)
    save(desk, practice, gist="对方的话", background="对方的背景")
    answer = send(desk, practice, data, body="我的正文")
    agreed = re.search(r'name="agreed_revision" value="(\d+)"', answer.content.decode())[1]
    assert send(desk, practice, fields_of(answer)).status_code == 200
    assert send(desk, practice, fields_of(answer), agreed_revision=agreed).status_code == 302
    practice.refresh_from_db()
    assert (practice.gist, practice.background, practice.body) == ("原来的话", "", "我的正文")


def test_a_third_editor_must_be_read_too(desk):
    practice = PracticeFactory(gist="原来的话")
    data = opened(desk, practice)
    save(desk, practice, gist="第二人")
    answer = send(desk, practice, data, gist="第一人")
    agreed = re.search(r'name="agreed_revision" value="(\d+)"', answer.content.decode())[1]
    save(desk, practice, gist="第三人")
    answer = send(desk, practice, fields_of(answer), agreed_revision=agreed)
    assert answer.status_code == 200
    assert table(answer)["一句话"] == ["原来的话", "第三人", "第一人", "双方"]
    assert Practice.objects.get().gist == "第三人"


def refusal(response) -> str:
    """Return the sentence above the form, without its tags."""
    note = re.search(r"没有保存：.*?</", response.content.decode(), re.DOTALL)
    return note[0] if note else ""


@pytest.mark.parametrize("kind", ["draft", "published", "published with a change"])
def test_who_was_quicker_is_named(client, kind):
    practice = PracticeFactory(gist="原来的话", published=kind != "draft")
    names = {"zhao": "赵一", "qian": "钱二", "sun": "孙三"}
    zhao, qian, sun = (
        EditorFactory(username=name, last_name=words) for name, words in names.items()
    )
    if kind == "published with a change":
        client.force_login(zhao)
        save(client, practice, gist="先前的修改稿")
    client.force_login(sun)
    data = opened(client, practice)
    client.force_login(qian)
    assert save(client, practice, gist="对方的话").status_code == 302
    client.force_login(sun)
    answer = send(client, practice, data, body="我的正文")
    assert "您打开这一页以后，钱二于" in refusal(answer)
    assert "装入数据的命令" not in refusal(answer)
    # A second look, after the first refusal, names the same.
    assert "您打开这一页以后，钱二于" in refusal(send(client, practice, data, body="我的正文"))


def test_a_command_is_named_where_no_person_was_quicker(desk):
    practice = PracticeFactory(gist="原来的话")
    data = opened(desk, practice)
    practice.gist = "随数据装入的话"
    practice.save()
    assert "装入数据的命令于" in refusal(send(desk, practice, data, gist="我的话"))


@pytest.mark.parametrize("published", [False, True])
def test_the_sentence_leads_to_the_comparison_on_the_same_page(desk, published):
    practice = PracticeFactory(gist="原来的话", published=published)
    data = opened(desk, practice)
    save(desk, practice, gist="对方的话")
    page = send(desk, practice, data, body="我的正文").content.decode()
    assert page.index('href="#stale-title"') < page.index('id="stale-title"')
    assert 'name="agreed_revision"' in page
    assert "在新窗口打开" not in page


@pytest.mark.parametrize("field", ["seen_version", "agreed_revision", "seen_revision"])
@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 40, "²"])
def test_odd_values_save_nothing_and_are_no_errors_of_the_server(desk, field, value):
    practice = PracticeFactory(gist="原来的话")
    data = opened(desk, practice)
    save(desk, practice, gist="对方的话")
    assert send(desk, practice, data, **{"gist": "我的", field: value}).status_code == 200
    assert Practice.objects.get().gist == "对方的话"


def test_without_a_kept_version_only_stored_and_typed_are_compared(desk):
    practice = PracticeFactory(gist="原来的话")
    data = opened(desk, practice)
    practice.gist = "随数据装入的话"
    practice.save()
    answer = send(desk, practice, data, gist="我的话")
    assert table(answer)["一句话"] == ["随数据装入的话", "我的话"]


def test_a_part_on_its_own_page_is_compared_too(desk):
    evidence = EvidenceFactory()
    data = fields_of(desk.get(address(evidence)))
    save(desk, evidence, position="7")
    answer = desk.post(address(evidence), {**data, "position": "3", "_continue": "1"})
    assert table(answer)["次序"][-2:] == ["7", "3"]


def test_a_row_that_the_other_one_took_away_is_no_error_of_the_server(desk):
    practice = PracticeFactory()
    for label in ("甲", "乙"):
        MeasureFactory(practice=practice, label=label)
    data = opened(desk, practice)
    save(desk, practice, **{"measures-0-DELETE": "on"})
    answer = send(desk, practice, data, gist="我的")
    assert answer.status_code == 200
    assert "构成：去掉“甲”" in answer.content.decode()
