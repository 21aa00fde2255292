"""Every role, every action, every kind of record: through HTTP, against a table written out."""

from contextlib import contextmanager

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from editorial.models import AuditEntry, PendingChange, Publishable, ReviewStep, Version
from editorial.stages import key_of
from editorial.versions.snapshots import take
from tests.factories import EditorFactory, PracticeFactory, UserFactory

from .desk import address, fields_of
from .rights import MOVES, NOBODY, RIGHTS, ROLES, WRITER, may, one_of

KINDS = {model._meta.label: model for model in admin.site._registry}
REVIEWED = sorted(label for label, model in KINDS.items() if issubclass(model, Publishable))
# Its page is worked on by buttons; there is no form of the record to send.
WITHOUT_FORM = {"imports.ImportJob"}
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def office():
    """A signed-in person of each role, and one without any."""
    clients = {}
    for role in (*ROLES, NOBODY):
        person = UserFactory(is_staff=True)
        person.groups.set(Group.objects.filter(name=role))
        clients[role] = Client()
        clients[role].force_login(person)
        clients[role].person = person
    return clients


@contextmanager
def undone():
    """Let things happen, and put everything back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def page(model, name, *args):
    options = model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=args)


def stored(model):
    """Return all rows of a kind as they are stored."""
    return list(model._base_manager.order_by("pk").values())


def refused(client, model, address, data) -> bool:
    """Post; tell whether it was refused with 403, and nothing at all was written."""
    kinds = (model, Version, PendingChange, ReviewStep, AuditEntry)
    before = [stored(kind) for kind in kinds]
    status = client.post(address, data).status_code
    assert [stored(kind) for kind in kinds] == before, address
    return status == 403


def test_the_table_names_every_kind_that_the_admin_shows():
    assert set(RIGHTS) == set(KINDS)


@pytest.mark.parametrize("label", sorted(RIGHTS))
def test_each_role_reads_and_writes_what_the_table_says(office, label):
    model, record = KINDS[label], one_of(label, office[WRITER].person)
    boss = Client()
    boss.force_login(EditorFactory())
    sent = fields_of(boss.get(address(record)))
    altered = {
        name: [f"{value}改" if value and not value.isdecimal() else value for value in values]
        for name, values in sent.items()
    }
    for role, client in office.items():
        views = 200 if may(role, "view", label) else 403
        for name, args in (("changelist", ()), ("change", [record.pk]), ("history", [record.pk])):
            answer = client.get(page(model, name, *args))
            assert answer.status_code == views, (role, name)
        add = page(model, "add")
        if may(role, "add", label):
            blank = client.get(add)
            assert blank.status_code == 200, (role, add)
            with undone():
                assert client.post(add, fields_of(blank)).status_code in (200, 302), (role, add)
        else:
            assert client.get(add).status_code == 403, (role, add)
            assert refused(client, model, add, altered), (role, add)
        change = page(model, "change", record.pk)
        if may(role, "change", label):
            with undone():
                status = client.post(change, sent).status_code
                assert status == (200 if label in WITHOUT_FORM else 302), (role, change)
        else:
            assert refused(client, model, change, altered), (role, change)
        delete = page(model, "delete", record.pk)
        if may(role, "delete", label):
            with undone():
                assert client.post(delete, {"post": "yes"}).status_code == 302, (role, delete)
                assert not model._base_manager.filter(pk=record.pk).exists()
        else:
            assert refused(client, model, delete, {"post": "yes"}), (role, delete)


@pytest.mark.parametrize("label", sorted(RIGHTS))
def test_who_is_not_signed_in_is_sent_to_sign_in(client, label):
    model = KINDS[label]
    for name, args in (
        ("changelist", ()),
        ("add", ()),
        ("change", [1]),
        ("delete", [1]),
        ("history", [1]),
    ):
        for ask in (client.get, client.post):
            answer = ask(page(model, name, *args))
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("admin:login"))


def put(record, where: str, author) -> None:
    """Put a record of `author` where a move starts."""
    state = where.split()[0]
    times = timezone.now() if state in ("published", "archived") else None
    rows = type(record)._base_manager.filter(pk=record.pk)
    rows.update(state=state, published_at=times, reviewed_at=times, created_by=author)
    if where != state:
        record.refresh_from_db()
        data = take(record)
        PendingChange.objects.create(
            **key_of(record), revision=record.revision, base=data, data=data, created_by=author
        )


@pytest.mark.parametrize("label", REVIEWED)
def test_each_role_makes_the_moves_that_the_table_says(office, label):
    record = one_of(label, office[WRITER].person)
    model = type(record)
    for move, where, who in MOVES:
        with undone():
            put(record, where, office[WRITER].person)
            change = PendingChange.objects.filter(object_id=record.pk).first()
            revision = change.revision if change else model.objects.get(pk=record.pk).revision
            sent = {"remark": "理由", "seen_revision": revision}
            for role, client in office.items():
                url = address(record, "review", move)
                if role in who:
                    with undone():
                        answer = client.post(url, sent)
                        assert answer.status_code == 302, (
                            role,
                            move,
                            answer.context["form"].errors,
                        )
                        assert ReviewStep.objects.filter(object_id=record.pk).exists()
                else:
                    assert refused(client, model, url, sent), (role, move, where)


def test_somebody_without_a_role_sees_an_empty_desk(office):
    practice = PracticeFactory()
    html = office[NOBODY].get(reverse("admin:index")).content.decode()
    assert practice.name not in html
    assert "/admin/practices/practice/" not in html


def test_nobody_but_a_reviewer_has_a_right_to_review():
    for role, rights in {
        "撰稿": set(),
        "初审": {"review_first"},
        "复审": {"review_second"},
        "终审": {"review_final", "archive_record"},
        "管理员": {
            *("merge_records", "restore_deleted"),
            *("end_signin", "unlock_failedsignin"),
        },
    }.items():
        special = Permission.objects.filter(group__name=role, content_type__app_label="editorial")
        names = set(special.values_list("codename", flat=True))
        assert {name for name in names if name.split("_")[0] not in "view add change delete"} == (
            rights
        )
