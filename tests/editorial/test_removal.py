"""What is referred to is not deleted; what is deleted can be brought back for a while."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from taggit.models import Tag

from editorial.merging import merge
from editorial.models import AuditEntry, DeletedRecord, FormerAddress, Version
from editorial.removal import references_to, remove
from editorial.restoring import bring_back
from interviews.models import Answer, Interview
from practices.models import Measure, Practice, Problem
from tests.editorial.desk import address, staff
from tests.editorial.test_merging import everything
from tests.factories import (
    AllianceFactory,
    AnswerFactory,
    AppearanceFactory,
    AppointmentFactory,
    CollectionItemFactory,
    EditorFactory,
    EvidenceFactory,
    GuestFactory,
    HostUnitFactory,
    ImportJobFactory,
    MeasureFactory,
    OrganizationUnitFactory,
    OutcomeFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    PracticeProblemFactory,
    PracticeRelationFactory,
    ProblemFactory,
    SourceFactory,
    ThemeFactory,
    UserFactory,
    ZoneFactory,
)

pytestmark = pytest.mark.django_db
TIES = ("_", "Tagged", "FormerAddress")


@pytest.fixture
def editor():
    return EditorFactory()


def practice_with_all_parts() -> Practice:
    practice = PracticeFactory(
        zones=[ZoneFactory()],
        organizations=[PartyOrganizationFactory()],
        host_units=[HostUnitFactory()],
        themes=[ThemeFactory()],
        tags=["党员", "示范"],
        alliance=AllianceFactory(),
    )
    top = MeasureFactory(practice=practice)
    EvidenceFactory(practice=practice, measure=MeasureFactory(parent=top))
    link = PracticeProblemFactory(practice=practice)
    EvidenceFactory(practice=practice, problem_link=link)
    OutcomeFactory(practice=practice)
    PracticeRelationFactory(practice=practice)
    practice.slug = "gai-guo"
    practice.save()
    return practice


def interview_with_answers() -> Interview:
    return AnswerFactory(question__interview=AnswerFactory().interview).interview


def source_of_an_import():
    source = SourceFactory()
    ImportJobFactory(source=source)
    return source


def guest_with_a_post():
    return AppointmentFactory().guest


def organization_with_a_unit():
    return OrganizationUnitFactory().organization


def collection_with_an_item():
    return CollectionItemFactory().collection


@pytest.mark.parametrize(
    "make",
    [
        practice_with_all_parts,
        interview_with_answers,
        source_of_an_import,
        guest_with_a_post,
        organization_with_a_unit,
        collection_with_an_item,
        ProblemFactory,
    ],
)
def test_what_is_deleted_comes_back_to_the_last_row(editor, make):
    record = make()
    before = everything()
    deleted = remove(record, actor=editor)
    assert not type(record).objects.filter(pk=record.pk).exists()
    _, sentences = bring_back(deleted, actor=editor)
    assert sentences == []
    after = everything()
    for rows in (before, after):
        # A tie is the same whatever its number.
        for key in [key for key in rows if any(name in key[0] for name in TIES)]:
            row = rows.pop(key)
            rows[key[0], *sorted(value for name, value in row.items() if name != "id")] = True
    assert after == before


def test_what_comes_back_is_a_draft_with_a_version_and_an_entry_in_the_log(editor):
    guest = GuestFactory(created_by=editor)
    back, _ = bring_back(remove(guest, actor=editor), actor=editor)
    assert (back.pk, back.slug, back.state, back.created_by) == (
        guest.pk,
        guest.slug,
        "draft",
        editor,
    )
    assert back.revision > guest.revision
    assert Version.objects.get(object_id=back.pk).action == "restore"
    entries = AuditEntry.objects.filter(object_id=guest.pk, action__in=("delete", "restore"))
    assert [entry.action for entry in entries.order_by("pk")] == ["delete", "restore"]
    assert guest.history.filter(history_type="-", history_user=editor).exists()
    assert back.history.filter(history_type="+", history_user=editor).exists()


def refers(record) -> list[str]:
    return [reference.label for reference in references_to(record)[0]]


def test_own_parts_and_own_ties_are_no_references():
    assert refers(practice_with_all_parts()) == []
    assert refers(interview_with_answers()) == []
    answer = AnswerFactory()
    EvidenceFactory(answer=answer)
    assert refers(answer.interview) == ["佐证"]


def test_every_kind_of_reference_counts(editor):
    practice = PracticeFactory(tags=["党员"])
    theme, organization = ThemeFactory(), PartyOrganizationFactory()
    practice.themes.add(theme)
    practice.organizations.add(organization)
    assert refers(theme) == ["做法"]
    assert refers(organization) == ["做法"]
    assert refers(Tag.objects.get()) == ["做法"]
    assert refers(PracticeRelationFactory(related=practice).related) == ["相关做法"]
    PartyOrganizationFactory(kind="committee", parent=organization)
    assert sorted(refers(organization)) == ["做法", "党组织"]
    with pytest.raises(ValidationError, match="还有 2 处用着它"):
        remove(organization, actor=editor)
    assert refers(theme.parent) == ["主题"]


def test_what_readers_saw_and_what_is_under_review_stays(editor):
    guest = GuestFactory(published=True)
    with pytest.raises(ValidationError, match="发布过，不能删除"):
        remove(guest, actor=editor)
    with pytest.raises(ValidationError, match="正在复审"):
        remove(GuestFactory(state="second"), actor=editor)
    assert not DeletedRecord.objects.exists()


def test_an_address_or_a_name_taken_since_is_said_and_nothing_is_half_done(editor):
    guest, unit, problem = GuestFactory(), HostUnitFactory(), ProblemFactory()
    gone = [remove(record, actor=editor) for record in (guest, unit, problem)]
    GuestFactory(slug=guest.slug)
    HostUnitFactory(name=unit.name)
    ProblemFactory(code=problem.code, parent=problem.parent)
    before = everything()
    for deleted, sentence in zip(gone, ("网址名", "同名的依托单位", "同名的问题类型"), strict=True):
        with pytest.raises(ValidationError, match=sentence):
            bring_back(deleted, actor=editor)
    assert everything() == before


def test_what_is_gone_since_is_said(editor):
    practice = practice_with_all_parts()
    related = practice.relations.get().related
    theme, alliance = practice.themes.get(), practice.alliance
    deleted = remove(practice, actor=editor)
    for record in (related, theme, alliance):
        remove(record, actor=editor)
    _, sentences = bring_back(deleted, actor=editor)
    assert "“主题”里有的记录已经不在" in "".join(sentences)
    assert "“党建联盟”所指的记录已经不在" in "".join(sentences)
    assert "有的相关做法所指的做法已经不在" in "".join(sentences)
    practice.refresh_from_db()
    assert practice.alliance is None
    assert Measure.objects.filter(practice=practice).count() == 2


def test_what_was_merged_since_is_named_by_the_record_that_was_kept(editor):
    appearance = AppearanceFactory()
    gone = remove(appearance.interview, actor=editor)
    keep = GuestFactory()
    merge(keep, appearance.guest, actor=editor)
    back, _ = bring_back(gone, actor=editor)
    assert back.appearances.get().guest == keep


def test_a_source_that_is_gone_keeps_an_interview_from_coming_back(editor):
    interview = interview_with_answers()
    gone = remove(interview, actor=editor)
    remove(interview.source, actor=editor)
    with pytest.raises(ValidationError, match="所指的出处已经不在"):
        bring_back(gone, actor=editor)


def test_after_thirty_days_it_is_forgotten(editor):
    old, new = (remove(GuestFactory(), actor=editor) for _ in range(2))
    long_ago = timezone.now() - datetime.timedelta(days=31)
    DeletedRecord.objects.filter(pk=old.pk).update(deleted_at=long_ago)
    old.refresh_from_db()
    with pytest.raises(ValidationError, match="超过 30 天"):
        bring_back(old, actor=editor)
    call_command("forget_deleted")
    assert list(DeletedRecord.objects.all()) == [new]


def test_former_addresses_go_and_come_back(editor):
    practice = practice_with_all_parts()
    former = set(FormerAddress.objects.values_list("slug", flat=True))
    deleted = remove(practice, actor=editor)
    assert not FormerAddress.objects.exists()
    bring_back(deleted, actor=editor)
    assert set(FormerAddress.objects.values_list("slug", flat=True)) == former != set()


# Pages


def messages(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_the_page_names_what_refers_to_a_record(admin_client):
    organization = PartyOrganizationFactory()
    posts = [AppointmentFactory(organization=organization) for _ in range(53)]
    for method in (admin_client.get, admin_client.post):
        page = method(address(organization, "delete")).content.decode()
        assert f'href="{address(posts[0])}"' in page
        assert "另外还有 3 处" in page
        assert "确认删除" not in page
    organization.refresh_from_db()


def test_a_record_is_deleted_and_brought_back(admin_client):
    practice = practice_with_all_parts()
    page = admin_client.get(address(practice, "delete")).content.decode()
    assert "构成（2）" in page
    done = admin_client.post(address(practice, "delete"), follow=True)
    assert "已删除" in messages(done)
    assert not Practice.objects.filter(pk=practice.pk).exists()
    deleted = DeletedRecord.objects.get()
    assert "恢复…" in admin_client.get("/admin/editorial/deletedrecord/").content.decode()
    assert admin_client.get(address(deleted)).status_code == 200
    restore = address(deleted, "restore")
    assert "它的 7 项内容" in admin_client.get(restore).content.decode()
    done = admin_client.post(restore, follow=True)
    assert "已恢复" in messages(done)
    assert practice.measures.count() == 2
    assert "已经恢复过" in admin_client.post(restore).content.decode()


def test_a_part_is_deleted_alone(admin_client):
    child = MeasureFactory(parent=MeasureFactory())
    page = admin_client.post(address(child.parent, "delete"))
    assert page.status_code == 409
    assert "不能删除" in page.content.decode()
    assert admin_client.post(address(child, "delete")).status_code == 302
    assert Measure.objects.get() == child.parent
    assert not DeletedRecord.objects.exists()
    assert AuditEntry.objects.filter(action="delete").count() == 1


def test_an_answer_that_is_quoted_is_not_deleted(admin_client):
    answer = AnswerFactory()
    EvidenceFactory(answer=answer)
    assert "佐证" in admin_client.get(address(answer, "delete")).content.decode()
    admin_client.post(address(answer, "delete"))
    assert Answer.objects.get() == answer


def test_a_used_tag_and_a_used_term_are_not_deleted(admin_client):
    PracticeFactory(tags=["党员"])
    problem = PracticeProblemFactory().problem
    for record in (Tag.objects.get(), problem, problem.parent):
        assert admin_client.post(address(record, "delete")).status_code == 409
    unused = Tag.objects.create(name="无人用")
    assert admin_client.post(address(unused, "delete")).status_code == 302
    assert Problem.objects.count() == 2
    assert "delete_selected" not in admin_client.get("/admin/taggit/tag/").content.decode()


def test_restoring_needs_the_right(client, editor):
    deleted = remove(GuestFactory(), actor=editor)
    staff(client, "kan", "editorial.view_deletedrecord")
    assert client.get("/admin/editorial/deletedrecord/").status_code == 200
    assert client.post(address(deleted, "restore")).status_code == 403
    staff(client, "huan", "editorial.view_deletedrecord", "editorial.restore_deleted")
    assert client.post(address(deleted, "restore")).status_code == 302


def test_an_author_who_left_is_no_hindrance(editor):
    author = UserFactory()
    deleted = remove(GuestFactory(created_by=author), actor=editor)
    author.delete()
    back, _ = bring_back(deleted, actor=editor)
    assert back.created_by is None
