"""Django's own command, in one process at a time: two at once would make the same tables twice."""

from django.core.management.commands import migrate

from editorial.one_at_a_time import once_in_database


class Command(migrate.Command):
    def handle(self, *args, **options):
        with once_in_database("migrate", options["database"]):
            return super().handle(*args, **options)
