from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from editorial.loading import CHANGED, CONFLICT, NEW, UNCHANGED
from imports.archives.loading import Account, load_archive
from imports.archives.opening import ArchiveError


class Command(BaseCommand):
    help = "装入数据包：新的增加，没人动过的更新，编辑改过的不动；有一处不对就什么也不写。"

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="数据包（.zip）")
        parser.add_argument("--dry-run", action="store_true", help="从头到尾演练一遍，什么也不留下")
        parser.add_argument("--as-drafts", action="store_true", help="新增的作为草稿，审过再发布")

    def handle(self, *args, path, dry_run, as_drafts, **options):
        if not path.is_file():
            raise CommandError(f"没有这个文件：{path}")
        try:
            account = load_archive(path, dry_run=dry_run, as_drafts=as_drafts, report=self._report)
        except ArchiveError as error:
            raise CommandError(f"{error}。什么也没有写入。") from error
        except KeyboardInterrupt:
            raise CommandError(
                "已停下。记录若已写完而正在建索引，请运行 manage.py reindex；否则什么也没有写入。",
                returncode=130,
            ) from None
        self._tell(account, dry_run)

    def _report(self, label: str, done: int, of: int) -> None:
        self.stderr.write(f"{label}：{done} / {of}", ending="\n" if done >= of else "\r")

    def _tell(self, account: Account, dry_run: bool) -> None:
        for label, counts in account.counts.items():
            self.stdout.write(f"{label}：{_words(counts)}")
        for line in account.conflicts:
            self.stdout.write(f"  没有动 {line}")
        hidden = account.total(CONFLICT) - len(account.conflicts)
        if hidden:
            self.stdout.write(f"  另有 {hidden} 条没有动，未一一列出。")
        self.stdout.write("演练完毕，什么也没有写入。" if dry_run else "装入完毕。")


def _words(counts) -> str:
    labels = ((NEW, "新增"), (CHANGED, "更新"), (UNCHANGED, "未变"), (CONFLICT, "有分歧而不动"))
    return "，".join(f"{words} {counts[what]}" for what, words in labels)
