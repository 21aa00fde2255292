"""Keeping what the checks found: what is found again stays as it was, what is not found goes."""

from collections.abc import Iterable, Mapping

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from editorial.models import Finding

from .registry import Check, Found

_TITLE, _KEY, _SENTENCE = (
    Finding._meta.get_field(name).max_length for name in ("title", "key", "sentence")
)


def without_long_texts(rows: models.QuerySet) -> models.QuerySet:
    """Leave long texts in the database: a record's name needs none of them."""
    long = [
        field.name
        for field in rows.model._meta.concrete_fields
        if field.get_internal_type() in ("TextField", "JSONField")
    ]
    return rows.defer(*long)


def _titles(model: type[models.Model], pks: Iterable[int], related: set[str]) -> dict[int, str]:
    rows = without_long_texts(model._base_manager.filter(pk__in=list(pks)))
    rows = rows.select_related(*related) if related else rows
    return {row.pk: str(row)[:_TITLE] for row in rows}


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= _SENTENCE else sentence[: _SENTENCE - 1] + "…"


@transaction.atomic
def keep(found: Mapping[Check, Iterable[Found]], where: models.Q) -> None:
    """Make `found` all that these checks (of one kind of record) have found `where` they looked.

    Only what differs is written. A finding whose sentence has changed is new: it counts from now,
    and whoever set it aside must look again.
    """
    model = next(iter(found)).model
    kind = ContentType.objects.get_for_model(model)
    stored = Finding.objects.select_for_update().order_by("pk")
    names = [check.name for check in found]
    stored = stored.filter(where, content_type=kind, check_name__in=names)
    before = {(row.check_name, row.object_id, row.key): row for row in stored}
    now = {
        (check.name, pk, key[:_KEY]): _cut(sentence)
        for check, rows in found.items()
        for pk, key, sentence in rows
    }
    related = {relation for check in found for relation in check.related}
    titles = _titles(model, {pk for _, pk, _ in now}, related) if now else {}
    _write(kind, titles, before, now)


def _write(kind: ContentType, titles: dict[int, str], before: dict, now: dict) -> None:
    gone = [row.pk for place, row in before.items() if now.get(place) != row.sentence]
    renamed, made = [], []
    for (name, pk, key), sentence in now.items():
        row = before.get((name, pk, key))
        if pk not in titles:
            continue  # deleted since the check looked at it
        if row is None or row.sentence != sentence:
            made.append(
                Finding(
                    content_type=kind,
                    object_id=pk,
                    title=titles[pk],
                    check_name=name,
                    key=key,
                    sentence=sentence,
                )
            )
        elif row.title != titles[pk]:
            row.title = titles[pk]
            renamed.append(row)
    if gone:
        Finding.objects.filter(pk__in=gone).delete()
    Finding.objects.bulk_update(renamed, ("title",))
    # Somebody else may have found the same at the same moment.
    Finding.objects.bulk_create(made, ignore_conflicts=True)
