"""The five roles of the office. They are groups, which migrations make and give their rights.

Each app gives the rights over its own records, in its own migration, by `granting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.models import ContentType
from django.db import migrations

WRITER = "撰稿"
FIRST = "初审"
SECOND = "复审"
FINAL = "终审"
MANAGER = "管理员"
ROLES = (WRITER, FIRST, SECOND, FINAL, MANAGER)

_ACTIONS = {"add": "新增", "change": "修改", "delete": "删除", "view": "查看"}

# (roles, code names of permissions)
Rule = tuple[Iterable[str], Iterable[str]]


def may(actions: str, *models: str) -> list[str]:
    """Return code names: `may("view add", "zone")` → `view_zone`, `add_zone`."""
    return [f"{action}_{model}" for model in models for action in actions.split()]


def over_content(records: Iterable[str], parts: Iterable[str] = ()) -> list[Rule]:
    """Return who may do what with records that are reviewed, and with their parts.

    Whoever changes a record changes its parts, so 管理员 may do to parts what 撰稿 may.
    """
    return [
        (ROLES, may("view", *records, *parts)),
        ([WRITER], may("add change delete", *records, *parts)),
        ([MANAGER], may("change", *records)),
        ([MANAGER], may("add change delete", *parts)),
    ]


def over_vocabulary(*models: str) -> list[Rule]:
    """Return who may do what with what everybody uses and 管理员 keeps."""
    return [(ROLES, may("view", *models)), ([MANAGER], may("add change delete", *models))]


def making() -> migrations.RunPython:
    """Return the operation that makes the groups.

    A group that already has the name of a role becomes it: its members stay, its rights are
    given anew. When the migration is taken back, groups with members stay, without rights.
    """

    def forwards(apps, schema_editor):
        groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
        for name in ROLES:
            group, _ = groups.get_or_create(name=name)
            group.permissions.clear()

    def backwards(apps, schema_editor):
        groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
        groups.filter(name__in=ROLES, user__isnull=True).delete()

    return migrations.RunPython(forwards, backwards)


def granting(app_label: str, rules: Iterable[Rule]) -> migrations.RunPython:
    """Return the operation that gives the roles permissions of one app, or takes them back."""
    rules = [(tuple(roles), tuple(names)) for roles, names in rules]

    def forwards(apps, schema_editor):
        alias = schema_editor.connection.alias
        _make_permissions(apps, app_label, alias)
        for group, permissions in _grants(apps, alias, app_label, rules):
            group.permissions.add(*permissions)

    def backwards(apps, schema_editor):
        alias = schema_editor.connection.alias
        for group, permissions in _grants(apps, alias, app_label, rules):
            group.permissions.remove(*permissions)

    return migrations.RunPython(forwards, backwards)


def _grants(apps, alias: str, app_label: str, rules: list[Rule]) -> Iterator[tuple]:
    groups = apps.get_model("auth", "Group").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    of_app = permissions.filter(content_type__app_label=app_label)
    known = {permission.codename: permission for permission in of_app}
    for roles, names in rules:
        for group in groups.filter(name__in=roles):
            yield group, [known[name] for name in names]


def _make_permissions(apps, app_label: str, alias: str) -> None:
    """Make the permissions of an app, which Django makes only after the last migration."""
    app = apps.get_app_config(app_label)
    # Apps as migrations know them have no module, and Django passes by apps without one.
    before = getattr(app, "models_module", None)
    app.models_module = True
    try:
        create_permissions(app, verbosity=0, using=alias, apps=apps)
    finally:
        app.models_module = before


def permission_label(permission) -> str:
    """Say in Chinese what a permission allows; Django names those of its own making in English."""
    kind = ContentType.objects.get_for_id(permission.content_type_id)
    action, _, model = permission.codename.partition("_")
    is_usual = action in _ACTIONS and model == kind.model
    return f"{kind.name}：{_ACTIONS[action] if is_usual else permission.name}"
