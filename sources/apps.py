from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = "出处"

    def ready(self):
        from . import archives, checks, feeds, integrity, searchables

        archives.register_all()
        searchables.register_all()
        feeds.register_all()
        checks.register_all()
        integrity.register_all()
