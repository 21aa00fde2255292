from django.apps import AppConfig


class ZonesConfig(AppConfig):
    name = "zones"
    verbose_name = "高新区与党组织"

    def ready(self):
        from . import archives, checks, feeds, integrity, merging, searchables, tables, watching

        archives.register_all()
        searchables.register_all()
        feeds.register_all()
        merging.register_all()
        tables.register_all()
        checks.register_all()
        watching.connect()
        integrity.register_all()
