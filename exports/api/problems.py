"""What cannot be had, said as RFC 9457 problem details in Chinese, with what is allowed instead."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from rest_framework import exceptions

MEDIA_TYPE = "application/problem+json"
# More than so many allowed values are no help; the sentence then says where they all are.
MOST_LISTED = 300
_LONGEST_SAID = 40


@dataclass(frozen=True)
class Kind:
    """One sort of problem: the last part of its `type`, its status, and what is always true."""

    name: str
    status: int
    title: str
    about: str


BAD_REQUEST = Kind("bad-request", 400, "请求无法读取", "网址里有不能用的字符，或者参数太多。")
UNKNOWN_PARAMETER = Kind(
    "unknown-parameter", 400, "没有这个参数", "网址里有这个地址不用的参数；allowed 是可以用的。"
)
REPEATED_PARAMETER = Kind(
    "repeated-parameter", 400, "参数重复", "这个参数只能给一次；可以给几次的只有分面。"
)
MISSING_PARAMETER = Kind(
    "missing-parameter", 400, "缺少参数", "这个地址必须带 parameter 所说的参数。"
)
BAD_VALUE = Kind(
    "bad-value",
    400,
    "参数的值不能用",
    "值不在词表里、不是这里的列，或者超出范围；allowed 是可以用的。",
)
BAD_CURSOR = Kind(
    "bad-cursor", 400, "翻页标记不能用", "标记不是本站给出的，或者已换了排序；请从第一页重新开始。"
)
NOT_FOUND = Kind("not-found", 404, "没有这条记录", "没有这个地址，或者没有已发布的这条记录。")
NOT_ALLOWED = Kind("method-not-allowed", 405, "只能读取", "接口只读，只接受 GET 和 HEAD。")
NOT_ACCEPTABLE = Kind(
    "not-acceptable", 406, "没有这种格式", "接口只给 JSON；其他格式请用列表页的下载。"
)
TOO_MANY = Kind(
    "too-many-requests",
    429,
    "请求太多",
    "请等 Retry-After 所说的秒数再来；带上 ETag 的重复请求不计数。",
)
FAILED = Kind("server-error", 500, "服务器出错", "错误已记入日志，请稍后再试。")
UNAVAILABLE = Kind(
    "unavailable",
    503,
    "暂时不能用",
    "数据库没有应答，或磁盘写不进去；请等 Retry-After 所说的秒数再来。",
)
KINDS = (
    *(BAD_REQUEST, UNKNOWN_PARAMETER, REPEATED_PARAMETER, MISSING_PARAMETER, BAD_VALUE),
    *(BAD_CURSOR, NOT_FOUND, NOT_ALLOWED, NOT_ACCEPTABLE, TOO_MANY, FAILED),
    UNAVAILABLE,
)


class Refused(Exception):
    """An address that asks for what there is not."""

    def __init__(self, kind: Kind, detail: str, *, parameter="", allowed: Iterable[str] = ()):
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.more: dict[str, str | list[str]] = {"parameter": parameter} if parameter else {}
        listed = list(allowed)
        if 0 < len(listed) <= MOST_LISTED:
            self.more["allowed"] = listed


def shown(word: str) -> str:
    """Return what somebody sent, cut to a length that fits a sentence."""
    return word if len(word) <= _LONGEST_SAID else f"{word[: _LONGEST_SAID - 1]}…"


def is_of_api(request) -> bool:
    return request.path.startswith(reverse("api:index"))


def problem(request, kind: Kind, detail: str = "", **more) -> HttpResponse:
    """Return the answer that says a problem; `more` are further members."""
    said = {
        "type": f"{reverse('api:docs')}#{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail or kind.about,
        "instance": request.get_full_path(),
        **more,
    }
    content = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    return HttpResponse(content, status=kind.status, content_type=MEDIA_TYPE)


def handle(exception, context) -> HttpResponse | None:
    """Answer what a view raises; REST framework asks for it (`EXCEPTION_HANDLER`)."""
    request = context["request"]._request
    if isinstance(exception, Refused):
        return problem(request, exception.kind, exception.detail, **exception.more)
    if isinstance(exception, Http404):
        return problem(request, NOT_FOUND)
    if isinstance(exception, exceptions.MethodNotAllowed):
        return problem(request, NOT_ALLOWED, allowed=["GET", "HEAD"])
    if isinstance(exception, exceptions.NotAcceptable):
        return problem(request, NOT_ACCEPTABLE, allowed=["application/json"])
    if isinstance(exception, exceptions.Throttled):
        seconds = max(1, round(exception.wait or 1))
        answer = problem(request, TOO_MANY, f"请求太多，请 {seconds} 秒之后再来。")
        answer["Retry-After"] = str(seconds)
        return answer
    return None
