"""Two editors at one record, the right to change it, its versions, and deleting it."""

import pytest
from django.contrib.auth import get_user_model

from editorial.models import StaleRecordError
from practices.models import Evidence, Practice
from sources.models import Source
from tests.factories import (
    AllianceFactory,
    EvidenceFactory,
    HostUnitFactory,
    MeasureFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    SourceFactory,
    ThemeFactory,
    ThemeGroupFactory,
    ZoneFactory,
)

from .desk import add_row, address, fields_of, save, staff

pytestmark = pytest.mark.django_db
EDIT = ("practices.view_practice", "practices.change_practice")


def errors(response) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(str(error) for error in response.context["errors"])


def test_who_adds_a_record_is_its_author(client):
    user = staff(client, "zhang", *EDIT, "practices.add_practice")
    form = client.get("/admin/practices/practice/add/")
    client.post("/admin/practices/practice/add/", fields_of(form) | {"name": "甲", "gist": "乙。"})
    practice = Practice.objects.get(name="甲")
    assert practice.created_by == user
    assert practice.history.first().history_user == user


def test_a_stale_form_saves_nothing_and_keeps_what_was_typed(admin_client):
    practice = PracticeFactory(gist="原来的话。")
    form = fields_of(admin_client.get(address(practice)))
    other = get_user_model().objects.create_user("lisi", first_name="李四")
    practice.gist = "李四改的话。"
    practice._history_user = other
    practice.save()
    answer = admin_client.post(address(practice), form | {"gist": "我改的话。"})
    assert "李四于" in errors(answer)
    assert fields_of(answer)["gist"] == ["我改的话。"]
    practice.refresh_from_db()
    assert practice.gist == "李四改的话。"
    # Sending the same page again does not get through either.
    again = admin_client.post(address(practice), fields_of(answer))
    assert "没有保存" in errors(again)


def test_a_form_without_the_revision_it_saw_is_refused(admin_client):
    practice = PracticeFactory()
    form = fields_of(admin_client.get(address(practice)))
    del form["seen_revision"]
    assert "没有保存" in errors(admin_client.post(address(practice), form))


def test_another_editors_change_of_a_row_makes_the_form_stale(admin_client):
    practice = PracticeFactory()
    row = EvidenceFactory(practice=practice)
    mine = fields_of(admin_client.get(address(practice)))
    theirs = fields_of(admin_client.get(address(practice)))
    saved = admin_client.post(address(practice), theirs | {"evidence-0-position": "7"})
    assert saved.status_code == 302
    assert "没有保存" in errors(admin_client.post(address(practice), mine | {"gist": "新话。"}))
    row.refresh_from_db()
    assert row.position == 7


def test_a_part_changed_on_its_own_page_counts_as_a_change_of_the_record(admin_client, admin_user):
    measure = MeasureFactory()
    form = fields_of(admin_client.get(address(measure.practice)))
    assert save(admin_client, measure, label="三亮").status_code == 302
    measure.practice.refresh_from_db()
    assert measure.practice.revision == 2
    assert measure.practice.history.first().history_user == admin_user
    assert "没有保存" in errors(admin_client.post(address(measure.practice), form))


def test_pressing_save_without_a_change_makes_nobody_an_author(admin_client, admin_user):
    practice = PracticeFactory(body="第一段\n第二段", other_names=["别名一", "别名二"])
    EvidenceFactory(practice=practice)
    assert save(admin_client, practice).status_code == 302
    practice.refresh_from_db()
    assert practice.revision == 1
    assert not practice.history.filter(history_user=admin_user).exists()


@pytest.mark.parametrize("state", ["first", "second", "final", "archived"])
def test_what_is_under_review_or_archived_is_read_only(admin_client, state):
    practice = PracticeFactory(published=True)
    EvidenceFactory(practice=practice)
    Practice.objects.update(state=state)
    page = admin_client.get(address(practice))
    assert ("已归档，只供查看" if state == "archived" else "请先“撤回”") in page.content.decode()
    assert "gist" not in fields_of(page)
    assert "evidence-0-quote" not in fields_of(page)
    assert admin_client.post(address(practice), {"gist": "改了。"}).status_code == 403


def test_parts_of_what_is_no_draft_are_changed_on_its_page_only(client):
    measure = MeasureFactory(published=True)
    rights = (*EDIT, *(f"practices.{what}_measure" for what in ("view", "add", "change", "delete")))
    staff(client, "zhang", *rights)
    page = client.get(address(measure)).content.decode()
    assert "打开它的页面" in page
    assert address(measure.practice) in page
    assert client.post(address(measure), {"label": "改"}).status_code == 403
    assert client.post(address(measure, "delete"), {"post": "yes"}).status_code == 403
    form = {"practice": measure.practice.pk, "label": "三亮", "position": 1}
    assert "只能给草稿添加" in errors(client.post("/admin/practices/measure/add/", form))
    measure.refresh_from_db()
    assert measure.practice.measures.count() == 1


