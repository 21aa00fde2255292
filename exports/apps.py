from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "exports"
    verbose_name = "下载"

    def ready(self):
        from search.formats import register_formats

        from . import downloads, sheets, tables
        from .word import checks  # noqa: F401 - registers itself

        tables.register_all()
        register_formats(respond=downloads.respond, offer=downloads.offers, write=sheets.respond)
