"""Dates known in part, and lists of names."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from editorial.fields import LinesFormField, display_partial_date, validate_partial_date
from tests.factories import SourceFactory, ZoneFactory
from zones.models import Zone


@pytest.mark.parametrize("value", ["2020", "2020-09", "2020-11-17", "1921-07", "2020-02-29"])
def test_dates_are_taken_as_far_as_they_are_known(value):
    validate_partial_date(value)


@pytest.mark.parametrize(
    "value",
    [
        "20",
        "2020-9",
        "2020-13",
        "2020-00",
        "2020-02-30",
        "2021-02-29",
        "2020-11-1",
        "2020/11/17",
        "2020-11-17 ",
        "2020\n",
        "2020年",
        "0000",
        "今年",
        "2020-",
        "-2020",
    ],
)
def test_what_is_no_date_is_refused_with_an_example(value):
    with pytest.raises(ValidationError, match="2020-11-17"):
        validate_partial_date(value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", ""),
        ("2020", "2020年"),
        ("2020-09", "2020年9月"),
        ("2020-11-07", "2020年11月7日"),
    ],
)
def test_dates_are_shown_as_they_were_known(value, shown):
    assert display_partial_date(value) == shown


def test_a_form_refuses_a_wrong_date_and_takes_an_unknown_one():
    source = SourceFactory.build(dated="2020-13")
    with pytest.raises(ValidationError) as refusal:
        source.clean_fields()
    assert set(refusal.value.message_dict) == {"published"}
    source.published = ""
    source.clean_fields()


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["202", "2020-9", "2020-11-1"])
def test_the_database_refuses_a_date_that_cannot_be_one(value):
    source = SourceFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(source).objects.filter(pk=source.pk).update(published=value)


@pytest.mark.django_db
def test_dates_sort_by_time():
    for date in ("2020-11-17", "2019", "2020-09", "2020"):
        SourceFactory(dated=date)
    dates = SourceFactory._meta.model.objects.order_by("published")
    assert [source.published for source in dates] == ["2019", "2020", "2020-09", "2020-11-17"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given_names", "kept"),
    [
        (["西高新", "西安高新"], ["西高新", "西安高新"]),
        ("西高新\r\n西安高新\r\n", ["西高新", "西安高新"]),
        ("西高新\n\n  西安高新  ", ["西高新", "西安高新"]),
        ([" 西高新 ", ""], ["西高新"]),
        ([], []),
        ("", []),
    ],
)
def test_names_come_back_as_they_were_given_one_a_line(given_names, kept):
    zone = ZoneFactory(other_names=given_names)
    assert Zone.objects.get(pk=zone.pk).other_names == kept


def test_a_form_cleans_names_that_a_browser_sends():
    zone = ZoneFactory.build()
    cleaned = Zone._meta.get_field("other_names").clean("西高新\r\n\r\n 西安高新", zone)
    assert cleaned == ["西高新", "西安高新"]


def test_a_form_shows_one_name_a_line_and_sees_whether_they_changed():
    field = Zone._meta.get_field("other_names").formfield()
    assert isinstance(field, LinesFormField)
    assert field.prepare_value(["西高新", "西安高新"]) == "西高新\n西安高新"
    assert not field.has_changed(["西高新", "西安高新"], "西高新\r\n西安高新")
    assert field.has_changed(["西高新", "西安高新"], "西高新")
    assert not field.has_changed([], "")


@pytest.mark.django_db
def test_a_name_is_found_among_several():
    zone = ZoneFactory(other_names=["西高新", "长安高新"])
    assert list(Zone.objects.named_like("长安")) == [zone]
    assert not Zone.objects.named_like("临潼").exists()


@given(st.lists(st.text(max_size=10), max_size=5))
def test_names_survive_the_way_to_the_database_and_back(names):
    field = Zone._meta.get_field("other_names")
    stored = field.get_prep_value(names)
    once = field.to_python(stored)
    assert field.to_python(field.get_prep_value(once)) == once
    assert all(name == name.strip() and name for name in once)


@given(st.text(max_size=12))
def test_no_text_breaks_the_check_of_dates(value):
    try:
        validate_partial_date(value)
    except ValidationError:
        return
    assert display_partial_date(value).startswith(str(int(value[:4])))
