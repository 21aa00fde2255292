"""The log of reviews is written once, and the database holds what a state asks for."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from editorial import services, stages
from editorial.models import ReviewStep
from tests.factories import PracticeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return UserFactory()


@pytest.fixture
def draft(author):
    return PracticeFactory(created_by=author)


def test_what_is_logged_stays(draft, author):
    step = services.submit(record=draft, actor=author)
    step.remark = "改写"
    for change in (
        step.save,
        step.delete,
        ReviewStep.objects.all().delete,
        lambda: ReviewStep.objects.update(remark="改写"),
    ):
        with pytest.raises(ValidationError, match="不得改动"):
            change()
    assert stages.steps_of(draft).get().remark == ""


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "return", "remark": ""},
        {"kind": "withdraw", "remark": ""},
        {"kind": "archive", "remark": ""},
        {"kind": "reopen", "remark": ""},
        {"kind": "pass", "actor": None},
    ],
)
def test_the_database_refuses_a_step_without_reason_or_actor(draft, author, row):
    step = services.submit(record=draft, actor=author)
    step.pk = None
    for name, value in row.items():
        setattr(step, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewStep.objects.bulk_create([step])


@pytest.mark.parametrize(
    "change", [{"state": "waiting"}, {"state": "published", "published_at": None}]
)
def test_the_database_refuses_unknown_states_and_undated_publication(draft, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        type(draft).objects.filter(pk=draft.pk).update(**change)
