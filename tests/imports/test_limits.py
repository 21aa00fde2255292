"""An editor who is limited to some zones imports what concerns these zones, and nothing else."""

import pytest
from django.contrib.auth.models import Group

from imports.models import ImportJob
from interviews.models import Appearance, Guest, Interview
from practices.models import Evidence, Practice
from sources.models import Source
from tests.factories import EditorFactory, GuestFactory, PracticeFactory, UserFactory, ZoneFactory
from tests.imports.desk import act, ready, said
from tests.imports.test_review_desk import card, copy_of, plan_page, saved
from zones.models import EditorZones, ZoneFact

pytestmark = pytest.mark.django_db

FOREIGN = "您只负责部分高新区"


@pytest.fixture
def linjiang():
    return ZoneFactory(short_name="临江高新区", name="临江高新技术产业开发区")


@pytest.fixture
def other():
    return ZoneFactory(short_name="远山高新区", name="远山高新技术产业开发区")


def signed_in(client, *zones):
    user = UserFactory(is_staff=True)
    user.groups.set(Group.objects.filter(name="撰稿"))
    EditorZones.objects.create(user=user).zones.set(zones)
    client.force_login(user)
    return user


def with_practice(client, **fields):
    """Return a job whose only practice was accepted."""
    job = ready(client, **fields)
    assert [practice.name for practice in copy_of(job).practices] == ["三联"]
    act(
        client,
        job,
        "accept",
        **card(job, "practices"),
        **{"p1-name": "三联", "p1-zone": "临江高新区", "p1-measures": "三联：联组织、联活动"},
    )
    return job


def assert_refused(client, job, *names):
    """Both the page that shows what would be written, and saving, refuse in a sentence."""
    before = copy_of(job)
    for answer in (client.get(plan_page(job)), saved(client, job)):
        words = answer.content.decode()
        assert answer.status_code == 200
        assert FOREIGN in words
        assert all(name in words for name in names)
    job.refresh_from_db()
    assert job.state == ImportJob.State.READY
    assert copy_of(job) == before


def test_what_concerns_the_editors_zone_is_saved_and_theirs_from_then_on(client, linjiang):
    editor = signed_in(client, linjiang)
    job = with_practice(client)
    act(client, job, "accept-all", kind="facts")
    assert "已存为草稿" in said(saved(client, job))
    assert ZoneFact.objects.get().zone == linjiang
    # The source leads to no zone; who imported it is who may go on working on it.
    for model in (Source, Interview, Practice, Guest):
        assert {record.created_by for record in model.objects.all()} == {editor}
    page = client.get(f"/admin/sources/source/{Source.objects.get().pk}/change/")
    assert 'name="_save"' in page.content.decode()


def test_records_of_other_zones_are_not_made(client, linjiang, other):
    signed_in(client, other)
    job = with_practice(client)
    act(client, job, "accept-all", kind="facts")
    assert_refused(client, job, "做法“三联”", "高新区“临江高新区”", "嘉宾“周宁”")
    for model in (Source, Interview, Guest, Practice, ZoneFact):
        assert not model.objects.exists()
    client.force_login(EditorFactory())
    assert "已存为草稿" in said(saved(client, job))
    assert Practice.objects.get().zones.get() == linjiang


def test_a_guest_who_is_known_may_come_from_elsewhere(client, linjiang, other):
    """One of several zones is enough for an interview; the guest is not changed."""
    signed_in(client, other)
    known = GuestFactory(name="周宁")
    job = ready(client)
    told = (
        {"name": "周宁", "zone": "临江高新区", "posts": "党工委｜部长", "person": known.pk},
        {"name": "欧阳青山", "zone": "远山高新区", "posts": "智联公司｜书记"},
    )
    for number, values in enumerate(told):
        piece = card(job, "guests", number)
        fields = {f"{piece['key']}-{name}": value for name, value in values.items()}
        act(client, job, "accept", **piece, **fields)
    act(client, job, "organizations", name=["党工委", "智联公司"], choice=["none", "none"])
    assert "已存为草稿" in said(saved(client, job))
    assert {one.zone for one in Appearance.objects.all()} == {linjiang, other}


def test_a_practice_of_another_zone_gets_no_evidence(client, linjiang, other):
    practice = PracticeFactory(name="三联", zones=[linjiang])
    signed_in(client, other)
    job = with_practice(client)
    assert_refused(client, job, "做法“三联”")
    assert not Evidence.objects.exists()
    assert Practice.objects.get().revision == practice.revision


def test_a_record_of_another_zone_is_not_drawn_into_ones_own(client, linjiang, other):
    """An earlier import wrote it for another zone; the same file, told otherwise, would move it."""
    client.force_login(EditorFactory())
    saved(client, with_practice(client))
    Practice.objects.get().zones.clear()
    signed_in(client, linjiang, other)
    again = with_practice(client)
    assert_refused(client, again, "做法“三联”")
    assert not Practice.objects.get().zones.exists()


def test_who_is_not_limited_is_the_author_of_what_they_import(client, linjiang):
    editor = EditorFactory()
    client.force_login(editor)
    saved(client, with_practice(client))
    assert Practice.objects.get().created_by == editor
    assert Source.objects.get().created_by == editor
