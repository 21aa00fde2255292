"""An editor who is limited to some zones works on the records of these zones, and on no others."""

import pytest
from django.contrib.auth.models import Group

from editorial.merging import merge, undo
from editorial.models import DeletedRecord, Merge, ReviewStep, Schedule, Version
from editorial.removal import remove
from editorial.scopes import may_work_on, within, zones_of
from interviews.models import Guest, Interview
from practices.models import Practice
from sources.models import Source
from tests.factories import (
    AllianceFactory,
    AllianceMemberFactory,
    AppearanceFactory,
    AppointmentFactory,
    CollectionFactory,
    EditorFactory,
    GuestFactory,
    HostUnitFactory,
    InterviewFactory,
    MeasureFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    SourceFactory,
    ThemeFactory,
    UserFactory,
    ZoneFactFactory,
    ZoneFactory,
)
from zones.models import EditorZones, Zone, ZoneFact

from .desk import add_row, address, fields_of, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return ZoneFactory()


@pytest.fixture
def theirs():
    return ZoneFactory()


def limited(*zones, roles=("撰稿",)):
    user = UserFactory(is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    EditorZones.objects.create(user=user).zones.set(zones)
    return user


@pytest.fixture
def editor(ours, client):
    """Somebody who writes for one zone, signed in."""
    user = limited(ours)
    client.force_login(user)
    return user


def of_zone(zone):
    """Return a record of each kind that leads to the zone, each by another way."""
    organization, unit = PartyOrganizationFactory(zone=zone), HostUnitFactory(zone=zone)
    return [
        zone,
        organization,
        unit,
        PracticeFactory(zones=[zone]),
        AllianceMemberFactory(zone=zone).alliance,
        AppearanceFactory(zone=zone).interview,
        AppearanceFactory(zone=zone).guest,
        AppointmentFactory(organization=organization).guest,
        AppointmentFactory(organization=None, host_unit=unit).guest,
    ]


def test_every_way_to_a_zone_counts(editor, ours, theirs):
    assert all(may_work_on(editor, record) for record in of_zone(ours))
    assert not any(may_work_on(editor, record) for record in of_zone(theirs))


def test_one_of_several_zones_is_enough(editor, ours, theirs):
    assert may_work_on(editor, PracticeFactory(zones=[theirs, ours]))


def test_what_leads_to_no_zone_is_worked_on_by_who_wrote_it(editor):
    for factory in (
        *(PracticeFactory, SourceFactory, CollectionFactory, GuestFactory),
        *(PartyOrganizationFactory, AllianceFactory, InterviewFactory),
    ):
        assert may_work_on(editor, factory(created_by=editor))
        assert not may_work_on(editor, factory(created_by=UserFactory()))
        assert not may_work_on(editor, factory())


def test_having_written_it_is_not_enough_where_it_leads_to_other_zones(editor, theirs):
    assert not may_work_on(editor, PracticeFactory(zones=[theirs], created_by=editor))
    # One of its rows leads nowhere, the other to a zone that is not the editor's.
    interview = InterviewFactory(created_by=editor)
    AppearanceFactory(interview=interview, zone=None)
    AppearanceFactory(interview=interview, zone=theirs)
    assert not may_work_on(editor, interview)


def test_who_is_not_limited_works_on_everything(theirs):
    for user in (UserFactory(is_staff=True), EditorFactory()):
        assert zones_of(user) is None
        assert all(may_work_on(user, record) for record in of_zone(theirs))


def test_no_limit_holds_for_a_superuser(ours, theirs):
    boss = EditorFactory()
    EditorZones.objects.create(user=boss).zones.add(ours)
    assert may_work_on(boss, PracticeFactory(zones=[theirs]))


def test_a_limit_to_no_zone_leaves_what_one_wrote(theirs):
    user = limited()
    assert zones_of(user) == frozenset()
    assert not may_work_on(user, PracticeFactory(zones=[theirs]))
    assert may_work_on(user, PracticeFactory(created_by=user))


def test_the_limit_is_read_once(editor, ours, django_assert_num_queries):
    practices = [PracticeFactory(zones=[ours]) for _ in range(3)]
    with django_assert_num_queries(1):
        zones_of(editor)
        zones_of(editor)
    with django_assert_num_queries(3):
        assert all(may_work_on(editor, practice) for practice in practices)


def test_a_selection_holds_each_record_once(editor, ours, theirs):
    both = PracticeFactory(zones=[ours, theirs])
    own = PracticeFactory(created_by=editor)
    PracticeFactory(zones=[theirs])
    assert sorted(within(editor, Practice.objects.all()), key=lambda one: one.pk) == [both, own]
    other = ZoneFactory()
    wide = limited(ours, theirs, other)
    assert list(within(wide, Practice.objects.filter(pk=both.pk))) == [both]


def test_foreign_records_are_shown_and_not_changed(client, editor, theirs):
    practice = PracticeFactory(zones=[theirs])
    page = client.get(address(practice))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert client.post(address(practice), {"name": "改名"}).status_code == 403
    assert client.post(address(practice, "delete"), {"post": "yes"}).status_code == 403
    stored = Practice.objects.get()
    assert (stored.name, stored.revision) == (practice.name, practice.revision)


def test_own_records_are_changed_and_deleted(client, editor, ours):
    practice = PracticeFactory(zones=[ours])
    assert save(client, practice, name="本区的新名").status_code == 302
    assert Practice.objects.get().name == "本区的新名"
    assert client.post(address(practice, "delete"), {"post": "yes"}).status_code == 302
    assert not Practice.objects.exists()


@pytest.mark.parametrize(
    ("move", "state"), [("submit", "draft"), ("pass", "first"), ("return", "first")]
)
def test_foreign_records_are_not_moved_and_own_ones_are(client, ours, theirs, move, state):
    client.force_login(limited(ours, roles=("撰稿", "初审")))
    own, foreign = (
        PracticeFactory(zones=[zone], state=state, body="正文") for zone in (ours, theirs)
    )
    for practice, status in ((foreign, 403), (own, 302)):
        sent = {"remark": "理由", "seen_revision": practice.revision}
        assert client.post(address(practice, "review", move), sent).status_code == status
        assert ReviewStep.objects.filter(object_id=practice.pk).exists() == (status == 302)
        practice.refresh_from_db()
        assert (practice.state == state) == (status == 403)
    assert not Schedule.objects.exists()


def test_parts_of_foreign_records_are_neither_added_nor_changed(client, editor, theirs):
    fact = ZoneFactFactory(zone=theirs)
    assert client.post(address(fact), {"indicator": "改"}).status_code == 403
    assert client.post(address(fact, "delete"), {"post": "yes"}).status_code == 403
    practice = PracticeFactory(zones=[theirs])
    answer = client.post(
        "/admin/practices/measure/add/",
        {"practice": practice.pk, "position": 0, "label": "亮身份", "content": "党员亮身份"},
    )
    assert answer.status_code == 200
    assert "practice" in answer.context["adminform"].form.errors
    assert not practice.measures.exists()
    assert ZoneFact.objects.get().indicator == fact.indicator


def add(client, kind, **values):
    page = f"/admin/{kind}/add/"
    return client.post(page, {**fields_of(client.get(page)), **values})


def test_a_record_with_foreign_zones_only_is_not_added_and_nothing_typed_is_lost(
    client, editor, ours, theirs
):
    typed = {"name": "本周写的做法", "gist": "一句话"}
    answer = add(client, "practices/practice", **typed, zones=[theirs.pk])
    assert answer.status_code == 200
    assert "您只负责部分高新区" in answer.content.decode()
    assert fields_of(answer)["name"] == ["本周写的做法"]
    assert fields_of(answer)["zones"] == [str(theirs.pk)]
    assert not Practice.objects.exists()
    assert add(client, "practices/practice", **typed, zones=[ours.pk]).status_code == 302
    assert add(client, "practices/practice", **typed | {"name": "没有高新区的"}).status_code == 302
    assert Practice.objects.count() == 2


def test_a_record_is_not_moved_out_of_reach(client, editor, ours, theirs):
    practice = PracticeFactory(zones=[ours])
    answer = save(client, practice, zones=[theirs.pk])
    assert answer.status_code == 200
    assert "您只负责部分高新区" in answer.content.decode()
    assert list(practice.zones.all()) == [ours]
    assert save(client, practice, zones=[ours.pk, theirs.pk]).status_code == 302


def test_a_published_record_is_not_moved_out_of_reach_by_its_change(client, editor, ours, theirs):
    practice = PracticeFactory(published=True, zones=[ours])
    answer = save(client, practice, zones=[theirs.pk])
    assert answer.status_code == 200
    assert "您只负责部分高新区" in answer.content.decode()


def test_rows_count_too(client, editor, theirs):
    """An interview leads to zones by its guests, which are rows of its page."""
    interview = InterviewFactory(created_by=editor)
    data = add_row(
        fields_of(client.get(address(interview))),
        "appearances",
        guest=GuestFactory().pk,
        kind="zone_official",
        posts_as_given="部长",
        zone=theirs.pk,
        position=0,
    )
    answer = client.post(address(interview), data)
    assert answer.status_code == 200
    assert "您只负责部分高新区" in answer.content.decode()
    assert not Interview.objects.get().appearances.exists()


def test_the_part_that_leads_to_the_editors_zone_is_neither_moved_nor_deleted(
    client, editor, ours, theirs
):
    interview = InterviewFactory()
    own = AppearanceFactory(interview=interview, zone=ours)
    AppearanceFactory(interview=interview, zone=theirs)
    answer = save(client, own, zone=theirs.pk)
    assert answer.status_code == 200
    assert "您只负责部分高新区" in answer.content.decode()
    client.post(address(own, "delete"), {"post": "yes"})
    own.refresh_from_db()
    assert own.zone == ours


def test_a_new_zone_is_for_those_who_are_not_limited(client, editor):
    assert client.get("/admin/zones/zone/add/").status_code == 403
    assert client.post("/admin/zones/zone/add/", {"name": "新区"}).status_code == 403
    assert Zone.objects.count() == 1


def test_parts_are_added_to_own_records(client, editor, ours):
    practice = PracticeFactory(zones=[ours])
    MeasureFactory(practice=practice)
    values = {"practice": practice.pk, "label": "亮身份", "content": "党员亮身份"}
    assert add(client, "practices/measure", **values).status_code == 302
    assert practice.measures.count() == 2


def test_sources_are_changed_by_who_entered_them(client, editor):
    own, foreign = SourceFactory(created_by=editor), SourceFactory()
    assert save(client, own, author="本报记者").status_code == 302
    assert client.post(address(foreign), {"author": "改"}).status_code == 403
    assert Source.objects.get(pk=foreign.pk).author == foreign.author


def merged_guests(keep_zone, duplicate_zone):
    """Return the merge of two guests, each of whom appeared for a zone."""
    keep, duplicate = (AppearanceFactory(zone=zone).guest for zone in (keep_zone, duplicate_zone))
    return merge(keep, duplicate, actor=EditorFactory())


@pytest.mark.parametrize("foreign", ["both", "the one that would come back", "the one kept"])
def test_a_merge_of_foreign_records_is_not_undone(client, ours, theirs, foreign):
    zones = {"both": (theirs, theirs), "the one kept": (theirs, ours)}.get(foreign, (ours, theirs))
    merged = merged_guests(*zones)
    versions = Version.objects.count()
    client.force_login(limited(ours, roles=("管理员",)))
    page = client.post(address(merged, "undo"))
    assert page.status_code == 409
    assert "与您负责的高新区都无关，您不能撤销这次合并" in page.content.decode()
    assert Guest.objects.count() == 1
    assert Merge.objects.get().undone_at is None
    assert Version.objects.count() == versions
    assert set(Guest.objects.get().appearances.values_list("zone", flat=True)) == {
        zone.pk for zone in zones
    }


def test_a_merge_of_own_records_is_undone(client, ours):
    merged = merged_guests(ours, ours)
    client.force_login(limited(ours, roles=("管理员",)))
    assert client.post(address(merged, "undo")).status_code == 302
    assert Guest.objects.count() == 2


def test_merges_of_terms_are_of_no_zone(ours):
    terms = ThemeFactory(), ThemeFactory()
    merged = merge(*terms, actor=EditorFactory())
    assert undo(merged, actor=limited(ours, roles=("管理员",))) == []


def test_deleted_records_of_other_zones_are_not_brought_back(client, ours, theirs):
    client.force_login(limited(ours, roles=("管理员",)))
    for zone, status in ((theirs, 409), (ours, 302)):
        deleted = remove(PracticeFactory(zones=[zone]), actor=EditorFactory())
        answer = client.post(address(deleted, "restore"))
        assert answer.status_code == status
        assert (DeletedRecord.objects.get(pk=deleted.pk).restored_at is None) == (status == 409)
    assert list(Practice.objects.get().zones.all()) == [ours]
