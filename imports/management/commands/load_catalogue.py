from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from imports.catalogue.files import CatalogueError
from imports.catalogue.loading import FIXTURES, load_catalogue
from imports.draft import UnreadableDocument


class Command(BaseCommand):
    help = "装入编目数据；引文不在出处里时报错，什么也不写。可反复运行，编辑改过的内容不动。"

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", nargs="?", type=Path, default=FIXTURES / "catalogue", help="数据文件夹"
        )

    def handle(self, *args, folder, **options):
        if not folder.is_dir():
            raise CommandError(f"没有这个文件夹：{folder}")
        try:
            tally = load_catalogue(folder)
        except (CatalogueError, UnreadableDocument) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"编目：{tally}")
        for name in tally.kept_names:
            self.stdout.write(f"  保留编辑的改动：{name}")
