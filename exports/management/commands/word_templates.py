"""Write the built-in templates of Word documents, for an office to make its own of them."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from exports.word import built_in, templates


class Command(BaseCommand):
    help = "把内置的 Word 模板写到一个目录，供本单位修改；已有的文件不覆盖"

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="目录")

    def handle(self, folder: Path, **options):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, label in templates.NAMES.items():
                self._write(folder / f"{name}.docx", label, built_in.template(name))
        except OSError as error:
            raise CommandError(f"写不到 {folder}：{error.strerror}") from error
        self.stdout.write(f"改好以后，请设置 WORD_TEMPLATES={folder}，再运行 manage.py check。")

    def _write(self, path: Path, label: str, content: bytes) -> None:
        if path.exists():
            self.stdout.write(f"{path} 已经有了，没有改动。")
            return
        path.write_bytes(content)
        self.stdout.write(f"{path}（{label}）已写好。")
