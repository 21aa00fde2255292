"""Make the index for search and counts anew, while the site serves."""

from django.core.management.base import BaseCommand

from search.indexing import rebuild


class Command(BaseCommand):
    help = "重建检索与计数的索引；可以中断后再次运行，期间网站照常服务。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--renew",
            action="store_true",
            help="先清空再重建（升级说明要求时才用；重建完成之前检索不到内容）",
        )

    def handle(self, *args, renew: bool, **options):
        rebuild(self._report, renew=renew)
        self.stdout.write("索引已建好。")

    def _report(self, label: str, done: int, of: int) -> None:
        ending = "\n" if done >= of else "\r"
        self.stderr.write(f"{label}：{done} / {of}", ending=ending)
