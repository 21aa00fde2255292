"""The factories keep their promises; every other test stands on them."""

import pytest

from tests import factories

pytestmark = pytest.mark.one_database

NEVER_PUBLISHED = ("UserFactory", "EditorFactory", "ImportJobFactory")
RECORDS = [
    name
    for name in factories.__all__
    if name.endswith("Factory")
    and name not in NEVER_PUBLISHED
    and getattr(factories, name).__module__ != "tests.factories.desk"
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", RECORDS)
def test_a_published_record_is_seen_by_everybody_and_thirty_can_be_made(name):
    factory = getattr(factories, name)
    factory.create_batch(30, published=True)
    model = factory._meta.model
    if hasattr(model.objects, "visible_to"):
        assert model.objects.visible_to(None).count() == 30
    for record in model.objects.all():
        record.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_a_draft_unless_asked_otherwise(name):
    model = type(getattr(factories, name)())
    if hasattr(model.objects, "visible_to"):
        assert not model.objects.visible_to(None).exists()
