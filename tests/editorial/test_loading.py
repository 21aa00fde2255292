"""Loading again and again: no duplicates, and what people did stays."""

import pytest

from editorial.loading import Tally, put, release_if_new
from editorial.models import ReviewStep, State
from editorial.services import reopen
from practices.models import Practice
from tests.factories import EditorFactory, ZoneFactory
from zones.models import Zone

pytestmark = pytest.mark.django_db

VALUES = {"name": "临江高新技术产业开发区", "short_name": "临江高新区", "province": "50"}


def load(**values) -> tuple[Zone, Tally]:
    tally = Tally()
    zone = put(Zone, key={"slug": "linjiang"}, values={**VALUES, **values}, tally=tally)
    return zone, tally


def edit_as_person(record, **values):
    for name, value in values.items():
        setattr(record, name, value)
    record._history_user = EditorFactory()
    record.save()


def test_a_second_loading_changes_nothing():
    _, first = load()
    zone, second = load()
    assert (first.added, second.unchanged, second.added, second.updated) == (1, 1, 0, 0)
    assert zone.revision == 1


def test_a_better_file_updates_what_nobody_touched():
    load()
    zone, tally = load(city="临江市")
    assert (tally.updated, zone.city) == (1, "临江市")


def test_what_a_person_changed_is_kept_and_named():
    zone, _ = load()
    edit_as_person(zone, city="江城")
    zone, tally = load(city="临江市")
    assert (tally.kept, tally.kept_names) == (1, ["临江高新区"])
    assert Zone.objects.get().city == "江城"


def test_a_row_whose_key_a_person_changed_is_not_added_again():
    zone, _ = load()
    edit_as_person(zone, slug="xin-linjiang")
    again, tally = load()
    assert (again.pk, tally.kept, Zone.objects.count()) == (zone.pk, 1, 1)


def test_what_a_person_deleted_does_not_come_back():
    zone, _ = load()
    zone._history_user = EditorFactory()
    zone.delete()
    again, tally = load()
    assert (again, tally.kept, Zone.objects.count()) == (None, 1, 0)


def test_sets_follow_the_file_until_a_person_changes_the_record():
    zone, other = ZoneFactory(), ZoneFactory()
    values = {"name": "一心三亮", "gist": "亮身份。"}
    for zones in ([zone], [other]):
        practice = put(
            Practice, key={"slug": "yi"}, values=values, many={"zones": zones}, tally=Tally()
        )
    assert list(practice.zones.all()) == [other]
    edit_as_person(practice, gist="亮标准。")
    put(Practice, key={"slug": "yi"}, values=values, many={"zones": [zone]}, tally=Tally())
    assert list(practice.zones.all()) == [other]


def test_a_new_record_is_released_and_the_log_says_by_what():
    zone, _ = load()
    release_if_new(zone)
    step = ReviewStep.objects.get()
    assert (zone.state, step.kind, step.actor) == (State.PUBLISHED, ReviewStep.Kind.LOAD, None)


def test_a_record_that_an_editor_took_back_to_draft_stays_a_draft():
    zone, _ = load()
    release_if_new(zone)
    reopen(record=zone, actor=EditorFactory(), reason="核对面积")
    zone, _ = load()
    release_if_new(zone)
    assert zone.state == State.DRAFT
