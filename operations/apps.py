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
)


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = "运维"

    def ready(self):
        from interviews.integrity import register_spoken
        from sources.integrity import register_quotes

        # Which models quote is known when all apps below are there.
        register_quotes()
        register_spoken()
        for subject in SUBJECTS:
            import_module(f"operations.examining.{subject}")
