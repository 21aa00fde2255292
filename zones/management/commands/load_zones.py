from django.core.management.base import BaseCommand

from zones.services import load_zones


class Command(BaseCommand):
    help = "装入 179 个国家高新区；可反复运行，编辑改过的内容不动。"

    def handle(self, *args, **options):
        self.stdout.write(f"高新区：{load_zones()}")
