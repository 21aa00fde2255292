"""Backups: whether there is a recent one."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from operations.backups import Refused, keys, last_backup
from operations.backups.places import megabytes

from .registry import Said, good, notice, register, wrong

# One night may fail before somebody is told.
_OLD = datetime.timedelta(hours=50)
_MAKE = "运行 make backup，并让它每夜自动运行（docs/backups.md）。"


def look() -> Iterator[Said]:
    try:
        keys.recipients()
    except Refused as refusal:
        yield wrong(str(refusal), "改正 BACKUP_KEY_FILE，否则备份做不了。")
    if settings.PRODUCTION and not settings.BACKUP_KEY_FILE:
        yield notice("备份不加密。", "用 manage.py backup_key 制作密钥，设置 BACKUP_KEY_FILE。")
    last = last_backup()
    if last is None:
        yield notice(f"{settings.BACKUP_ROOT} 里还没有备份。", _MAKE)
        return
    age = timezone.now() - last.made
    sentence = f"最近一份是 {last.made:%Y-%m-%d %H:%M} 的，{megabytes(last.size)}。"
    if age > _OLD:
        yield notice(f"{sentence}已过 {age.total_seconds() / 3600:.0f} 小时。", _MAKE)
    else:
        yield good(sentence)


register("备份", look)
