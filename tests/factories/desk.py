"""What the desk keeps about records: versions, changes, findings, what was deleted and merged."""

import factory
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from editorial import merging, models, removal
from editorial.versions.snapshots import take

from .base import EditorFactory
from .practices import PracticeFactory


class AboutRecordFactory(DjangoModelFactory):
    """A row about `record`, a practice unless another one is given."""

    class Meta:
        abstract = True

    class Params:
        record = SubFactory(PracticeFactory)

    content_type = LazyAttribute(lambda o: ContentType.objects.get_for_model(o.record))
    object_id = LazyAttribute(lambda o: o.record.pk)
    title = LazyAttribute(lambda o: str(o.record))


class VersionFactory(AboutRecordFactory):
    class Meta:
        model = models.Version

    number = Sequence(lambda n: n + 1)
    by = SubFactory(EditorFactory)
    action = "save"
    data = LazyAttribute(lambda o: take(o.record))


class PendingChangeFactory(AboutRecordFactory):
    class Meta:
        model = models.PendingChange

    class Params:
        record = SubFactory(PracticeFactory, published=True)

    revision = 2
    base = LazyAttribute(lambda o: take(o.record))
    data = LazyAttribute(lambda o: take(o.record))
    created_by = SubFactory(EditorFactory)


class ScheduleFactory(AboutRecordFactory):
    class Meta:
        model = models.Schedule

    at = factory.LazyFunction(timezone.now)
    by = SubFactory(EditorFactory)


class FindingFactory(AboutRecordFactory):
    class Meta:
        model = models.Finding

    check_name = "practice-evidence"
    sentence = "没有佐证"


class DeletedRecordFactory(DjangoModelFactory):
    """A practice that was really deleted."""

    class Meta:
        model = models.DeletedRecord

    record = SubFactory(PracticeFactory)
    actor = SubFactory(EditorFactory)

    @classmethod
    def _create(cls, model_class, record, actor):
        return removal.remove(record, actor=actor)


class MergeFactory(DjangoModelFactory):
    """Two practices that were really merged."""

    class Meta:
        model = models.Merge

    keep = SubFactory(PracticeFactory)
    duplicate = SubFactory(PracticeFactory)
    actor = SubFactory(EditorFactory)

    @classmethod
    def _create(cls, model_class, keep, duplicate, actor):
        return merging.merge(keep, duplicate, actor=actor)


class AddressCheckFactory(DjangoModelFactory):
    class Meta:
        model = models.AddressCheck

    url = Sequence(lambda n: f"https://example.org/{n}")


class AuditEntryFactory(DjangoModelFactory):
    class Meta:
        model = models.AuditEntry

    actor = SubFactory(EditorFactory)
    action = "sign_in"


class PreferredFormFactory(DjangoModelFactory):
    class Meta:
        model = models.PreferredForm

    wrong = Sequence(lambda n: f"第{n}种旧称")
    right = Sequence(lambda n: f"第{n}种规范名称")


class MistakeReportFactory(DjangoModelFactory):
    """An open report about a list that is always there."""

    class Meta:
        model = models.MistakeReport

    path = "/zones/"
    title = "高新区"
    wrong = Sequence(lambda n: f"第{n}个数字写错了")
    digest = Sequence(lambda n: f"{n:064}")


class SignInFactory(DjangoModelFactory):
    class Meta:
        model = models.SignIn

    user = SubFactory(EditorFactory)
    browser = "Chrome 120 · Windows"


class FailedSignInFactory(DjangoModelFactory):
    class Meta:
        model = models.FailedSignIn

    username = Sequence(lambda n: f"shi{n}")
    ip_address = "10.1.2.3"
    failures_since_start = 1
