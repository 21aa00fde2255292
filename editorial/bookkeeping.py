"""What is done at each save of a row, done for many rows that were written at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import m2m_changed, post_save
from taggit.managers import TaggableManager

BATCH = 200


def through(relation: models.ManyToManyField) -> tuple[type[models.Model], str, str]:
    """Return the model of a relation's rows, and its columns for the record and for the other."""
    ties = relation.remote_field.through
    ours, theirs = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    return ties, ties._meta.get_field(ours).attname, ties._meta.get_field(theirs).attname


def give_tags(tagged: Sequence[tuple[models.Model, Sequence[str]]], tags: TaggableManager) -> None:
    """Give new records of one kind their tags, by names."""
    record, _ = tagged[0]
    names = {name for _, names in tagged for name in names}
    ties = tags.remote_field.through
    there = ties.tag_model()._base_manager.in_bulk(names, field_name="name")
    # As the library finds or makes them, whatever their letters, by statements for each; it offers
    # this for one record.
    others = getattr(record, tags.name)._to_tag_model_instances(names - there.keys(), {})
    known = {tag.name.casefold(): tag for tag in others}
    kind = ContentType.objects.get_for_model(type(record))
    ties._base_manager.bulk_create(
        (
            ties(tag=tag, content_type=kind, object_id=row.pk)
            for row, names in tagged
            for tag in {there.get(name) or known[name.casefold()] for name in names}
        ),
        batch_size=BATCH,
    )


def keep_histories(rows: Sequence[models.Model], *, created: bool, by, reason: str) -> None:
    """Write the histories of rows of one kind, and what the rows are tied to."""
    kind = type(rows[0])
    kept = kind.history.bulk_history_create(
        rows, batch_size=BATCH, update=not created, default_user=by, default_change_reason=reason
    )
    number_of = {getattr(one, kind._meta.pk.attname): one.pk for one in kept}
    for relation in kind.history.model._history_m2m_fields:
        ties, ours, _ = through(relation)
        copies = getattr(kind.history.model, relation.name).model
        names = [column.attname for column in ties._meta.concrete_fields]
        there = ties._base_manager.filter(**{f"{ours}__in": list(number_of)}).order_by("pk")
        copies._base_manager.bulk_create(
            (copies(history_id=number_of[tie[ours]], **tie) for tie in there.values(*names)),
            batch_size=BATCH,
        )


def tell_saved(rows: Sequence[models.Model], *, created: bool) -> None:
    """Tell whoever listens that rows were saved; their histories are kept already."""
    for row in rows:
        row.skip_history_when_saving = True
        post_save.send(
            sender=type(row),
            instance=row,
            created=created,
            raw=False,
            using=row._state.db,
            update_fields=None,
        )
        del row.skip_history_when_saving


def tell_ties_change(record: models.Model, relation: models.ManyToManyField) -> None:
    """Tell whoever listens that a record is about to be tied to others."""
    m2m_changed.send(
        sender=relation.remote_field.through,
        action="pre_remove",
        instance=record,
        reverse=False,
        model=relation.related_model,
        pk_set=set(),
        using=record._state.db,
    )
