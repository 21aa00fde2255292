"""D7: words of the page around the article. Dropped, but credits are kept as metadata."""

from __future__ import annotations

import re

from imports.draft import Credit
from imports.repair.evidence import normal
from imports.repair.manuscript import Edit

_ROLES = "责任编辑|责任校对|责编|校对|审核|监制|美编|实习编辑|值班编辑|本文编辑|编辑|摄影|排版"
_CREDIT = re.compile(
    rf"[（(【\[]?(?P<label>{_ROLES})[：:/／丨|\s]\s*(?P<value>[\u3400-\u9fff·、，\s]{{2,20}}?)[）)】\]]?"
)
_CREDIT_AT_END = re.compile(
    rf"[（(【\[](?P<label>{_ROLES})[：:/／丨|\s]\s*(?P<value>[\u3400-\u9fff·、，\s]{{2,20}}?)[）)】\]]$"
)
# Whole lines that belong to the page.
_PAGE_LINE = re.compile(
    r"(?:APP下载|下载APP|打开APP|点击下载.{0,12}|立即下载|endprint|打开文本图片集|分享到.{0,30}|扫一扫.{0,20}|扫码.{0,20}|"
    r"返回(?:首页|顶部)|打印本页|关闭窗口|加入收藏|设为首页|上一篇.{0,40}|下一篇.{0,40}|相关(?:阅读|文章|推荐|链接)[：:]?|"
    r"热门推荐[：:]?|版权(?:所有|声明).{0,60}|免责声明.{0,60}|字号[：:].{0,20}|首页|登录|注册|龙源期刊网.{0,40})",
    re.IGNORECASE,
)
# Words of the page glued to the article's own.
_GLUED_FIRST = re.compile(
    r"(?:[^，。]{0,12}?APP下载|打开文本图片集|龙源期刊网)\s*(?=[\u3400-\u9fff“《])"
)
_GLUED_LAST = re.compile(r"\s*endprint$", re.IGNORECASE)
# Advertisements put before the first line: a string of phrases that nobody would publish.
_ADVERTISING = re.compile(
    r"(?:在线|視頻|视频|观看|免费|无码|国产|精品|成人|彩票|博彩|棋牌|娱乐城|注册送|贷款)"
)
_LONGEST_CREDIT = 40  # characters
_LEAST_ADVERTISING = 3  # such words, in a line without a full stop


def drop_boilerplate(text: str) -> tuple[list[Edit], tuple[Credit, ...]]:
    """Edits that drop what belongs to the page, and the credits that were among it."""
    edits: list[Edit] = []
    credits_found: list[Credit] = []
    start, is_first = 0, True
    for line in text.split("\n"):
        end = start + len(line)
        plain = normal(line)
        credit = _CREDIT.fullmatch(plain)
        if credit:
            credits_found.append(_credit(credit))
        if credit or _PAGE_LINE.fullmatch(plain) or (is_first and _is_advertising(plain)):
            edits.append(_without_line(text, start, end, edits))
        else:
            edits += _glued(plain, start, credits_found, is_first=is_first)
            is_first = False
        start = end + 1
    return [edit for edit in edits if edit.end > edit.start], tuple(credits_found)


def _without_line(text: str, start: int, end: int, edits: list[Edit]) -> Edit:
    """The edit that takes a line out with one of its line ends."""
    if end < len(text):
        return Edit("D7", start, end + 1, "")
    taken = bool(edits) and edits[-1].end == start
    return Edit("D7", start if taken or not start else start - 1, end, "")


def _glued(line: str, start: int, credits_found: list[Credit], *, is_first: bool) -> list[Edit]:
    """Edits for the words of the page at the beginning of the first line and at a line's end."""
    edits = []
    first, place = 0, len(line)
    while is_first and (match := _GLUED_FIRST.match(line, first)):
        first = match.end()
    while match := _last_glued(line[max(first, place - _LONGEST_CREDIT) : place]):
        if "label" in match.groupdict():
            credits_found.append(_credit(match))
        place -= len(match[0])
    if first:
        edits.append(Edit("D7", start, start + first, ""))
    if place < len(line):
        edits.append(Edit("D7", start + place, start + len(line), ""))
    return edits


def _last_glued(words: str) -> re.Match[str] | None:
    return _GLUED_LAST.search(words) or _CREDIT_AT_END.search(words)


def _credit(match: re.Match[str]) -> Credit:
    return Credit(match["label"], match["value"].strip())


def _is_advertising(line: str) -> bool:
    return "。" not in line and len(_ADVERTISING.findall(line)) >= _LEAST_ADVERTISING
