"""Ask the addresses that records name whether they still answer; meant for cron."""

from django.core.management.base import BaseCommand, CommandError

from editorial.answering.dead import dead
from editorial.answering.rounds import go_round


class Command(BaseCommand):
    help = "查验出处与高新区的网址能否打开，最久没有查验的在先；可以随时停下再运行。"

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=int, default=500, help="最多查验几个，默认 500")

    def handle(self, *args, limit: int, **options):
        if limit < 1:
            raise CommandError("--limit 请给 1 或更大的数。")
        asked = failing = 0
        try:
            for url, answer in go_round(limit):
                asked += 1
                failing += answer.fails
                self.stderr.write(f"{asked}　{answer.words}　{url}")
        except KeyboardInterrupt:
            raise CommandError(
                f"已停下。查验过的 {asked} 个都已记下，可以随时再运行。", returncode=130
            ) from None
        self.stdout.write(
            f"查验了 {asked} 个网址，{failing} 个打不开。"
            f"连续一天以上打不开的共 {dead().count()} 个，见“待补”中的“打不开的网址”。"
        )
