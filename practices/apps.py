from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = "做法与问题"

    def ready(self):
        from .searchables import register_all

        register_all()
