"""The audit log: whether anybody tampered with it."""

from collections.abc import Iterator

from editorial.audit import first_break

from .registry import Said, good, register, wrong


def _audit_log() -> Iterator[Said]:
    if found := first_break():
        yield wrong(f"被动过：{found}。", "保留现场，对照备份和 syslog 查明。")
    else:
        yield good("完好。")


register("审计日志", _audit_log, needs_database=True)
