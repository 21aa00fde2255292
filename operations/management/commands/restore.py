from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from operations.backups import Refused
from operations.backups.restoring import Restored, catch_up, restore


class Command(BaseCommand):
    help = "从备份恢复数据库和原始文件，并逐表核对恢复出来的与备份时的完全一致。"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="文件", help="哪一份备份")
        parser.add_argument("--key", type=Path, metavar="文件", help="加密的备份要用的私钥")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="数据库里已有内容也恢复，全部替换；会先给现有内容做一份备份",
        )

    def handle(self, *args, path: Path, key: Path | None, replace: bool, **options):
        try:
            restored = restore(path, key, self.stderr.write, replace=replace)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except DatabaseError as error:
            raise CommandError(f"没有恢复，数据库中断了：{str(error).strip()}") from error
        except OSError as error:
            raise CommandError(f"没有恢复：{error}") from error
        except KeyboardInterrupt:
            raise CommandError("已停下。数据库保持原样，可以随时再运行。", returncode=130) from None
        self._tell(restored)
        catch_up(self.stderr.write)
        self.stdout.write("恢复完毕。请用 manage.py verify 再全面核查一遍。")

    def _tell(self, restored: Restored) -> None:
        self.stdout.write(f"{'表':<40}{'备份时':>10}{'现在':>10}  核对")
        for one in restored.tables:
            then, now = ("—" if each is None else each.rows for each in (one.then, one.now))
            verdict = "一致" if one.is_same else "不一致"
            self.stdout.write(f"{one.table:<41}{then:>12}{now:>12}  {verdict}")
        self.stdout.write(
            f"原始文件 {restored.documents} 个，其中放回 {restored.stored} 个，其余原来就在且相符。"
        )
        if restored.safety_copy:
            self.stdout.write(f"恢复之前的内容备份在 {restored.safety_copy}。")
        if not restored.is_proven:
            raise CommandError(
                "有的表与备份时不一致（见上）。若网站还在运行，可能是恢复之后又有人写入："
                "请停下网站再恢复一次；仍不一致，请换一份备份。"
            )
        same = len(restored.tables)
        self.stdout.write(f"{same} 张表逐行核对，全部与 {restored.about.made} 备份时一致。")