def test_without_the_right_to_change_nothing_is_changed(client):
    practice = PracticeFactory()
    staff(client, "zhang", "practices.view_practice")
    assert "gist" not in fields_of(client.get(address(practice)))
    assert client.post(address(practice), {"gist": "改了。"}).status_code == 403
    staff(client, "wang", "zones.view_zone")
    assert client.get(address(practice)).status_code == 403
    client.logout()
    assert client.get(address(practice)).status_code == 302


def test_what_was_ever_published_cannot_be_deleted(admin_client):
    published = PracticeFactory(published=True)
    once = PracticeFactory(published_at=published.published_at)
    draft = PracticeFactory()
    for record in (published, once):
        assert admin_client.get(address(record, "delete")).status_code == 403
        assert admin_client.post(address(record, "delete"), {"post": "yes"}).status_code == 403
    assert admin_client.post(address(draft, "delete"), {"post": "yes"}).status_code == 302
    assert set(Practice.objects.all()) == {published, once}


def test_records_are_not_deleted_in_bulk(admin_client):
    practice = PracticeFactory()
    data = {"action": "delete_selected", "_selected_action": [practice.pk], "post": "yes"}
    admin_client.post("/admin/practices/practice/", data)
    assert Practice.objects.filter(pk=practice.pk).exists()


def test_what_others_rest_on_is_not_deleted(admin_client):
    zone = ZoneFactory()
    branch = PartyOrganizationFactory(zone=zone)
    assert str(branch) in admin_client.get(address(zone, "delete")).content.decode()
    answer = admin_client.post(address(zone, "delete"), {"post": "yes"})
    assert answer.status_code == 409
    assert str(branch) in answer.content.decode()
    zone.refresh_from_db()


def test_a_circle_is_an_error_of_the_form(admin_client):
    top = PartyOrganizationFactory()
    below = PartyOrganizationFactory(parent=top)
    assert "不能是自己的下级" in errors(save(admin_client, top, parent=below.pk))
    group = ThemeGroupFactory()
    theme = ThemeFactory(parent=group)
    assert "上级" in errors(save(admin_client, group, parent=theme.pk))


def test_a_taken_address_is_an_error_of_the_form(admin_client):
    taken = AllianceFactory()
    assert "已被同类记录使用" in errors(save(admin_client, AllianceFactory(), slug=taken.slug))


def test_history_of_a_term_tells_what_changed_and_an_old_version_comes_back(admin_client):
    theme = ThemeFactory(scope_note="旧的话。")
    save(admin_client, theme, scope_note="新的话。")
    history = admin_client.get(address(theme, "history")).content.decode()
    assert "<del>旧的话。</del> → <ins>新的话。</ins>" in history
    version = address(theme, "simple_history", theme.history.last().pk)
    answer = admin_client.post(version, fields_of(admin_client.get(version)))
    assert answer.status_code == 302
    theme.refresh_from_db()
    assert theme.scope_note == "旧的话。"


def test_only_who_may_change_a_term_restores_an_old_version(client):
    theme = ThemeFactory(scope_note="旧的话。")
    theme.scope_note = "新的话。"
    theme.save()
    version = address(theme, "simple_history", theme.history.last().pk)
    staff(client, "zhang", "practices.view_theme")
    assert "只供查看" in client.get(version).content.decode()
    assert client.post(version, {"scope_note": "旧的话。"}).status_code == 403
    theme.refresh_from_db()
    assert theme.scope_note == "新的话。"


def test_a_row_that_others_hang_on_is_not_deleted_with_them(admin_client):
    parent = MeasureFactory(label="三亮")
    child = MeasureFactory(parent=parent, label="亮身份")
    evidence = EvidenceFactory(measure=child)
    answer = save(admin_client, parent.practice, **{"measures-0-DELETE": "on"})
    assert "“三亮" in errors(answer)
    assert "不能删除" in errors(answer)
    assert Evidence.objects.filter(pk=evidence.pk).exists()


def test_two_new_rows_of_one_name_are_an_error_of_the_form(admin_client):
    practice = PracticeFactory()
    data = fields_of(admin_client.get(address(practice)))
    data = add_row(data, "measures", label="三亮", position=1)
    data = add_row(data, "measures", label="三亮", position=2)
    assert "重复" in errors(admin_client.post(address(practice), data))


def test_a_part_whose_record_cannot_be_saved_is_not_deleted(admin_client):
    source = SourceFactory(text="说甲。")
    branch = PartyOrganizationFactory(units=[HostUnitFactory()], source=source, quote="说甲。")
    Source.objects.update(text="说乙。")
    link = branch.unit_links.get()
    answer = admin_client.post(address(link, "delete"), {"post": "yes"}, follow=True)
    assert "出处的全文里没有这句话" in answer.content.decode()
    assert branch.unit_links.exists()


def test_a_save_that_another_editor_forestalled_is_said(admin_client, monkeypatch):
    def forestalled(record, *args, **kwargs):
        raise StaleRecordError("已被他人修改，请重新打开后再保存。")

    practice = PracticeFactory()
    form = fields_of(admin_client.get(address(practice)))
    monkeypatch.setattr(Practice, "save", forestalled)
    answer = admin_client.post(address(practice), form | {"gist": "新的话。"}, follow=True)
    assert "没有保存：已被他人修改" in answer.content.decode()
