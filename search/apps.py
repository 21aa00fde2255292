from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _clear_if_emptied(sender, **kwargs) -> None:
    """Empty the token indexes, which `flush` does not know, when it has emptied the tables."""
    from . import engines
    from .models import Document

    if not Document.objects.exists():
        engines.clear()


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "检索"

    def ready(self):
        from .indexing import connect

        connect()
        post_migrate.connect(_clear_if_emptied, sender=self)
