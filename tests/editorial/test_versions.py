"""Versions of whole records: who, when, what; compared, and brought back."""

import pytest

from editorial.models import PendingChange, Version
from editorial.versions import log
from editorial.versions.comparing import compare, compare_texts, compare_words, nothing
from editorial.versions.snapshots import take
from practices.models import Practice
from tests.factories import (
    EvidenceFactory,
    MeasureFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ZoneFactory,
)

from .desk import add_row, address, fields_of, messages, save, staff

pytestmark = pytest.mark.django_db

EDIT = ("practices.view_practice", "practices.change_practice")


def numbers(record):
    return [version.number for version in log.versions_of(record)]


def test_each_save_is_a_version_and_the_first_one_keeps_what_was_before(admin_client, admin_user):
    practice = PracticeFactory(gist="旧的话。")
    save(admin_client, practice, gist="新的话。")
    save(admin_client, practice, gist="更新的话。")
    save(admin_client, practice)
    versions = log.versions_of(practice)
    assert [version.data["fields"]["gist"] for version in versions] == [
        "更新的话。",
        "新的话。",
        "旧的话。",
    ]
    assert [version.by for version in versions] == [admin_user, admin_user, None]


def test_a_new_record_has_its_first_version_at_once(admin_client):
    form = fields_of(admin_client.get("/admin/practices/practice/add/"))
    answer = admin_client.post(
        "/admin/practices/practice/add/", {**form, "name": "一心三亮", "gist": "亮身份。"}
    )
    assert answer.status_code == 302
    assert numbers(Practice.objects.get()) == [1]


def test_a_change_of_rows_is_a_version_of_the_whole(admin_client):
    practice = PracticeFactory()
    data = add_row(
        fields_of(admin_client.get(address(practice))), "measures", label="三亮", position=1
    )
    admin_client.post(address(practice), {**data, "_continue": "1"})
    newest = log.versions_of(practice).first()
    assert [row["label"] for row in newest.data["parts"]["measures"]] == ["三亮"]


def test_a_part_changed_on_its_own_page_is_a_version_of_the_whole(admin_client):
    measure = MeasureFactory(label="三亮")
    save(admin_client, measure, label="三亮行动")
    labels = [
        version.data["parts"]["measures"][0]["label"]
        for version in log.versions_of(measure.practice)
    ]
    assert labels == ["三亮行动", "三亮"]


def test_the_list_compares_any_two_and_says_what_differs(admin_client):
    practice = PracticeFactory(gist="党员数量少，队伍难抓。")
    save(admin_client, practice, gist="党员数量多，队伍好抓。")
    page = admin_client.get(address(practice, "history")).content.decode()
    assert "第 2 版" in page
    assert "第 1 版" in page
    page = admin_client.get(address(practice, "compare"), {"a": 2, "b": 1}).content.decode()
    assert "<del>少</del>" in page
    assert "<ins>多</ins>" in page
    assert "其他名称" not in page


@pytest.mark.parametrize("query", [{}, {"a": 1}, {"a": 1, "b": 1}, {"a": "x", "b": "9" * 40}])
def test_two_versions_must_be_named(admin_client, query):
    practice = PracticeFactory()
    save(admin_client, practice, gist="新的话。")
    answer = admin_client.get(address(practice, "compare"), query, follow=True)
    assert "请选两个不同的版本" in messages(answer)


@pytest.mark.parametrize("page", ["version", "restore"])
def test_unknown_versions_are_not_found(admin_client, page):
    practice = PracticeFactory()
    assert admin_client.get(address(practice, page, 99)).status_code == 404
    assert admin_client.get("/admin/practices/practice/999/versions/1/").status_code == 404


def test_an_older_version_of_a_draft_comes_back_with_its_parts(admin_client, admin_user):
    practice = PracticeFactory(gist="旧的话。", tags=["党建"], zones=[ZoneFactory()])
    link = PracticeProblemFactory(practice=practice)
    EvidenceFactory(practice=practice, problem_link=link)
    before = take(practice)
    data = fields_of(admin_client.get(address(practice)))
    data |= {"gist": "新的话。", "tags": "", "evidence-0-DELETE": "on"}
    assert admin_client.post(address(practice), {**data, "_continue": "1"}).status_code == 302
    data = fields_of(admin_client.get(address(practice)))
    data["problem_links-0-DELETE"] = "on"
    assert admin_client.post(address(practice), {**data, "_continue": "1"}).status_code == 302
    assert take(Practice.objects.get()) != before
    asked = admin_client.get(address(practice, "restore", 1))
    assert "恢复会带来的变化" in asked.content.decode()
    assert admin_client.post(address(practice, "restore", 1)).status_code == 302
    assert take(Practice.objects.get()) == before
    newest = log.versions_of(practice).first()
    assert (newest.number, newest.action, newest.by) == (4, "restore", admin_user)


