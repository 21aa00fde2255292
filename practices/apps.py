from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = "做法与问题"

    def ready(self):
        from sources.models import Source

        from . import archives, checks, feeds, integrity, merging, queues, searchables, tables

        archives.register_all()
        searchables.register_all()
        feeds.register_all()
        merging.register_all()
        tables.register_all()
        checks.register_all()
        queues.register_all()
        integrity.register_all()
        # Who says that they have a problem is said in a source, and reviewed with it.
        Source.add_part("practices_problemstatement_set")
