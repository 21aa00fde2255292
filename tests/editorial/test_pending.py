"""Changing what readers see without their seeing it, until it is published."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from editorial import services, stages
from editorial.models import PendingChange, ReviewStep, Schedule, Version
from editorial.versions import log, pending
from editorial.versions.snapshots import RESERVED, merged, take
from practices.models import Evidence, Measure, Practice
from tests.factories import (
    AnswerFactory,
    EditorFactory,
    EvidenceFactory,
    GuestFactory,
    HostUnitFactory,
    MeasureFactory,
    OrganizationUnitFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    ProblemFactory,
    ProblemStatementFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactFactory,
    ZoneFactory,
    ZoneTitleFactory,
)
from tests.support.pages import words

from .desk import add_row, address, fields_of, save, staff

pytestmark = pytest.mark.django_db

EDIT = ("practices.view_practice", "practices.change_practice")
ROWS = tuple(
    f"practices.{what}_{part}"
    for what in ("view", "add", "change", "delete")
    for part in ("measure", "evidence", "practiceproblem", "outcome", "practicerelation")
)
EVERY_REVIEW = ("editorial.review_first", "editorial.review_second", "editorial.review_final")


@pytest.fixture
def practice():
    practice = PracticeFactory(
        published=True, name="一心三亮", gist="原来的一句话。", tags=["党建"]
    )
    group = MeasureFactory(practice=practice, label="三亮", published=True)
    MeasureFactory(practice=practice, parent=group, label="亮身份", published=True)
    EvidenceFactory(practice=practice, measure=group, published=True)
    return practice


@pytest.fixture
def editor(client):
    return staff(client, "zhang", *EDIT, *ROWS)


def public(client, practice):
    client.logout()
    return words(client.get(practice.get_absolute_url()).content.decode())


def publish(practice):
    """Take the pending change of a practice through all reviews."""
    practice = Practice.objects.get(pk=practice.pk)
    services.submit(record=practice, actor=EditorFactory())
    for reviewer in EditorFactory.create_batch(3):
        services.pass_review(record=practice, actor=reviewer)
    return Practice.objects.get(pk=practice.pk)


def test_a_change_of_a_published_record_stays_unseen_until_it_is_published(
    client, practice, editor
):
    before = take(practice)
    answer = save(client, practice, gist="改过的一句话。")
    assert answer.status_code == 302
    assert take(Practice.objects.get(pk=practice.pk)) == before
    assert fields_of(client.get(address(practice)))["gist"] == ["改过的一句话。"]
    assert "原来的一句话。" in public(client, practice)
    assert "改过的一句话。" not in public(client, practice)
    publish(practice)
    assert "改过的一句话。" in public(client, practice)
    assert not PendingChange.objects.exists()


def test_rows_added_changed_and_removed_wait_with_the_rest(client, practice, editor):
    data = fields_of(client.get(address(practice)))
    row = next(n for n in range(2) if data[f"measures-{n}-label"] == ["亮身份"])
    data[f"measures-{row}-DELETE"] = "on"
    top = Measure.objects.get(label="三亮")
    data = add_row(data, "measures", label="亮承诺", position=3, parent=top.pk)
    assert client.post(address(practice), {**data, "_continue": "1"}).status_code == 302
    assert set(practice.measures.values_list("label", flat=True)) == {"三亮", "亮身份"}
    change = PendingChange.objects.get()
    added = [row for row in change.data["parts"]["measures"] if row["label"] == "亮承诺"]
    assert added[0]["pk"] >= RESERVED
    # The form opens again on the row that has no row of its own yet, and it can be changed.
    data = fields_of(client.get(address(practice)))
    row = next(n for n in range(2) if data[f"measures-{n}-label"] == ["亮承诺"])
    data[f"measures-{row}-content"] = "服务亮承诺"
    assert client.post(address(practice), {**data, "_continue": "1"}).status_code == 302
    publish(practice)
    rows = Measure.objects.filter(practice=practice)
    assert {(row.label, row.content, row.parent_id) for row in rows if row.parent_id} == {
        ("亮承诺", "服务亮承诺", top.pk)
    }
    assert all(row.pk < RESERVED for row in rows)
    assert Evidence.objects.get(practice=practice).measure_id == top.pk


def test_new_rows_may_hang_on_new_rows(practice):
    data = take(practice)
    number = RESERVED + 5
    row = data["parts"]["measures"][0]
    data["parts"]["measures"] += [
        {**row, "pk": number + 1, "label": "下级", "parent": number},
        {**row, "pk": number, "label": "上级", "parent": None},
    ]
    editor = EditorFactory()
    pending.propose(practice, data, actor=editor, action=log.Action.BULK)
    publish(practice)
    child = Measure.objects.get(label="下级")
    assert child.parent.label == "上级"
    assert child.history.get().history_user == editor


def test_the_second_editor_of_a_published_record_is_told(client, practice, editor):
    mine = fields_of(client.get(address(practice)))
    assert save(client, practice, gist="别人的话。").status_code == 302
    answer = client.post(address(practice), {**mine, "gist": "我的话。"})
    assert "没有保存" in answer.content.decode()
    assert "我的话。" in answer.content.decode()
    assert PendingChange.objects.get().data["fields"]["gist"] == "别人的话。"


def test_what_changed_meanwhile_among_the_published_rows_stays(client, practice, editor):
    save(client, practice, gist="改过的一句话。")
    theme = ThemeFactory()
    practice.themes.add(theme)
    Measure.objects.filter(label="亮身份").update(content="后来补的内容")
    practice = publish(practice)
    assert practice.gist == "改过的一句话。"
    assert list(practice.themes.all()) == [theme]
    assert practice.measures.get(label="亮身份").content == "后来补的内容"


def test_a_change_under_review_is_locked_and_can_be_withdrawn(client, practice, editor):
    save(client, practice, gist="改过的一句话。")
    services.submit(record=practice, actor=editor)
    assert stages.stage_of(practice) == "first"
    assert client.post(address(practice), {"gist": "再改。"}).status_code == 403
    assert "gist" not in fields_of(client.get(address(practice)))
    services.withdraw(record=practice, actor=editor, reason="再改一处")
    assert save(client, practice, gist="再改。").status_code == 302


def test_nobody_passes_the_change_that_they_made(client, practice, editor):
    save(client, practice, gist="改过的一句话。")
    services.submit(record=practice, actor=EditorFactory())
    editor.is_superuser = True
    with pytest.raises(ValidationError, match="不能审自己"):
        services.pass_review(record=practice, actor=editor)


def test_a_change_that_is_given_up_leaves_its_versions(client, practice, editor):
    save(client, practice, gist="改过的一句话。")
    services.discard(record=practice, actor=editor, reason="另有更好的材料")
    assert not PendingChange.objects.exists()
    assert fields_of(client.get(address(practice)))["gist"] == ["原来的一句话。"]
    gists = [version.data["fields"]["gist"] for version in log.versions_of(practice)]
    assert gists == ["原来的一句话。", "改过的一句话。", "原来的一句话。"]
    assert ReviewStep.objects.filter(kind="discard", remark="另有更好的材料").exists()


def test_what_must_be_mended_is_looked_for_in_the_change(client):
    branch = PartyOrganizationFactory(published=True, kind="joint_branch")
    OrganizationUnitFactory.create_batch(2, organization=branch)
    data = take(branch)
    data["parts"]["unit_links"].pop()
    editor = EditorFactory()
    pending.propose(branch, data, actor=editor, action=log.Action.BULK)
    with pytest.raises(ValidationError, match="两个以上"):
        services.submit(record=branch, actor=editor)
    assert branch.unit_links.count() == 2


@pytest.mark.parametrize("published", [True, False])
def test_saving_nothing_changes_nothing(client, editor, published):
    practice = PracticeFactory(published=published)
    EvidenceFactory(practice=practice, published=published)
    assert save(client, practice).status_code == 302
    assert not PendingChange.objects.exists()
    assert Version.objects.filter(by__isnull=False).count() == 0


@pytest.mark.parametrize(
    "make",
    [
        lambda: AnswerFactory(published=True).interview,
        lambda: ZoneFactFactory(zone=ZoneTitleFactory(published=True).zone, published=True).zone,
        lambda: ProblemStatementFactory(published=True).source,
        lambda: GuestFactory(published=True),
        lambda: HostUnitFactory(published=True),
    ],
    ids=["interview", "zone", "source", "guest", "unit"],
)
def test_every_kind_of_record_opens_and_saves_as_it_is(admin_client, make):
    record = make()
    before = take(record)
    answer = admin_client.post(address(record), fields_of(admin_client.get(address(record))))
    assert answer.status_code == 302
    assert not PendingChange.objects.exists()
    assert take(record) == before


def test_a_statement_about_a_published_source_waits_for_its_review(client, admin_client):
    source = SourceFactory(published=True, text="企业主不愿建组织。\n我们没有专职人员。")
    problem = ProblemFactory()
    data = fields_of(admin_client.get(address(source)))
    data = add_row(
        data, "practices_problemstatement_set", problem=problem.pk, quote="企业主不愿建组织。"
    )
    answer = admin_client.post(address(source), {**data, "_continue": "1"})
    assert answer.status_code == 302
    assert not source.practices_problemstatement_set.exists()
    assert "企业主不愿建组织" not in words(client.get(problem.get_absolute_url()).content.decode())


def test_a_changed_text_finds_its_quotes_again_only_when_published(admin_client):
    source = SourceFactory(published=True, text="说甲。")
    row = EvidenceFactory(source=source, quote="说甲。", published=True)
    save(admin_client, source, text="前言。说甲。")
    row.refresh_from_db()
    assert row.start == 0
    services.submit(record=source, actor=EditorFactory())
    for reviewer in EditorFactory.create_batch(3):
        services.pass_review(record=source, actor=reviewer)
    row.refresh_from_db()
    assert row.start == 3


def test_the_preview_shows_the_change_and_only_what_readers_would_see(client, practice, editor):
    hidden = ZoneFactory(short_name="未发布高新区")
    practice.zones.add(hidden)
    save(client, practice, gist="改过的一句话。")
    page = words(client.get(address(practice, "preview")).content.decode())
    assert "改过的一句话。" in page
    assert "未发布高新区" not in page
    practice.refresh_from_db()
    assert practice.gist == "原来的一句话。"


def test_the_preview_of_a_draft_is_its_page_and_publishes_nothing(client, editor):
    draft = PracticeFactory(gist="还没发布的话。")
    assert "还没发布的话。" in words(client.get(address(draft, "preview")).content.decode())
    draft.refresh_from_db()
    assert draft.state == "draft"
    client.logout()
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(address(draft, "preview")).status_code == 302


def test_what_both_sides_changed_becomes_as_in_the_change():
    base = {"fields": {"a": 1, "b": 1}, "many": {"m": [1, 2]}, "tags": ["x"], "parts": {}}
    ours = {"fields": {"a": 2, "b": 1}, "many": {"m": [1, 3]}, "tags": ["x", "y"], "parts": {}}
    live = {"fields": {"a": 3, "b": 4}, "many": {"m": [1, 2, 4]}, "tags": [], "parts": {}}
    assert merged(base, ours, live) == {
        "fields": {"a": 2, "b": 4},
        "many": {"m": [1, 3, 4]},
        "tags": ["y"],
        "parts": {},
    }


def test_rows_may_change_places(practice):
    first, second = (
        MeasureFactory(practice=practice, label=label, published=True) for label in ("甲项", "乙项")
    )
    data = take(practice)
    for row in data["parts"]["measures"]:
        row["label"] = {"甲项": "乙项", "乙项": "甲项"}.get(row["label"], row["label"])
    pending.propose(practice, data, actor=EditorFactory(), action=log.Action.BULK)
    publish(practice)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.label, second.label) == ("乙项", "甲项")


def test_a_row_that_others_need_is_not_removed_with_a_change():
    answer = AnswerFactory(published=True)
    EvidenceFactory(answer=answer, published=True)
    data = take(answer.interview)
    data["parts"]["answers"] = []
    with pytest.raises(ValidationError, match="不能去掉"):
        pending.propose(answer.interview, data, actor=EditorFactory(), action=log.Action.BULK)
    assert not PendingChange.objects.exists()


class TestScheduled:
    @pytest.fixture
    def due(self, practice):
        """A change that has passed its last review, to be published an hour from now."""
        data = take(practice)
        data["fields"]["gist"] = "到时再发的话。"
        pending.propose(practice, data, actor=EditorFactory(), action=log.Action.SAVE)
        services.submit(record=practice, actor=EditorFactory())
        *reviewers, last = EditorFactory.create_batch(3)
        for reviewer in reviewers:
            services.pass_review(record=practice, actor=reviewer)
        at = timezone.now() + timezone.timedelta(hours=1)
        services.pass_review(record=practice, actor=last, publish_at=at)
        return practice

    def test_it_waits_for_its_time(self, due, capsys):
        call_command("publish_due")
        assert "发布了 0 条" in capsys.readouterr().out
        due.refresh_from_db()
        assert due.gist == "原来的一句话。"
        assert stages.stage_of(due) == "final"
        with pytest.raises(ValidationError, match="等待定时发布"):
            services.pass_review(record=due, actor=EditorFactory())

    def test_it_is_published_once_however_often_the_command_runs(self, due, capsys):
        Schedule.objects.update(at=timezone.now())
        for count in (1, 0):
            call_command("publish_due")
            assert f"发布了 {count} 条" in capsys.readouterr().out
        due.refresh_from_db()
        assert due.gist == "到时再发的话。"
        assert ReviewStep.objects.filter(kind="publish").count() == 1

    def test_a_return_takes_it_off_the_calendar(self, due, capsys):
        services.send_back(record=due, actor=EditorFactory(), reason="数字有误")
        assert not Schedule.objects.exists()
        call_command("publish_due")
        assert stages.stage_of(due) == "draft"

    def test_what_cannot_be_published_then_is_said_and_stays(self, due, monkeypatch, capsys):
        Schedule.objects.update(at=timezone.now())
        monkeypatch.setattr(Practice, "publication_problems", lambda self: ["缺一条佐证"])
        call_command("publish_due")
        assert "缺一条佐证" in capsys.readouterr().err
        assert Schedule.objects.get().refusal == "缺一条佐证"
        assert stages.stage_of(due) == "final"

    def test_two_runs_at_once_publish_it_once(self, due):
        pk = Schedule.objects.get().pk
        Schedule.objects.update(at=timezone.now())
        assert services.publish_scheduled(pk) is not None
        assert services.publish_scheduled(pk) is None
