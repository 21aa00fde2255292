"""The list of zones comes from its file, once."""

import pytest
from django.core.management import call_command

from editorial.models import State
from zones.models import Zone
from zones.provinces import BY_NAME
from zones.services import ZONES_FILE, load_zones

pytestmark = pytest.mark.django_db


def test_all_zones_are_loaded_published_and_with_their_addresses():
    call_command("load_zones", verbosity=0)
    assert Zone.objects.published().count() == 179
    slugs = set(Zone.objects.values_list("slug", flat=True))
    assert {"chongqing", "xian", "wuxi", "jinan"} <= slugs
    chongqing = Zone.objects.get(slug="chongqing")
    assert (chongqing.short_name, chongqing.province, chongqing.approved_year) == (
        "重庆高新区",
        "50",
        1991,
    )


def test_loading_twice_adds_nothing_and_changes_nothing():
    load_zones()
    tally = load_zones()
    assert (tally.added, tally.updated, tally.unchanged) == (0, 0, 179)


def test_every_code_is_that_of_the_province_named_beside_it():
    load_zones()
    lines = ZONES_FILE.read_text(encoding="utf-8").splitlines()[1:]
    for line in lines:
        cells = line.split(",")
        assert BY_NAME[cells[2]].code == Zone.objects.get(name=cells[0]).province


def test_a_wrong_row_loads_nothing(tmp_path):
    lines = ZONES_FILE.read_text(encoding="utf-8").splitlines()
    wrong = tmp_path / "zones.csv"
    wrong.write_text("\n".join([*lines[:3], lines[3].replace(",13,", ",99,")]), encoding="utf-8")
    with pytest.raises(Exception, match="province"):
        load_zones(wrong)
    assert not Zone.objects.exists()


def test_a_loaded_zone_can_be_taken_back_and_stays_so():
    load_zones()
    Zone.objects.filter(slug="xian").update(state=State.ARCHIVED)
    load_zones()
    assert Zone.objects.get(slug="xian").state == State.ARCHIVED
