from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from operations.backups import Refused
from operations.backups.making import make
from operations.backups.places import megabytes
from operations.backups.restoring import check as check_file


class Command(BaseCommand):
    help = (
        "把数据库和收到的原始文件备份成一个文件，放进 BACKUP_ROOT，只留最近 BACKUP_KEEP 份；"
        "期间网站照常服务。加 --check 文件 则查验一份备份能不能用，不动任何内容。"
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--check", type=Path, metavar="文件", help="查验这份备份")
        parser.add_argument("--key", type=Path, metavar="文件", help="查验加密的备份要用的私钥")

    def handle(self, *args, check: Path | None, key: Path | None, **options):
        try:
            self._check(check, key) if check else self._make()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except DatabaseError as error:
            raise CommandError(f"没有做成备份，数据库中断了：{str(error).strip()}") from error
        except OSError as error:
            raise CommandError(f"没有做成备份：{error}。没有留下半成品。") from error
        except KeyboardInterrupt:
            raise CommandError("已停下，没有留下半成品，可以随时再运行。", returncode=130) from None

    def _make(self) -> None:
        path = make(self.stderr.write)
        self.stdout.write(f"已备份：{path}（{megabytes(path.stat().st_size)}）。")
        if path.suffix != ".age":
            self.stdout.write(
                "这份备份没有加密，拿到它的人就能读到全部内容，包括账号。"
                "要加密，请先用 manage.py backup_key 制作密钥，再设置 BACKUP_KEY_FILE。"
            )

    def _check(self, path: Path, key: Path | None) -> None:
        about, manifest = check_file(path, key, self.stderr.write)
        rows = sum(one.rows for one in manifest.tables.values())
        self.stdout.write(
            f"{path} 完好：{about.made} 所做，{len(manifest.tables)} 张表共 {rows:,} 行，"
            f"原始文件 {len(manifest.members) - 2} 个，校验和全部相符。"
        )
