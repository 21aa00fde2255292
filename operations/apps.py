from importlib import import_module

from django.apps import AppConfig

# In the order in which they are told.
SUBJECTS = (
    "configuration",
    "database",
    "index",
    "cache",
    "disk",
    "clock",
    "services",
    "backing_up",
    "audit",
)


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = "运维"

    def ready(self):
        from django.contrib.auth.signals import user_login_failed
        from django.db.backends.signals import connection_created

        from .seeing import figures, inspection, queries

        inspection.register_all()
        connection_created.connect(queries.watch)
        user_login_failed.connect(figures.sign_in_failed)

        from interviews.integrity import register_spoken
        from sources.integrity import register_quotes

        # Which models quote is known when all apps below are there.
        register_quotes()
        register_spoken()
        for subject in SUBJECTS:
            import_module(f"operations.examining.{subject}")
