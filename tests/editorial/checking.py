"""Running the checks, and what they have found."""

from django.contrib.contenttypes.models import ContentType

from editorial import findings
from editorial.models import Finding


def check_all():
    findings.refresh_all(lambda label, done, of: None)


def found(name, record=None) -> list[str]:
    """Return the sentences of one check, in all records or in one."""
    rows = Finding.objects.filter(check_name=name).order_by("object_id", "key")
    if record is not None:
        kind = ContentType.objects.get_for_model(type(record))
        rows = rows.filter(content_type=kind, object_id=record.pk)
    return list(rows.values_list("sentence", flat=True))


def changed(record, **values):
    """Change columns behind the back of every rule."""
    type(record)._base_manager.filter(pk=record.pk).update(**values)
    record.refresh_from_db()
