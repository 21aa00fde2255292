from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "interviews"
    verbose_name = "访谈与嘉宾"

    def ready(self):
        from .searchables import register_all

        register_all()
