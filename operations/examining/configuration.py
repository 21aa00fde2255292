"""Settings: what the site is told to be, and what Django's own check of a deployment says."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from .registry import Said, good, notice, register, wrong

_KEY_LENGTH = 50
# What all comes of SECURE_HTTPS=no is said once.
_OF_HTTPS = {"security.W004", "security.W008", "security.W012", "security.W016"}
_SENTENCES = {
    "security.W005": "HSTS 没有包括子域名。",
    "security.W021": "HSTS 没有申请预置。",
    "security.W009": "SECRET_KEY 太短或不够随机。",
    "security.W018": "调试信息开着（DEBUG）。",
    "security.W020": "没有设置 ALLOWED_HOSTS。",
}


def _settings() -> Iterator[Said]:
    if not settings.PRODUCTION:
        yield good("试用环境（DJANGO_ENV=development），只在本机用；对外服务请设为 production。")
        return
    found = [*_of_server(), *_site_url()]
    yield from found or [good(f"正式环境，域名 {'、'.join(settings.ALLOWED_HOSTS)}。")]


def _of_server() -> Iterator[Said]:
    if len(settings.SECRET_KEY) < _KEY_LENGTH:
        yield wrong(
            f"SECRET_KEY 只有 {len(settings.SECRET_KEY)} 个字符，至少要 {_KEY_LENGTH} 个。",
            "按 .env.example 里的方法换一个；换后所有人要重新登录。",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield wrong("ALLOWED_HOSTS 允许任何域名。", "只写本站的域名。")
    if not settings.SECURE_HTTPS:
        yield notice("没有用 HTTPS，密码在网上以明文传送。", "有证书以后删去 SECURE_HTTPS=no。")


def _site_url() -> Iterator[Said]:
    if not settings.SITE_URL:
        yield notice("没有设置 SITE_URL，规范链接和订阅随访问的地址变。", "写上本站的正式网址。")
        return
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        yield wrong("SITE_URL 不是完整的网址。", "写成 https://域名。")
        return
    named = [host.removeprefix(".") for host in settings.ALLOWED_HOSTS]
    if not any(parts.hostname == host or parts.hostname.endswith(f".{host}") for host in named):
        yield wrong("SITE_URL 的域名不在 ALLOWED_HOSTS 里。", "两处写一致。")
    if settings.SECURE_HTTPS and parts.scheme != "https":
        yield wrong("SITE_URL 是 http，本站却只走 HTTPS。", "改成 https。")


def _django() -> Iterator[Said]:
    found = [
        message
        for message in checks.run_checks(include_deployment_checks=settings.PRODUCTION)
        # Word templates are a subject of their own.
        if not (message.id or "").startswith("exports.") and not message.is_silenced()
    ]
    if not settings.SECURE_HTTPS:
        found = [message for message in found if message.id not in _OF_HTTPS]
    for message in found:
        say = wrong if message.level >= checks.ERROR else notice
        sentence = _SENTENCES.get(message.id, f"{message.id}：{message.msg.splitlines()[0]}")
        yield say(sentence, (message.hint or "见 manage.py check --deploy。").splitlines()[0])
    if not found:
        yield good("Django 的自查没有发现问题。")


register("设置", _settings)
register("自查", _django)
