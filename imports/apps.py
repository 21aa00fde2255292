from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "imports"
    verbose_name = "导入"

    def ready(self):
        from . import integrity, queues
        from .tables import links

        queues.register_all()
        links.register_all()
        integrity.register_all()
