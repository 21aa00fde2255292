"""Nothing unpublished is seen by visitors: every kind of record, found by looking."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import models

from editorial.models import Publishable
from editorial.stages import REVIEWS
from tests import factories
from tests.factories import EditorFactory, PracticeFactory, UserFactory

pytestmark = pytest.mark.django_db

# Relations that name a record in passing: what names it is seen without it, and the page that shows
# the name asks whether it may.
IN_PASSING = {"Answer.appearance", "Appearance.zone", "AllianceMeeting.host"}

MODELS = [
    model
    for model in apps.get_models()
    if hasattr(getattr(model, "objects", None), "visible_to") and not hasattr(model, "history_user")
]
FACTORIES = {
    factory._meta.model: factory
    for name, factory in vars(factories).items()
    if name.endswith("Factory")
}


def paths_to_publishables(model, seen=()):
    """Yield the relations from a part, over other parts, to records that have a state."""
    for field in model._meta.fields:
        target = field.related_model
        if not isinstance(field, models.ForeignKey) or target in (model, *seen):
            continue
        if f"{model.__name__}.{field.name}" in IN_PASSING:
            continue
        if issubclass(target, Publishable):
            yield field.name
        elif target in MODELS:
            for path in paths_to_publishables(target, (*seen, model)):
                yield f"{field.name}__{path}"


PARTS = [model for model in MODELS if not issubclass(model, Publishable)]
RECORDS = [model for model in MODELS if issubclass(model, Publishable)]
HANGING = [(model, path) for model in PARTS for path in paths_to_publishables(model)]


def visitors():
    return [None, AnonymousUser(), UserFactory(), UserFactory(is_staff=True)]


def editor_of(model, **kwargs):
    editor = UserFactory(**{"is_staff": True, **kwargs})
    code = f"view_{model._meta.model_name}"
    editor.user_permissions.add(
        Permission.objects.get(content_type__app_label=model._meta.app_label, codename=code)
    )
    return editor


def visible_row(model, path):
    """Return a row that visitors see, in which `path` leads to a record."""
    name, first = model.__name__, path.partition("__")[0]
    others = {}
    if first == "answer":
        others = {"answer": factories.AnswerFactory(published=True)}
    elif first == "measure":
        others = {"measure": factories.MeasureFactory(published=True)}
    elif first == "problem_link":
        others = {"problem_link": factories.PracticeProblemFactory(published=True)}
    elif first == "question" and name == "ProblemStatement":
        others = {"question": factories.QuestionFactory(published=True)}
    elif first == "host_unit":
        others = {"organization": None, "host_unit": factories.HostUnitFactory(published=True)}
    return FACTORIES[model](published=True, **others)


def at(row, path):
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def test_the_kinds_are_found():
    names = {model.__name__ for model in MODELS}
    assert {"Zone", "ZoneFact", "Guest", "Answer", "Practice", "Evidence", "Measure"} <= names
    assert {"Evidence.answer__interview", "Evidence.source", "Evidence.practice"} <= {
        f"{model.__name__}.{path}" for model, path in HANGING
    }
    with_factory = {model for model in apps.get_models() if model in FACTORIES}
    assert set(MODELS) <= with_factory


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("state", ["draft", *REVIEWS, "archived"])
def test_visitors_see_published_records_only(model, state):
    record = FACTORIES[model](published=True)
    assert all(model.objects.visible_to(user).get() == record for user in visitors())
    model.objects.update(state=state)
    assert not any(model.objects.visible_to(user).exists() for user in visitors())
    assert model.objects.visible_to(editor_of(model)).get() == record
    for no_editor in ({"is_active": False}, {"is_staff": False}):
        assert not model.objects.visible_to(editor_of(model, **no_editor)).exists()


@pytest.mark.parametrize(
    ("model", "path"), HANGING, ids=[f"{model.__name__}.{path}" for model, path in HANGING]
)
def test_a_part_is_seen_when_all_that_it_hangs_on_is(model, path):
    row = visible_row(model, path)
    assert all(model.objects.visible_to(user).get(pk=row.pk) == row for user in visitors())
    record = at(row, path)
    type(record).objects.filter(pk=record.pk).update(state="draft")
    assert not any(model.objects.visible_to(user).filter(pk=row.pk).exists() for user in visitors())
    assert model.objects.visible_to(editor_of(model)).get(pk=row.pk) == row


def test_an_interview_waits_for_its_source():
    interview = factories.InterviewFactory(published=True, source__published=False)
    model = type(interview)
    assert not any(model.objects.visible_to(user).exists() for user in visitors())
    assert not model.objects.published().exists()
    assert model.objects.visible_to(EditorFactory()).get() == interview


def test_parts_are_filtered_from_the_record_too():
    practice = PracticeFactory(published=True)
    seen = factories.EvidenceFactory(practice=practice, published=True)
    factories.EvidenceFactory(practice=practice)
    assert practice.evidence.visible_to(None).get() == seen
    assert practice.evidence.visible_to(EditorFactory()).count() == 2


def test_an_editor_of_one_kind_sees_no_drafts_of_another():
    draft = PracticeFactory()
    editor = editor_of(factories.ZoneFactory._meta.model)
    assert not type(draft).objects.visible_to(editor).exists()
