from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = "出处"

    def ready(self):
        from .searchables import register_all

        register_all()
