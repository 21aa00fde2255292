"""The clock, held against the database server's, and against what was written before."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from editorial.models import AuditEntry, ReviewStep, Version

from .registry import Said, good, notice, register, wrong

_SYNCHRONIZE = "打开时间同步（systemd-timesyncd 或 chrony）。"
_SECONDS, _MANY_SECONDS = 5, 60


def _clock() -> Iterator[Said]:
    found = [*_against_server(), *_against_records()]
    yield from found or [good(f"现在是 {timezone.localtime():%Y-%m-%d %H:%M:%S}。")]


def _against_server() -> Iterator[Said]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (there,) = cursor.fetchone()
    apart = abs((timezone.now() - there).total_seconds())
    if apart > _SECONDS:
        say = wrong if apart > _MANY_SECONDS else notice
        yield say(f"与数据库所在机器的时钟差 {apart:.0f} 秒。", _SYNCHRONIZE)


def _against_records() -> Iterator[Said]:
    written = (model.objects.aggregate(at=Max("at"))["at"] for model in (AuditEntry, ReviewStep))
    newest = max(filter(None, [*written, _newest_version()]), default=None)
    if newest and (ahead := (newest - timezone.now()).total_seconds()) > _SECONDS:
        at = f"{timezone.localtime(newest):%Y-%m-%d %H:%M:%S}"
        yield wrong(f"最新的记录写于 {at}，比现在还晚 {ahead:.0f} 秒：时钟往回跳过。", _SYNCHRONIZE)


def _newest_version():
    # The last one made: the time has no index of its own.
    return Version.objects.order_by("-pk").values_list("at", flat=True).first()


register("时钟", _clock, needs_database=True)
