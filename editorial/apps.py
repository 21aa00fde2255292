from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = "审校"

    def ready(self):
        from . import checks, watching

        checks.register_all()
        watching.connect()
