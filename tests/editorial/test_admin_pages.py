"""Every page of the admin answers, for every kind of record, and breaks no rule of the CSP."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from factory import Factory
from taggit.models import Tag

from editorial.models import (
    AddressCheck,
    AuditEntry,
    AuditHead,
    DeletedRecord,
    FailedSignIn,
    Finding,
    FormerAddress,
    Merge,
    MistakeReport,
    PasswordSet,
    PendingChange,
    Publishable,
    ReviewStep,
    Schedule,
    SignIn,
    Version,
)
from imports.models import ImportJob, TableJob, TableRow
from practices.models import AnswerCoding, Practice, SharedBasket
from tests import factories
from tests.factories import EvidenceFactory, MeasureFactory, PracticeFactory
from tests.factories.practices import PracticeProblemFactory
from zones.models import EditorZones

from .desk import fields_of

READ_ONLY = (
    AddressCheck,
    # Codings are made on a page of their own: tests/practices/test_coding.py.
    AnswerCoding,
    AuditEntry,
    DeletedRecord,
    Finding,
    FormerAddress,
    Merge,
    PendingChange,
    ReviewStep,
    Schedule,
    Version,
)
# Readers write them, and nobody deletes any: tests/editorial/test_report_desk.py.
FROM_READERS = (MistakeReport,)
# What readers share is deleted where it must not stay: tests/practices/test_basket_sharing.py.
# The program keeps them, and 管理员 ends them: tests/editorial/test_sign_ins.py, test_lockout.py.
ENDED = (SignIn, FailedSignIn)
NOT_WRITTEN = (*READ_ONLY, *FROM_READERS, *ENDED, SharedBasket)
# Accounts are deactivated, and the roles are the program's own.
NOT_DELETED = (User, Group)
OWN_PAGES = (ImportJob,)  # whose pages are no form of one record: tests/imports/test_review_desk.py
KINDS = sorted(admin.site._registry, key=lambda model: model._meta.label)
INLINE = r"<[^>]*\s(?:style|on[a-z]+)\s*=|<style|<script(?![^>]*\bsrc=)"
pytestmark = pytest.mark.django_db


def label(model) -> str:
    return model._meta.label


@pytest.fixture(scope="module")
def filled(shared):
    """One record of every kind, and one move in the log."""
    for name in factories.__all__:
        made = getattr(factories, name)
        assert issubclass(made, Factory)
        made()
    # A coding is seen when two have finished theirs.
    coding, later = AnswerCoding.objects.get(), timezone.now() + timedelta(hours=1)
    AnswerCoding.objects.update(finished_at=later)
    factories.AnswerCodingFactory(answer=coding.answer, finished_at=later)
    Tag.objects.create(name="测试标签")
    practice = PracticeFactory()
    practice.slug = "xin-di-zhi"
    practice.save()
    ReviewStep.objects.create(
        content_type=ContentType.objects.get_for_model(Practice),
        object_id=practice.pk,
        title=practice.name,
        kind="submit",
        from_state="draft",
        to_state="first",
        actor=factories.EditorFactory(),
    )


def page(model, name, *args):
    options = model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=args)


def test_every_model_of_the_project_is_registered():
    own = {"editorial", "sources", "zones", "interviews", "practices", "imports"}
    models = {model for app in own for model in apps.get_app_config(app).get_models()}
    # The zones that an editor is limited to are rows of the account.
    models.remove(EditorZones)
    # Tables that are handed in have pages of their own.
    models -= {TableJob, TableRow}
    # What nobody has to look at: old passwords, hashed, and the end of the audit log.
    models -= {PasswordSet, AuditHead}
    assert {model for model in models if not model.__name__.startswith("Historical")} <= set(KINDS)


def pages_of(model, record, client):
    """Yield every address of the admin pages of a kind: its list, each filter, its forms."""
    changelist = page(model, "changelist")
    yield changelist
    yield f"{changelist}?q=测试"
    found = client.get(changelist, {"_facets": "True"}).context["cl"]
    for spec in found.filter_specs:
        yield changelist + list(spec.choices(found))[-1]["query_string"]
    yield page(model, "change", record.pk)
    yield page(model, "history", record.pk)
    if model not in NOT_WRITTEN:
        yield page(model, "add")
    if model not in (*READ_ONLY, *FROM_READERS, *ENDED, *NOT_DELETED):
        yield page(model, "delete", record.pk)
    # Records that are reviewed have versions of the whole instead.
    is_changed_alone = model not in READ_ONLY and not issubclass(model, Publishable)
    if hasattr(model, "history") and is_changed_alone:
        yield page(model, "simple_history", record.pk, record.history.first().pk)


@pytest.mark.parametrize("model", KINDS, ids=label)
def test_every_page_answers_without_inline_styles_or_scripts(filled, admin_client, model):
    record = model._default_manager.order_by("pk").first()
    for address in pages_of(model, record, admin_client):
        answer = admin_client.get(address)
        assert answer.status_code == 200, address
        inline = re.search(INLINE, answer.content.decode())
        assert inline is None, f"{address}: {inline}"
    if model not in (*NOT_WRITTEN, *OWN_PAGES):
        address = page(model, "change", record.pk)
        sent = admin_client.post(address, fields_of(admin_client.get(address)))
        assert sent.status_code == 302, sent.context["errors"]
        assert sent["Location"] == page(model, "changelist")


@pytest.mark.parametrize("model", READ_ONLY, ids=label)
def test_logs_can_be_read_and_not_written(filled, admin_client, model):
    record = model.objects.first()
    assert admin_client.get(page(model, "change", record.pk)).status_code == 200
    assert admin_client.post(page(model, "change", record.pk), {}).status_code == 403
    assert admin_client.get(page(model, "add")).status_code == 403
    assert admin_client.post(page(model, "delete", record.pk), {"post": "yes"}).status_code == 403
    assert b'name="action"' not in admin_client.get(page(model, "changelist")).content
    assert model.objects.filter(pk=record.pk).exists()


def test_first_page_names_every_kind_in_chinese(filled, admin_client):
    html = admin_client.get(reverse("admin:index")).content.decode()
    for model in KINDS:
        assert f">{model._meta.verbose_name_plural}</a>" in html
        assert re.search(r"[\u4e00-\u9fff]", str(model._meta.verbose_name)), model


@pytest.mark.parametrize(
    "rest",
    [
        *("abc/change/", "999/change/", "abc/history/", "999/history/", f"{10**30}/history/"),
        *("abc/history/1/", "{pk}/history/abc/", "{pk}/history/999/", "999/delete/"),
        *("abc/review/submit/", "?p=abc", "?state__exact=x", "?missing=x&theme=x", "?unknown=1"),
        pytest.param("?q=" + "长" * 10_000, id="long"),
    ],
)
def test_broken_addresses_are_no_errors_of_the_server(admin_client, rest):
    rest = rest.format(pk=PracticeFactory().pk)
    answer = admin_client.get(f"/admin/practices/practice/{rest}")
    assert answer.status_code in (200, 302, 404)


@pytest.mark.parametrize("name", ["changelist", "change"])
def test_queries_do_not_grow_with_the_rows(admin_client, django_assert_max_num_queries, name):
    practices = [PracticeFactory() for _ in range(3)]
    args = () if name == "changelist" else (practices[0].pk,)
    address = page(Practice, name, *args)

    def fill(rows):
        for _ in range(rows):
            practice = practices[0] if args else PracticeFactory()
            measure = MeasureFactory(practice=practice)
            EvidenceFactory(measure=measure)
            PracticeProblemFactory(practice=practice)

    fill(3)
    admin_client.get(address)
    with django_assert_max_num_queries(40) as few:
        admin_client.get(address)
    fill(27)
    with django_assert_max_num_queries(len(few)):
        html = admin_client.get(address).content.decode()
    assert html.count('name="evidence-' if args else "field-measure_count") >= 30
