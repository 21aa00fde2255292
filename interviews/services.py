"""Writes that touch a person and everything that names them."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction

from editorial.models import FormerAddress

from .models import Guest


@transaction.atomic
def merge_guests(*, keep: Guest, duplicate: Guest) -> Guest:
    """Make one person of two: move every reference to `keep`, and redirect the duplicate's address.

    Raises a `ValidationError` when both stand in one interview: then they are two people, or the
    interview lists one person twice and must be mended first.
    """
    if keep.pk == duplicate.pk:
        raise ValidationError("请选两条不同的嘉宾记录。")
    shared = keep.interviews.filter(pk__in=duplicate.interviews.values("pk")).first()
    if shared is not None:
        raise ValidationError(f"两人同时出现在访谈《{shared}》中，不能合并。")
    held = {
        (post.title, post.organization_id, post.host_unit_id, post.as_of)
        for post in keep.appointments.all()
    }
    for post in duplicate.appointments.all():
        if (post.title, post.organization_id, post.host_unit_id, post.as_of) in held:
            post.delete()
        else:
            post.guest = keep
            post.save()
    for appearance in duplicate.appearances.all():
        appearance.guest = keep
        appearance.save()
    kind = ContentType.objects.get_for_model(Guest)
    FormerAddress.objects.filter(content_type=kind, object_id=duplicate.pk).update(
        object_id=keep.pk
    )
    slug, name = duplicate.slug, duplicate.name
    duplicate.delete()
    FormerAddress.objects.create(content_type=kind, slug=slug, object_id=keep.pk)
    names = dict.fromkeys([*keep.other_names, name, *duplicate.other_names])
    keep.other_names = [other for other in names if other != keep.name]
    keep.note = "\n".join(note for note in (keep.note, duplicate.note) if note)
    keep.save()
    return keep
