"""Publish what has passed its last review and whose time has come; meant for cron."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.utils import timezone

from editorial.models import Schedule
from editorial.services import publish_scheduled


class Command(BaseCommand):
    help = "发布已通过终审、到了时间的记录；可以反复运行，也可以在几台机器上同时运行。"

    def handle(self, *args, **options):
        published = 0
        due = Schedule.objects.filter(at__lte=timezone.now()).order_by("at", "pk")
        for pk, title in due.values_list("pk", "title"):
            try:
                published += publish_scheduled(pk) is not None
            except ValidationError as refusal:
                sentence = "；".join(refusal.messages)
                Schedule.objects.filter(pk=pk).update(refusal=sentence[:500])
                self.stderr.write(f"没有发布“{title}”：{sentence}")
        self.stdout.write(f"发布了 {published} 条。")
