from django.core.management import call_command
from django.core.management.base import BaseCommand

from editorial.models import Finding
from editorial.one_at_a_time import once_in_database
from search.indexing import is_missing, together


class Command(BaseCommand):
    help = (
        "备好数据库：迁移，装入高新区、词表、首篇访谈与编目，并作首次核查。"
        "可反复运行，编辑改过的内容不动。"
    )

    def handle(self, *args, **options):
        with once_in_database("prepare"):
            self._prepare()

    def _prepare(self) -> None:
        call_command("migrate", verbosity=0)
        with together():
            for command in ("load_zones", "load_vocabularies", "load_wording", "load_catalogue"):
                call_command(command, stdout=self.stdout)
        if is_missing():
            call_command("reindex", stdout=self.stdout, stderr=self.stderr)
        if not Finding.objects.exists():
            call_command("check_records", stdout=self.stdout, stderr=self.stderr)
