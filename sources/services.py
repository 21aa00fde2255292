"""Writes that touch a source and all that quotes it."""

from django.apps import apps
from django.db import transaction

from .checks import refresh_quoting
from .models import Quoted, Source


def quoting_models() -> list[type[Quoted]]:
    """Return every model whose rows quote a source."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Quoted) and not hasattr(model, "history_object")
    ]


@transaction.atomic
def relocate_quotes(*, source: Source) -> int:
    """Find every quote of `source` again after its text has changed; return how many are lost.

    A quote whose words are gone keeps them, and loses its place (`start` becomes None).
    """
    lost = 0
    for model in quoting_models():
        for row in model._base_manager.filter(source=source):
            row.source = source
            place = row.find_quote()
            start = place if place >= 0 else None
            lost += start is None
            if start != row.start:
                model._base_manager.filter(pk=row.pk).update(start=start)
    refresh_quoting(source)
    return lost
