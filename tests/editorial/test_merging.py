"""Two records become one, and two again."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from taggit.models import Tag

from editorial import findings
from editorial.merging import merge, resolve, undo
from editorial.merging.kinds import kinds
from editorial.models import (
    AuditEntry,
    DeletedRecord,
    Finding,
    FormerAddress,
    Merge,
    PendingChange,
    Version,
)
from editorial.rows import pointers_to
from interviews.models import Guest
from practices.models import Evidence, Measure, Practice, PracticeProblem, Problem
from tests.factories import (
    AnswerCodingFactory,
    AnswerFactory,
    AppearanceFactory,
    AppointmentFactory,
    CollectionItemFactory,
    EditorFactory,
    EvidenceFactory,
    GuestFactory,
    HostUnitFactory,
    InterviewFactory,
    MeasureFactory,
    OrganizationUnitFactory,
    OutcomeFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    PracticeProblemFactory,
    PracticeRelationFactory,
    ProblemFactory,
    ProblemStatementFactory,
    ThemeFactory,
    ZoneFactory,
)

pytestmark = pytest.mark.django_db
WORDS = ("name", "other_names", "note", "gist", "zones", "tags", "themes")
# What is written about the records, and what is computed from them.
LOGS = {"search", "admin", "sessions", "contenttypes", "auth"}
ABOUT = {AuditEntry, DeletedRecord, Finding, Merge, Version}
COUNTED = {"revision", "updated_at"}


def two_guests():
    keep, duplicate = GuestFactory(), GuestFactory(other_names=["老傅"], note="二访")
    post = AppointmentFactory(guest=keep)
    same = {"title": post.title, "organization": post.organization, "as_of": post.as_of}
    AppointmentFactory(guest=duplicate, **same)
    AppointmentFactory(guest=duplicate)
    appearance = AppearanceFactory(guest=duplicate)
    AnswerFactory(question__interview=appearance.interview, appearance=appearance)
    return keep, duplicate


def two_organizations():
    keep = PartyOrganizationFactory(kind="committee")
    duplicate = PartyOrganizationFactory(kind="committee", note="待核")
    keep.successor = duplicate
    keep.save()
    unit = HostUnitFactory()
    for organization in (keep, duplicate):
        OrganizationUnitFactory(organization=organization, unit=unit)
    OrganizationUnitFactory(organization=duplicate)
    PartyOrganizationFactory(kind="branch", parent=duplicate)
    PartyOrganizationFactory(kind="functional", hosted_by=duplicate)
    PartyOrganizationFactory(kind="committee", successor=duplicate)
    AppointmentFactory(organization=duplicate)
    PracticeFactory(organizations=[keep, duplicate])
    PracticeFactory(organizations=[duplicate])
    return keep, duplicate


def two_units():
    keep, duplicate = HostUnitFactory(), HostUnitFactory(short_name="智联")
    OrganizationUnitFactory(unit=duplicate)
    AppointmentFactory(organization=None, host_unit=duplicate)
    PracticeFactory(host_units=[duplicate])
    return keep, duplicate


def two_practices():
    zones = [ZoneFactory(), ZoneFactory()]
    ties = {
        "organizations": [PartyOrganizationFactory()],
        "host_units": [HostUnitFactory()],
        "themes": [ThemeFactory()],
    }
    keep = PracticeFactory(zones=zones[:1], tags=["党员", "示范"])
    duplicate = PracticeFactory(zones=zones, tags=["示范", "园区"], **ties)
    for practice in (keep, duplicate):
        top = MeasureFactory(practice=practice, label="三亮")
        MeasureFactory(parent=top, label="亮身份")
        EvidenceFactory(practice=practice, measure=top)
    MeasureFactory(parent=top, label="亮承诺")
    link = PracticeProblemFactory(practice=keep)
    other = PracticeProblemFactory(practice=duplicate, problem=link.problem)
    EvidenceFactory(practice=duplicate, problem_link=other)
    PracticeProblemFactory(practice=duplicate)
    OutcomeFactory(practice=duplicate)
    PracticeRelationFactory(practice=duplicate)
    PracticeRelationFactory(related=duplicate)
    PracticeRelationFactory(practice=duplicate, related=keep, kind="supports")
    item = CollectionItemFactory(practice=keep)
    CollectionItemFactory(practice=duplicate, collection=item.collection)
    CollectionItemFactory(practice=duplicate)
    return keep, duplicate


def two_tags():
    PracticeFactory(tags=["党员", "共产党员"])
    PracticeFactory(tags=["共产党员"])
    return Tag.objects.get(name="党员"), Tag.objects.get(name="共产党员")


def two_problems():
    keep, duplicate = ProblemFactory(), ProblemFactory(alt_names=["老板不管"])
    link = PracticeProblemFactory(problem=keep)
    other = PracticeProblemFactory(problem=duplicate, practice=link.practice)
    EvidenceFactory(practice=link.practice, problem_link=other)
    PracticeProblemFactory(problem=duplicate)
    ProblemStatementFactory(problem=duplicate)
    ProblemFactory(deprecated=True, replaced_by=duplicate)
    AnswerCodingFactory(problems=[duplicate])
    return keep, duplicate


def two_themes():
    keep, duplicate = ThemeFactory(), ThemeFactory()
    PracticeFactory(themes=[keep, duplicate])
    PracticeFactory(themes=[duplicate])
    ThemeFactory(deprecated=True, replaced_by=duplicate)
    AnswerCodingFactory(themes=[duplicate])
    return keep, duplicate


PAIRS = {
    "Guest": two_guests,
    "PartyOrganization": two_organizations,
    "HostUnit": two_units,
    "Practice": two_practices,
    "Tag": two_tags,
    "Problem": two_problems,
    "Theme": two_themes,
}


def everything() -> dict:
    """Return every row of every table that holds content, by kind and number."""
    return {
        (model._meta.label, row.pk): {
            field.name: str(getattr(row, field.attname))
            for field in model._meta.concrete_fields
            if field.name not in COUNTED
        }
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in LOGS
        and model not in ABOUT
        and "istorical" not in model.__name__
        for row in model._base_manager.all()
    }


@pytest.fixture
def editor():
    return EditorFactory()


def test_every_kind_that_can_be_merged_is_tested_here():
    assert {kind.model.__name__ for kind in kinds()} == set(PAIRS)


@pytest.mark.parametrize("name", PAIRS)
def test_every_reference_moves_and_comes_back(name, editor):
    keep, duplicate = PAIRS[name]()
    staying = {"parent"} if name in ("Problem", "Theme") else set()
    tested = [one for one in pointers_to(type(keep)) if one.field.name not in staying]
    assert [one for one in tested if not one.rows(duplicate.pk).exists()] == []
    before = everything()
    merged = merge(keep, duplicate, actor=editor)
    assert [one for one in tested if one.rows(duplicate.pk).exists()] == []
    assert everything() != before
    assert undo(merged, actor=editor) == []
    assert everything() == before


@pytest.mark.parametrize("name", PAIRS)
def test_the_other_way_round_too(name, editor):
    duplicate, keep = PAIRS[name]()
    before = everything()
    merged = merge(keep, duplicate, actor=editor, values=dict.fromkeys(WORDS, "duplicate"))
    undo(merged, actor=editor)
    assert everything() == before


def test_what_is_missing_is_looked_for_again_after_each_step(editor):
    keep, duplicate = PracticeFactory(), EvidenceFactory().practice

    def without_evidence():
        found = Finding.objects.filter(sentence__contains="佐证")
        return set(found.values_list("object_id", flat=True))

    findings.refresh(keep)
    assert without_evidence() == {keep.pk}
    merged = merge(keep, duplicate, actor=editor)
    assert without_evidence() == set()
    undo(merged, actor=editor)
    assert without_evidence() == {keep.pk}


def test_the_editor_chooses_field_by_field(editor):
    keep, duplicate = GuestFactory(name="傅岗", note="甲"), GuestFactory(name="付岗", note="乙")
    merge(keep, duplicate, actor=editor, values={"name": "duplicate", "note": "both"})
    keep.refresh_from_db()
    assert (keep.name, keep.note, keep.other_names) == ("付岗", "甲\n乙", ["傅岗"])
    assert keep.history.first().history_user == editor


def test_what_is_under_a_part_that_is_there_already_goes_under_that_one(editor):
    keep, duplicate = two_practices()
    merge(keep, duplicate, actor=editor)
    assert sorted(keep.measures.values_list("label", flat=True)) == ["三亮", "亮承诺", "亮身份"]
    assert {row.practice_id for row in Evidence.objects.all()} == {keep.pk}
    assert Measure.objects.get(label="亮承诺").parent.practice == keep
    assert {tag.name for tag in keep.tags.all()} == {"党员", "示范", "园区"}
    for row in Evidence.objects.exclude(measure=None):
        assert row.measure.practice == keep
    link = PracticeProblem.objects.get(problem__practice_links__evidence__isnull=False)
    assert link.evidence.get().practice == keep


def test_the_old_address_leads_to_the_record_that_was_kept(client, editor):
    keep, duplicate = GuestFactory(published=True), GuestFactory(published=True)
    old = duplicate.get_absolute_url()
    merged = merge(keep, duplicate, actor=editor)
    assert client.get(old).headers["Location"] == keep.get_absolute_url()
    undo(merged, actor=editor)
    assert client.get(old).status_code == 200
    assert not FormerAddress.objects.exists()


def test_a_merged_term_leads_to_the_one_that_is_used_instead(client, editor):
    keep, duplicate = ProblemFactory(), ProblemFactory()
    address = duplicate.get_absolute_url()
    assert client.get(address).status_code == 200
    merge(keep, duplicate, actor=editor)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (301, keep.get_absolute_url())
    duplicate.refresh_from_db()
    assert duplicate.deprecated
    assert duplicate.replaced_by == keep


def refusal(keep, duplicate, editor) -> str:
    with pytest.raises(ValidationError) as refused:
        merge(keep, duplicate, actor=editor)
    assert not Merge.objects.exists()
    return "".join(refused.value.messages)


def test_two_guests_of_one_interview_are_two_people(editor):
    interview = InterviewFactory()
    one, two = (AppearanceFactory(interview=interview).guest for _ in range(2))
    assert f"《{interview}》" in refusal(one, two, editor)


def test_what_contradicts_itself_is_not_merged(editor):
    practice = PracticeFactory()
    part = PracticeRelationFactory(practice=practice, kind="includes").related
    assert "整体与部分不能合并" in refusal(practice, part, editor)
    top = PartyOrganizationFactory(kind="committee")
    middle = PartyOrganizationFactory(kind="committee", parent=top)
    bottom = PartyOrganizationFactory(kind="branch", parent=middle)
    assert "不能并入自己的下级" in refusal(bottom, top, editor)
    agency = PartyOrganizationFactory(kind="agency")
    assert "不能归到" in refusal(agency, middle, editor)
    problem = ProblemFactory()
    assert "一级词只能并入一级词" in refusal(problem, problem.parent, editor)
    assert "在用的二级词" in refusal(ProblemFactory().parent, problem.parent, editor)
    assert "两条不同的记录" in refusal(practice, practice, editor)


def test_what_is_under_review_or_being_changed_is_finished_first(editor):
    keep = GuestFactory(published=True)
    assert "正在初审" in refusal(keep, GuestFactory(state="first"), editor)
    changed = GuestFactory(published=True)
    PendingChange.objects.create(
        content_type=FormerAddress._meta.get_field("content_type").related_model.objects.get(
            app_label="interviews", model="guest"
        ),
        object_id=changed.pk,
        title="",
        revision=2,
        base={},
        data={},
        created_by=editor,
    )
    assert "修改稿" in refusal(keep, changed, editor)
    assert "读者正在看" in refusal(GuestFactory(), keep, editor)


def test_a_number_that_is_gone_leads_to_the_record_that_was_kept(editor):
    first, second, third = (GuestFactory() for _ in range(3))
    gone = first.pk
    merge(second, first, actor=editor)
    assert resolve(Guest, gone) == second.pk
    last = merge(third, second, actor=editor)
    assert resolve(Guest, gone) == third.pk
    undo(last, actor=editor)
    assert resolve(Guest, gone) == second.pk
    assert resolve(Guest, third.pk) == third.pk


def test_merges_are_undone_in_order(editor):
    first, second, third = (GuestFactory() for _ in range(3))
    one = merge(second, first, actor=editor)
    merge(third, second, actor=editor)
    with pytest.raises(ValidationError, match="请先撤销那一次合并"):
        undo(one, actor=editor)
    merged = merge(*(GuestFactory() for _ in range(2)), actor=editor)
    undo(merged, actor=editor)
    with pytest.raises(ValidationError, match="已经撤销过"):
        undo(merged, actor=editor)


def test_what_happened_in_between_is_kept_and_said(editor):
    keep, duplicate = GuestFactory(name="傅岗", note="甲"), GuestFactory(name="付岗", note="乙")
    gone, moved, stays = (AppearanceFactory(guest=duplicate) for _ in range(3))
    other = GuestFactory()
    merged = merge(keep, duplicate, actor=editor, values={"name": "duplicate", "note": "both"})
    gone.delete()
    moved.guest = other
    moved.save()
    keep.refresh_from_db()
    keep.note = "重写"
    keep.save()
    sentences = "".join(undo(merged, actor=editor))
    assert "“编者说明”合并以后又改过" in sentences
    assert "出场嘉宾合并以后已经删除" in sentences
    assert "出场嘉宾合并以后改指了别的记录" in sentences
    keep.refresh_from_db()
    assert (keep.name, keep.note) == ("傅岗", "重写")
    stays.refresh_from_db()
    moved.refresh_from_db()
    assert stays.guest.name == "付岗"
    assert moved.guest == other


def test_a_name_taken_in_between_is_said_and_nothing_is_half_done(editor):
    keep, duplicate = HostUnitFactory(), HostUnitFactory(name="智联云")
    PracticeFactory(host_units=[duplicate])
    merged = merge(keep, duplicate, actor=editor)
    HostUnitFactory(name="智联云")
    before = everything()
    with pytest.raises(ValidationError, match="名称现在属于另一条记录"):
        undo(merged, actor=editor)
    assert everything() == before


def test_merging_and_undoing_are_in_the_log_and_among_the_versions(editor):
    keep, duplicate = GuestFactory(), GuestFactory(name="付岗")
    undo(merge(keep, duplicate, actor=editor), actor=editor)
    entries = AuditEntry.objects.filter(action="merge", actor=editor)
    assert [entry.detail[:2] for entry in entries.order_by("pk")] == ["并入", "撤销"]
    kept = Version.objects.filter(object_id=keep.pk).order_by("number")
    assert [version.action for version in kept] == ["base", "merge", "unmerge"]


def test_a_lost_quote_does_not_hinder_a_merge(editor):
    post = AppointmentFactory()
    post.source.text = "改过的全文。"
    post.source.save()
    keep = GuestFactory()
    undo(merge(keep, post.guest, actor=editor), actor=editor)
    post.refresh_from_db()
    assert post.guest != keep


def test_open_forms_of_what_moved_are_out_of_date(editor):
    keep, duplicate = ThemeFactory(), ThemeFactory()
    practice = PracticeFactory(themes=[duplicate])
    merge(keep, duplicate, actor=editor)
    assert Practice.objects.get(pk=practice.pk).revision > practice.revision
    assert Problem.objects.count() == 0
