"""The order of a vocabulary: groups, and the terms of each group, counted through from 1."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from .models import Problem, Theme

Vocabulary = type[Problem] | type[Theme]


def terms_under(model: Vocabulary, parent: int | None):
    """Return the groups (`parent` None), or the terms of a group, in their order."""
    return model.objects.filter(parent=parent).order_by("position", "code")


@transaction.atomic
def put_in_order(model: Vocabulary, parent: int | None, pks: Sequence[int], *, actor) -> int:
    """Put groups, or the terms of one group, in this order; return how many rows changed.

    Raises a `ValidationError` when `pks` are not the terms that there are now.
    """
    list(model.objects.select_for_update().order_by("pk"))
    there = {term.pk: term for term in terms_under(model, parent)}
    if sorted(pks) != sorted(there):
        raise ValidationError("词表刚有变动，次序没有保存。下面已是最新的词，请重新排列。")
    return _count_through(model, {parent: [there[pk] for pk in pks]}, actor)


def _count_through(model: Vocabulary, given: dict[int | None, list], actor) -> int:
    """Number all terms; the lists in `given`, by parent, come in the order given."""

    def under(parent):
        return given.get(parent) or list(terms_under(model, parent))

    walk = [term for group in under(None) for term in (group, *under(group.pk))]
    changed = 0
    for position, term in enumerate(walk, start=1):
        if term.position != position:
            term.position = position
            term._history_user = actor
            term._change_reason = "调整次序"
            term.save()
            changed += 1
    return changed


def place_at_the_end(term: Problem | Theme) -> None:
    """Give a new term a position behind those of its group; a new group one behind all."""
    rows = type(term).objects.all()
    if term.parent_id is not None:
        rows = rows.filter(parent=term.parent_id)
    last = rows.aggregate(last=Max("position"))["last"]
    above = term.parent.position if term.parent else 0
    term.position = (above if last is None else last) + 1
