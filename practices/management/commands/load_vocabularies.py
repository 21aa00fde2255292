from django.core.management.base import BaseCommand

from practices.services import load_vocabularies


class Command(BaseCommand):
    help = "装入问题类型与主题两个词表；可反复运行，编辑改过的内容不动。"

    def handle(self, *args, **options):
        for name, tally in load_vocabularies().items():
            self.stdout.write(f"{name}：{tally}")
