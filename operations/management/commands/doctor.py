import os
import sys
from collections import Counter

from django.core.management.base import BaseCommand

from operations.examining import State, examine, worst


class Command(BaseCommand):
    help = (
        "检查设置、数据库、索引、磁盘、备份等是否妥当，每项一行：怎么了、该做什么。有误时返回 1。"
    )
    requires_system_checks = ()

    def handle(self, *args, **options):
        # A server that is gone is to be told of in seconds.
        os.environ.setdefault("PGCONNECT_TIMEOUT", "5")
        findings = examine()
        for one in findings:
            ending = f"　→ {one.advice}" if one.advice else ""
            self.stdout.write(f"{one.state}　{one.subject}：{one.sentence}{ending}")
        numbers = Counter(one.state for one in findings)
        told = "，".join(f"{state} {numbers[state]}" for state in State)
        self.stdout.write(f"共 {len(findings)} 项：{told}。")
        if worst(findings) is State.WRONG:
            sys.exit(1)
