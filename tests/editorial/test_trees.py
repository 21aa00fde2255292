"""Trees that refuse circles: organizations, vocabularies, parts of practices."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from practices.models import Measure
from tests.factories import (
    MeasureFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    ProblemGroupFactory,
    ThemeGroupFactory,
)


def chain(factory, length, **kwargs):
    """Return records of which each stands under the one before it."""
    records = [factory(**kwargs)]
    while len(records) < length:
        records.append(factory(parent=records[-1]))
    return records


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [PartyOrganizationFactory, MeasureFactory])
@pytest.mark.parametrize("length", [1, 2, 4])
def test_nothing_stands_above_itself(factory, length):
    records = chain(factory, length)
    top = type(records[0]).objects.get(pk=records[0].pk)
    top.parent = records[-1]
    with pytest.raises(ValidationError, match="上级不能是自己"):
        top.clean()
    with pytest.raises(ValidationError, match="上级不能是自己"):
        top.save()
    assert type(top).objects.get(pk=top.pk).parent is None


@pytest.mark.django_db
def test_a_branch_of_the_tree_may_move():
    first, second, third = chain(MeasureFactory, 3)
    third.parent = first
    third.save()
    second.parent = third
    second.save()
    assert [measure.pk for measure in second.ancestors()] == [first.pk, third.pk]


@pytest.mark.django_db
def test_siblings_come_in_their_order():
    practice = PracticeFactory()
    top = MeasureFactory(practice=practice)
    last = MeasureFactory(parent=top, position=3)
    first = MeasureFactory(parent=top, position=1)
    below = MeasureFactory(parent=first)
    tree = Measure.objects.filter(practice=practice).with_tree_fields()
    assert list(tree) == [top, first, below, last]
    assert [measure.tree_depth for measure in tree] == [0, 1, 2, 1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "factory",
    [PartyOrganizationFactory, MeasureFactory, ProblemGroupFactory, ThemeGroupFactory],
)
def test_the_database_refuses_a_record_under_itself(factory):
    record = factory()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(parent=record.pk)
