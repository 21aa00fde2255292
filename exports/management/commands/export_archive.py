from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from exports.archive.keeping import folder, renew
from exports.archive.writing import write_archive


class Command(BaseCommand):
    help = "把已发布的全部内容写成一个数据包；不写路径时放到“数据”页供人下载。可以定时每夜运行。"

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="?", type=Path, help="写到哪个文件（.zip）")

    def handle(self, *args, path, **options):
        target = path or folder()
        if path and path.is_dir():
            raise CommandError(f"{path} 是文件夹，请写文件名，例如 {path / '数据包.zip'}")
        try:
            if path is None:
                target, counts = renew(self._report)
            else:
                counts = write_archive(path, self._report)
        except OSError as error:
            raise CommandError(f"写不了 {target}：{error.strerror}。原有的文件没有动。") from error
        except KeyboardInterrupt:
            raise CommandError("已停下，没有留下文件，可以随时再运行。", returncode=130) from None
        size = target.stat().st_size / 1_000_000
        self.stdout.write(f"已写好 {target}：{sum(counts.values())} 条，{size:.1f} MB。")

    def _report(self, label: str, count: int) -> None:
        self.stderr.write(f"{label}：{count}")
