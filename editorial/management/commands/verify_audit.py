"""Prove that nobody tampered with the audit log."""

from django.core.management.base import BaseCommand, CommandError

from editorial.audit import first_break
from editorial.models import AuditHead


class Command(BaseCommand):
    help = "核对审计日志有没有被改动、删去、插入或截断，指出第一处。"

    def handle(self, *args, **options):
        if found := first_break():
            raise CommandError(f"审计日志被动过：{found}。请保留现场，对照备份和 syslog 查明。")
        head = AuditHead.objects.get()
        self.stdout.write(f"审计日志完好，共 {head.count} 条，末尾是 {head.link[:16] or '空'}。")
