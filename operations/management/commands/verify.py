import sys

from django.core.management.base import BaseCommand, CommandError

from operations.verifying import verify


class Command(BaseCommand):
    help = (
        "核查整个数据库是否自相矛盾：引文、上下级、地址、段号、文件、索引……有问题时返回 1。"
        "加 --repair 修复能由机器推算出来的，编辑写的字一个不动。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="修复可以放心修复的")

    def handle(self, *args, repair: bool, **options):
        left = repaired = repairable = 0
        try:
            for one in verify(self._report, repair=repair):
                ending = f"　→ {one.outcome}" if one.outcome else ""
                self.stdout.write(
                    f"{one.label}：{one.broken.record}：{one.broken.sentence}{ending}"
                )
                repaired += one.is_repaired
                left += not one.is_repaired
                repairable += one.broken.repair is not None and not one.is_repaired
        except KeyboardInterrupt:
            raise CommandError("已停下，修复过的都已存好。", returncode=130) from None
        self.stdout.write(f"核查完毕：{left} 处有问题，修复了 {repaired} 处。")
        if repairable:
            self.stdout.write(f"其中 {repairable} 处可用 manage.py verify --repair 修复。")
        if left:
            sys.exit(1)

    def _report(self, label: str, done: int, of: int) -> None:
        self.stderr.write(f"{label}：{done} / {of}", ending="\n" if done >= of else "\r")
