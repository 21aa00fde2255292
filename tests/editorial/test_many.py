"""What is written for many records at once is what is written for each of them alone."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from editorial import findings
from editorial.models import Finding, PendingChange, StaleRecordError, Version
from editorial.versions import log
from editorial.versions.many import ManyWriter, New, can_write_many
from editorial.versions.pending import amend
from editorial.versions.snapshots import take
from interviews.models import Guest
from practices.models import Practice, PracticeProblem
from search.models import Listing
from sources.models import Source
from tests.factories import (
    EditorFactory,
    MeasureFactory,
    PracticeFactory,
    ProblemFactory,
    ThemeFactory,
    ZoneFactory,
)
from zones.models import HostUnit, PartyOrganization, Zone

pytestmark = pytest.mark.django_db
HOW = {"action": log.Action.BULK, "note": "成批修改"}


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def edit():
    zone, theme = ZoneFactory(), ThemeFactory()

    def edit(data):
        data["fields"] |= {"gist": "新的一句话。", "started": "2021-05", "stage": "pilot"}
        data["many"] |= {"zones": [zone.pk], "themes": [theme.pk]}
        data["tags"] = ["亮身份", "支部"]
        return data

    return edit


def practice(**more):
    made = PracticeFactory(
        gist="旧的一句话。", zones=[ZoneFactory()], tags=["支部", "党建"], **more
    )
    MeasureFactory(practice=made)
    return made


def bare(data):
    """Return content without what must differ between two records."""
    fields = {name: value for name, value in data["fields"].items() if name not in ("slug", "name")}
    return {**data, "fields": fields, "parts": {}}


def kept(record):
    """Return all that is stored about a record."""
    record = Practice.objects.get(pk=record.pk)
    histories = [
        (
            row.history_type,
            row.history_user,
            row.gist,
            sorted(row.zones.values_list("zone", flat=True)),
        )
        for row in record.history.order_by("-pk")[:1]
    ]
    versions = [
        (v.number, v.action, v.by, v.note, v.is_published, bare(v.data))
        for v in log.versions_of(record)
    ]
    changes = [
        (c.revision, bare(c.base), bare(c.data), c.created_by, c.state)
        for c in PendingChange.objects.filter(object_id=record.pk)
    ]
    listing = Listing.objects.get(collection="practice", record=record.pk)
    found = Finding.objects.filter(object_id=record.pk).values_list("check_name", flat=True)
    seen = (listing.values, listing.there, listing.published)
    return record.revision, bare(take(record)), histories, versions, changes, seen, sorted(found)


def writer(editor, model=Practice):
    return ManyWriter(model, actor=editor, **HOW)


@pytest.mark.parametrize("published", [False, True])
def test_amended_together_or_alone_a_practice_is_the_same(editor, edit, published):
    alone, together = practice(published=published), practice(published=published)
    # One zone, so that what they were tied to before is the same.
    together.zones.set(alone.zones.all())
    Practice.objects.filter(pk=together.pk).update(revision=alone.revision)
    for record in (alone, together):
        findings.refresh(record)

    amend(alone, edit, actor=editor, **HOW)
    (amended,) = writer(editor).amend({together.pk: edit}, {together.pk: together.revision})

    assert (amended.change is not None) is published
    assert kept(together) == kept(alone)


def test_a_change_that_is_pending_is_changed_further(editor, edit):
    record = practice(published=True)
    for number in (1, 2):
        gist = f"第{number}次改。"

        def change(data, gist=gist):
            data["fields"]["gist"] = gist
            return data

        writer(editor).amend({record.pk: change}, {record.pk: None})
    pending = PendingChange.objects.get()
    assert pending.data["fields"]["gist"] == "第2次改。"
    assert pending.revision == record.revision + 2
    assert [v.number for v in log.versions_of(record)] == [3, 2, 1]
    (same,) = writer(editor).amend({record.pk: lambda data: data}, {record.pk: pending.revision})
    assert same.is_same


@pytest.mark.parametrize("published", [False, True])
def test_a_record_that_somebody_changed_is_not_written_over(editor, edit, published):
    record = practice(published=published)
    with pytest.raises(StaleRecordError):
        writer(editor).amend({record.pk: edit}, {record.pk: record.revision + 1})
    with pytest.raises(StaleRecordError):
        writer(editor).amend({record.pk + 999: edit}, {record.pk + 999: 1})
    assert not Version.objects.exists()


def test_a_record_under_review_is_refused(editor, edit):
    record = practice(state="first")
    with pytest.raises(ValidationError, match="正在初审"):
        writer(editor).amend({record.pk: edit}, {record.pk: None})


def test_new_records_have_ties_links_histories_and_versions(editor):
    zone, problem = ZoneFactory(), ProblemFactory()
    PracticeFactory(name="红色引擎")
    news = [
        New(
            Practice(name="红色引擎", gist="一句话。", created_by=editor),
            many={"zones": [zone.pk]},
            tags=["支部", "ABC", "abc"],
            links=[("practice", PracticeProblem(problem=problem))],
        )
        for _ in range(2)
    ]
    made = writer(editor).add(news)
    assert [record.slug for record in made] == ["hong-se-yin-qing-2", "hong-se-yin-qing-3"]
    for record in Practice.objects.filter(pk__in=[record.pk for record in made]):
        assert set(record.zones.all()) == {zone}
        assert {name.lower() for name in record.tags.names()} == {"支部", "abc"}
        assert record.problem_links.get().history.get().history_user == editor
        history = record.history.get()
        assert (history.history_type, history.history_user) == ("+", editor)
        assert history.zones.get().zone == zone
        version = log.versions_of(record).get()
        assert (version.number, version.data) == (1, take(record))
        assert Listing.objects.get(collection="practice", record=record.pk).there
        assert Finding.objects.filter(object_id=record.pk, check_name="practice-evidence").exists()


def test_two_records_of_one_address_are_refused_by_the_database(editor):
    news = [New(Practice(name="甲", gist="乙", slug="same", created_by=editor)) for _ in range(2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        writer(editor).add(news)
    assert not Practice.objects.exists()


def test_kinds_that_do_more_when_they_are_saved_are_written_one_by_one():
    assert all(map(can_write_many, (Practice, Zone, Guest, HostUnit)))
    # A source finds its quotes again; of two organizations each may be above the other.
    assert not any(map(can_write_many, (Source, PartyOrganization)))
