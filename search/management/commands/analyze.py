"""Count the rows of all tables for the database's planner; meant for cron, once a night."""

from django.core.management.base import BaseCommand

from search.engines import inform_planner


class Command(BaseCommand):
    help = "让数据库重新统计各表的行数，免得内容多了，查询仍按从前的规模来做；可以定时每夜运行。"

    def handle(self, *args, **options):
        inform_planner()
        self.stdout.write("各表的行数已重新统计。")
