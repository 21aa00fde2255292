from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "interviews"
    verbose_name = "访谈与嘉宾"

    def ready(self):
        from . import archives, checks, feeds, integrity, merging, searchables, speech, tables

        archives.register_all()
        searchables.register_all()
        feeds.register_all()
        merging.register_all()
        tables.register_all()
        checks.register_all()
        speech.register_all()
        integrity.register_all()
