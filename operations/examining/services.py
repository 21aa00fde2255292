"""What else a running site leans on: mail, collected static files, an office's Word templates."""

import filecmp
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks, mail

from exports.word.checks import check_word_templates

from .registry import Said, good, notice, register, wrong

_SECONDS = 10
_COLLECT = "运行 manage.py collectstatic（make serve 会做）。"


def _mail() -> Iterator[Said]:
    if not settings.EMAIL_HOST:
        yield good("没有设置发信，不查。")
        return
    connection = mail.get_connection(timeout=_SECONDS)
    try:
        connection.open()
    except OSError as error:
        reason = type(error).__name__ if error.strerror is None else error.strerror
        yield wrong(
            f"连不上发信的服务器 {settings.EMAIL_HOST}：{reason}。",
            "看看地址、端口、账号和防火墙。",
        )
        return
    connection.close()
    yield good(f"发信的服务器 {settings.EMAIL_HOST} 连得上。")


def _static_files() -> Iterator[Said]:
    if not settings.PRODUCTION:
        yield good("试用环境直接用程序里的文件。")
        return
    root = Path(settings.STATIC_ROOT)
    if not (root / "staticfiles.json").is_file():
        yield wrong("静态文件还没有收集，页面没有样式。", _COLLECT)
        return
    different = sum(
        not (root / name).is_file()
        or not filecmp.cmp(storage.path(name), root / name, shallow=False)
        for finder in finders.get_finders()
        for name, storage in finder.list([])
    )
    if different:
        yield wrong(f"收集的静态文件有 {different} 个是旧的。", _COLLECT)
    else:
        yield good("收集好了，与程序相符。")


def _word_templates() -> Iterator[Said]:
    found = check_word_templates(None)
    for message in found:
        say = wrong if message.level >= checks.ERROR else notice
        yield say(message.msg, message.hint or "")
    if not found:
        yield good("本单位的模板可用。" if settings.WORD_TEMPLATES else "用内置模板。")


register("发信", _mail)
register("静态文件", _static_files)
register("Word 模板", _word_templates)
