"""Let go of records that were deleted more than 30 days ago; for cron."""

from django.core.management.base import BaseCommand

from editorial.restoring import forget


class Command(BaseCommand):
    help = "彻底清除 30 天以前删除的记录。"

    def handle(self, *args, **options):
        self.stdout.write(f"已清除 {forget()} 条 30 天以前删除的记录。")
