from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from operations.backups import Refused
from operations.backups.keys import make_pair


class Command(BaseCommand):
    help = "制作一对备份用的密钥：私钥写进所给的文件，公钥写进同名的 .pub 文件。"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="文件", help="私钥写到哪里")

    def handle(self, *args, path: Path, **options):
        try:
            public = make_pair(path)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"写不了 {path}：{error.strerror}。") from error
        self.stdout.write(
            f"私钥 {path}，公钥 {public}。\n"
            f"请设置 BACKUP_KEY_FILE={public}（做备份只需公钥），并把私钥移到别的机器上另外保管，"
            "至少两处：丢了私钥，加密的备份就再也打不开。"
        )
