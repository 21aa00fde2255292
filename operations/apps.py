from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = "运维"

    def ready(self):
        from django.contrib.auth.signals import user_login_failed
        from django.db.backends.signals import connection_created

        from . import figures, inspection, queries

        inspection.register_all()
        connection_created.connect(queries.watch)
        user_login_failed.connect(figures.sign_in_failed)
