from django.apps import AppConfig


class ZonesConfig(AppConfig):
    name = "zones"
    verbose_name = "高新区与党组织"

    def ready(self):
        from .searchables import register_all

        register_all()
