"""Asking one address whether it still answers: HEAD, then GET where HEAD is not understood."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from .reaching import Network, NotPublic, connection

MOST_REDIRECTS = 5
MOST_BYTES = 64 * 1024
SECONDS_BETWEEN = 1.0
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410)


@dataclass(frozen=True)
class Answer:
    """What an address answered, in words for an editor; `fails` when no page can be had there."""

    words: str
    fails: bool = False


@dataclass
class Pace:
    """At most one request a second to one host."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str) -> None:
        if (last := self._last.get(host)) is not None:
            rest = last + SECONDS_BETWEEN - self.clock()
            if rest > 0:
                self.sleep(rest)
        self._last[host] = self.clock()


@dataclass(frozen=True)
class Target:
    """An address, taken apart as it is asked for."""

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, url: str) -> Target:
        """Raise a `ValueError` for what is no address of a page on the web."""
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(url)
        host = parts.hostname
        if not host.isascii():
            host = host.encode("idna").decode()
        path = quote(parts.path or "/", safe="%/:=&~+!$,;'@()*")
        if parts.query:
            path += "?" + quote(parts.query, safe="%/:=&?~+!$,;'@()*[]")
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        return cls(parts.scheme, host, port, path)


def ask(url: str, *, network: Network, pace: Pace) -> Answer:
    """Ask an address, following redirects; every host on the way must be a public one."""
    try:
        return _follow(url, network, pace)
    except NotPublic:
        return Answer("不是公网上的地址，没有查验")
    except (ValueError, http.client.InvalidURL):
        return Answer("网址的写法有误，没有查验")
    except socket.gaierror:
        return Answer("域名不存在", fails=True)
    except TimeoutError:
        return Answer("没有回音（超时）", fails=True)
    except ssl.SSLError:
        return Answer("网站的安全证书有误")
    except (OSError, http.client.HTTPException):
        return Answer("连接不上", fails=True)


def _follow(url: str, network: Network, pace: Pace) -> Answer:
    for _ in range(MOST_REDIRECTS + 1):
        status, location = _request_twice(Target.of(url), network, pace)
        if status not in _REDIRECTS or not location:
            return _judge(status)
        url = urljoin(url, location)
    return Answer(f"转了 {MOST_REDIRECTS} 次还没有到，没有再跟")


def _judge(status: int) -> Answer:
    if status in _GONE:
        return Answer(f"网页不存在（{status}）", fails=True)
    if status >= 500:
        return Answer(f"网站出错（{status}）", fails=True)
    if status >= 400:
        return Answer(f"网站不让查验（{status}）")
    return Answer(f"能打开（{status}）")


def _request_twice(target: Target, network: Network, pace: Pace) -> tuple[int, str]:
    """Ask with HEAD; many sites refuse it, or answer it wrongly, and must be asked with GET."""
    status, location = _request("HEAD", target, network, pace)
    return (status, location) if status < 400 else _request("GET", target, network, pace)


def _request(method: str, target: Target, network: Network, pace: Pace) -> tuple[int, str]:
    pace.wait(target.host)
    with connection(target.scheme, target.host, target.port, network) as made:
        made.request(method, target.path, headers=_headers())
        response = made.getresponse()
        if method == "GET":
            response.read(MOST_BYTES)
        return response.status, response.getheader("Location", "")


def _headers() -> dict[str, str]:
    about = f"; +{settings.SITE_URL}" if settings.SITE_URL.isascii() and settings.SITE_URL else ""
    return {
        "User-Agent": f"Mozilla/5.0 (compatible; link-check{about})",
        "Accept": "text/html,*/*",
        "Connection": "close",
    }