def test_an_older_version_of_a_published_record_goes_through_review(client):
    practice = PracticeFactory(published=True, gist="旧的话。")
    staff(client, "zhang", *EDIT)
    save(client, practice, gist="新的话。")
    client.post(address(practice, "restore", 1))
    assert PendingChange.objects.get().data["fields"]["gist"] == "旧的话。"
    client.post(address(practice, "restore", 2))
    assert PendingChange.objects.get().data["fields"]["gist"] == "新的话。"
    practice.refresh_from_db()
    assert practice.gist == "旧的话。"


def test_what_a_version_names_and_is_gone_is_left_out(admin_client):
    zone = ZoneFactory()
    practice = PracticeFactory(gist="旧的话。", zones=[zone])
    save(admin_client, practice, zones=[], gist="新的话。")
    zone.delete()
    assert admin_client.post(address(practice, "restore", 1)).status_code == 302
    practice.refresh_from_db()
    assert practice.gist == "旧的话。"
    assert not practice.zones.exists()


def test_a_part_whose_source_is_gone_cannot_come_back_and_nothing_changes(admin_client):
    row = EvidenceFactory(practice=PracticeFactory(gist="旧的话。"))
    practice, source = row.practice, row.source
    save(admin_client, practice, gist="新的话。", **{"evidence-0-DELETE": "on"})
    source.delete()
    answer = admin_client.post(address(practice, "restore", 1), follow=True)
    assert "没有恢复" in messages(answer)
    assert "已经不在" in messages(answer)
    practice.refresh_from_db()
    assert practice.gist == "新的话。"


def test_who_may_only_look_restores_nothing(client):
    practice = PracticeFactory(gist="旧的话。")
    log.keep_base(practice)
    Practice.objects.update(gist="新的话。")
    staff(client, "zhang", "practices.view_practice")
    assert client.get(address(practice, "history")).status_code == 200
    assert client.get(address(practice, "version", 1)).status_code == 200
    assert client.post(address(practice, "restore", 1)).status_code == 403
    staff(client, "wang", "zones.view_zone")
    for page, *more in (("history",), ("version", 1), ("restore", 1), ("compare",)):
        assert client.get(address(practice, page, *more)).status_code == 403
    practice.refresh_from_db()
    assert practice.gist == "新的话。"


def test_versions_are_written_once(admin_client):
    practice = PracticeFactory()
    log.keep_base(practice)
    version = Version.objects.get()
    with pytest.raises(Exception, match="不得改动"):
        version.save()
    with pytest.raises(Exception, match="不得改动"):
        Version.objects.all().delete()


def test_words_are_compared_not_characters():
    line = compare_words("我们建立了联合党支部。", "我们成立了联合党委。")
    assert [piece.text for piece in line.before if piece.differs] == ["建立", "党支部"]
    assert [piece.text for piece in line.after if piece.differs] == ["成立", "党委"]


def test_a_paragraph_that_moved_in_leaves_the_others_alone():
    lines = compare_texts("甲。\n乙。", "甲。\n丙段。\n乙。")
    assert [line.is_same for line in lines] == [True, False, True]
    assert lines[1].before == ()


def test_a_very_long_paragraph_is_compared_in_no_time():
    before, after = "党建工作" * 20_000, "基层治理" * 20_000
    line = compare_words(before, after)
    assert [piece.differs for piece in line.before] == [True]


def test_everything_is_new_to_nothing():
    practice = PracticeFactory(name="一心三亮")
    MeasureFactory(practice=practice, label="三亮")
    found = compare(Practice, nothing(Practice), take(practice))
    assert "名称" in [field.label for field in found.fields]
    assert [row.title for part in found.parts for row in part.rows] == ["三亮"]
