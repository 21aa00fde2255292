"""Let somebody in again who lost the second factor or is locked out, when no 管理员 can."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from editorial.accounts import lockout, second_factor
from editorial.audit import note
from editorial.models import AuditEntry


class Command(BaseCommand):
    help = "解除一个账号的登录锁定，取消它的两步验证；密码另用 changepassword 更换。"

    def add_arguments(self, parser):
        parser.add_argument("account", metavar="账号名")

    @transaction.atomic
    def handle(self, *args, account: str, **options):
        users = get_user_model().objects
        if (user := users.filter(username=account).first()) is None:
            raise CommandError(f"没有“{account}”这个账号。")
        failures, had = lockout.unlock(account), second_factor.remove(user)
        done = [f"清除 {failures} 次登录失败"] if failures else []
        done += ["取消两步验证"] if had else []
        if done:
            note(AuditEntry.Action.ACCOUNT, actor=None, record=user, detail="，".join(done))
        self.stdout.write(
            f"“{account}”：{'，'.join(done) or '没有锁定，也没有两步验证'}。"
            f"忘了密码的，请再运行 manage.py changepassword {account}。"
        )
