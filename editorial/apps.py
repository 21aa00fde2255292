from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = "审校"

    def ready(self):
        from . import checks, watching
        from .integrity import records
        from .reporting import queue

        checks.register_all()
        queue.register_all()
        records.register_all()
        watching.connect()
