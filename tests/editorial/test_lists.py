"""Lists of the admin stay quick however long they grow: few queries, and no count of everything."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factory import Factory
from taggit.models import Tag

from config import admin_lists
from editorial.admin.choosing import ChosenRecordFilter
from editorial.models import (
    AddressCheck,
    FormerAddress,
    Merge,
    PreferredForm,
    ReviewStep,
    Schedule,
    Version,
)
from practices.models import Practice, Problem, Theme
from search.indexing import together
from tests import factories
from tests.factories import EditorFactory, PracticeFactory, UserFactory, ZoneFactory
from zones.models import Alliance

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
KINDS = sorted(admin.site._registry, key=lambda model: model._meta.label)
MADE = {
    made._meta.model: made
    for made in (getattr(factories, name) for name in factories.__all__)
    if issubclass(made, Factory)
}
FEW, MANY = 3, 30
# Of these there are always few: a filter may list them. None: the filter is by no relation.
FEW_OF = (None, Alliance, ContentType, Group, Problem, Theme, User)


def _about(number: int) -> dict:
    """What rows of the desk say about the record that they are about."""
    return {
        "content_type": ContentType.objects.get_for_model(Practice),
        "title": f"第{number}条",
    }


def _log(model, number: int):
    """Make a row of the desk's own tables, whose columns name a record and a person."""
    names = {field.name for field in model._meta.concrete_fields}
    by = UserFactory()
    values = {
        name: by
        for name in ("by", "actor", "created_by", "deleted_by", "set_aside_by")
        if name in names
    }
    values |= {name: value for name, value in _about(number).items() if name in names}
    values |= {name: number + 1 for name in ("object_id", "kept_id", "merged_id") if name in names}
    values |= {name: {} for name in ("base", "data") if name in names}
    values |= {"revision": 1} if "revision" in names else {}
    return model(**values)


OWN = {
    AddressCheck: lambda number: AddressCheck(url=f"https://example.org/{number}"),
    Schedule: lambda number: Schedule(
        **_about(number), object_id=number + 1, at=timezone.now(), by=UserFactory()
    ),
    User: lambda number: UserFactory.build(),
    Group: lambda number: Group(name=f"第{number}组"),
    Tag: lambda number: Tag(name=f"标签{number}", slug=f"tag-{number}"),
    PreferredForm: lambda number: PreferredForm(wrong=f"错{number}", right=f"对{number}"),
    FormerAddress: lambda number: FormerAddress(
        content_type=ContentType.objects.get_for_model(Practice),
        slug=f"jiu-{number}",
        object_id=PracticeFactory().pk,
    ),
    ReviewStep: lambda number: ReviewStep(
        **_about(number),
        object_id=number + 1,
        kind="submit",
        from_state="draft",
        to_state="first",
        actor=UserFactory(),
    ),
    Version: lambda number: Version(
        **_about(number), object_id=number + 1, number=1, by=UserFactory(), action="save", data={}
    ),
    Merge: lambda number: Merge(
        content_type=ContentType.objects.get_for_model(Practice),
        kept_id=number + 1,
        merged_id=number + 100,
        data={},
        by=UserFactory(),
    ),
}


def make(model, start: int, count: int) -> None:
    """Make rows of any registered kind."""
    with together():
        for number in range(start, start + count):
            if model in MADE:
                MADE[model](**({"published": number % 2 == 0} if _is_visible(model) else {}))
            else:
                row = OWN[model](number) if model in OWN else _log(model, number)
                row.save()


def _is_visible(model) -> bool:
    return "published" in MADE[model]._meta.parameters


def queries_of(client, model, **parameters) -> list[str]:
    options = model._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address, parameters).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.fixture
def desk(client):
    client.force_login(EditorFactory())
    return client


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model._meta.label)
def test_queries_of_a_list_do_not_grow_with_its_rows(desk, model):
    make(model, 0, FEW)
    queries_of(desk, model)  # what is asked once and then remembered
    few = queries_of(desk, model)
    make(model, FEW, MANY - FEW)
    assert len(queries_of(desk, model)) <= len(few)


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model._meta.label)
def test_no_list_counts_a_whole_table(desk, model):
    make(model, 0, FEW)
    for sql in queries_of(desk, model):
        assert not re.search(r'^SELECT COUNT\(.*FROM "\w+"$', sql), sql


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model._meta.label)
def test_no_filter_lists_records_of_which_there_may_be_many(model):
    for chosen in admin.site._registry[model].list_filter:
        path, listed = chosen if isinstance(chosen, tuple) else (chosen, None)
        if isinstance(path, str) and listed is not ChosenRecordFilter:
            field = get_fields_from_path(model, path)[-1]
            assert field.related_model in FEW_OF, path


def test_a_long_list_says_that_it_has_more_than_it_counted(desk, monkeypatch):
    monkeypatch.setattr(admin_lists, "MOST_COUNTED", 60)
    PracticeFactory.create_batch(61)
    address = reverse("admin:practices_practice_changelist")
    page = desk.get(address).content.decode()
    assert "共 60 条以上" in page
    assert "选中" not in page or "全部 60" not in page
    assert desk.get(address, {"p": 2}).status_code == 200
    Practice.objects.first().delete()
    assert "共 60 条" in (page := desk.get(address).content.decode())
    assert "以上" not in page


def test_a_list_is_narrowed_by_a_record_that_is_searched_for(desk):
    near, far = ZoneFactory(short_name="临江高新区"), ZoneFactory(short_name="远山高新区")
    meant, other = PracticeFactory(zones=[near]), PracticeFactory(zones=[far])
    address = reverse("admin:practices_practice_changelist")
    response = desk.get(address, {"zones__id__exact": near.pk, "state__exact": "draft"})
    assert list(response.context["cl"].result_list) == [meant]
    page = response.content.decode()
    assert "临江高新区</option>" in page
    assert "远山高新区</option>" not in page
    assert 'type="hidden" name="state__exact" value="draft"' in page
    everything = desk.get(address, {"zones__id__exact": ""}).context["cl"].result_list
    assert set(everything) == {meant, other}


@pytest.mark.parametrize("value", ["0", "x", "1,2", "999999999999999999999"])
def test_an_odd_value_of_such_a_filter_is_no_error_of_the_server(desk, value):
    address = reverse("admin:practices_practice_changelist")
    assert desk.get(address, {"zones__id__exact": value}).status_code in (200, 302)
