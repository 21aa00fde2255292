"""The roles of the office in a test that empties the database, and a person for each of them.

Migrations make the roles only once.
"""

from functools import cache
from types import SimpleNamespace

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from playwright.sync_api import Page, expect

from editorial.models import AuditEntry, AuditHead

PEOPLE = {
    "撰稿": "zhuangao",
    "初审": "chushen",
    "复审": "fushen",
    "终审": "zhongshen",
    "管理员": "guanli",
}
PASSWORD = "mima-2026"


@cache
def _making() -> list[RunPython]:
    """Return what the migrations called `…_roles` run."""
    migrations = MigrationLoader(None).disk_migrations
    # The groups themselves come from `editorial`, whose name comes first.
    return [
        operation
        for key in sorted(key for key in migrations if key[1].endswith("_roles"))
        for operation in migrations[key].operations
        if isinstance(operation, RunPython)
    ]


def make_roles() -> None:
    """Run again what the migrations called `…_roles` do."""
    for operation in _making():
        operation.code(apps, SimpleNamespace(connection=connection))


@cache
def _as_made() -> dict[str, list[tuple[str, str]]]:
    """Return what each role may do, as app and codename, once the migrations' code has run."""
    make_roles()
    # That they came is in the audit log, which nobody may empty by the usual way.
    entries = AuditEntry._base_manager.all()
    entries._raw_delete(entries.db)
    AuditHead.objects.all().delete()
    return {
        group.name: list(
            group.permissions.order_by().values_list("content_type__app_label", "codename")
        )
        for group in Group.objects.all()
    }


def restore_roles(**signal) -> None:
    """Make the roles in a database that was emptied, as if they had always been there."""
    if Group.objects.exists():
        return
    roles = _as_made()
    if Group.objects.exists():
        return
    rights = {
        (right.content_type.app_label, right.codename): right
        for right in Permission.objects.select_related("content_type")
    }
    for name, codes in roles.items():
        Group.objects.create(name=name).permissions.set(rights[code] for code in codes)


def make_people() -> None:
    """Make the roles, and one person for each."""
    make_roles()
    for role, name in PEOPLE.items():
        person = get_user_model().objects.create_user(name, password=PASSWORD, is_staff=True)
        person.groups.add(Group.objects.get(name=role))


def sign_in(page: Page, role: str) -> None:
    page.goto("/admin/")
    page.get_by_label("用户名").fill(PEOPLE[role])
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.locator("#site-name")).to_be_visible()
