"""Run every check on every record; meant for cron, once a night."""

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count

from editorial.findings import checks, refresh_all
from editorial.models import Finding


class Command(BaseCommand):
    help = "核查全部记录缺什么、哪里对不上，结果见编辑部首页的“待补”；可以随时停下再运行。"

    def handle(self, *args, **options):
        try:
            refresh_all(self._report)
        except KeyboardInterrupt:
            raise CommandError(
                "已停下。核查过的都已存好，可以随时再运行。", returncode=130
            ) from None
        self._sum_up()

    def _report(self, label: str, done: int, of: int) -> None:
        ending = "\n" if done >= of else "\r"
        self.stderr.write(f"{label}：{done} / {of}", ending=ending)

    def _sum_up(self) -> None:
        open_ones = Finding.objects.filter(set_aside_at__isnull=True).order_by()
        numbers = dict(open_ones.values_list("check_name").annotate(Count("pk")))
        for name, label in dict.fromkeys((check.name, check.label) for check in checks()):
            if number := numbers.get(name):
                self.stdout.write(f"{label}：{number}")
        self.stdout.write(f"核查完毕，待补共 {sum(numbers.values())} 项。")
