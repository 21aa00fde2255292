"""The roles are made by migration, on a new base and on one at work."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from practices.models import Practice
from tests.factories import PracticeFactory, UserFactory
from tests.support.roles import make_roles

from .rights import MANAGER, ROLES, WRITER


def rights() -> list[tuple[str, str]]:
    """Return who may do what, as it is stored."""
    pairs = Group.objects.values_list("name", "permissions__codename")
    return sorted(pairs, key=str)


@pytest.mark.django_db
def test_a_new_base_has_the_five_roles_with_different_rights():
    made = rights()
    assert {name for name, _ in made} == set(ROLES)
    assert (WRITER, "add_practice") in made
    assert (MANAGER, "add_practice") not in made
    assert (MANAGER, "view_auditentry") in made


@pytest.fixture
def migrate(transactional_db):
    def to(targets=None):
        executor = MigrationExecutor(connection)
        executor.migrate(targets or executor.loader.graph.leaf_nodes())

    yield to
    to()


@pytest.mark.one_database
def test_a_base_at_work_gets_the_roles_and_keeps_who_is_in_them(migrate):
    make_roles()
    made = rights()
    writer, practice = UserFactory(), PracticeFactory()
    writer.groups.add(Group.objects.get(name=WRITER))
    keeper, right = UserFactory(), Permission.objects.get(codename="delete_user")

    migrate([("editorial", "0002_desk")])
    assert rights() == [(WRITER, None)]

    # A group that a site made by hand, with rights that the role shall not have. The program of
    # today is not told: it would write into an audit log that does not have today's columns.
    (by_hand,) = Group.objects.bulk_create([Group(name=MANAGER)])
    Group.permissions.through.objects.create(group=by_hand, permission=right)
    User.groups.through.objects.create(user=keeper, group=by_hand)

    migrate()
    assert rights() == made
    assert writer.groups.get().name == WRITER
    assert keeper.groups.get().name == MANAGER
    assert Practice.objects.filter(pk=practice.pk).exists()
