"""What a web page says of its article: title, publication, author, date, address.

In this order: the page's own meta elements, as Chinese government, news and WeChat pages write
them; the line under the title (来源：… 作者：… 时间：…); what trafilatura makes of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura

_TITLE = ("ArticleTitle", "og:title", "twitter:title", "title")
_PUBLICATION = ("ContentSource", "mediaid", "source", "og:site_name", "publisher")
_AUTHOR = ("Author", "author", "article:author", "og:article:author")
_DATE = ("PubDate", "publishdate", "article:published_time", "og:release_date", "date", "pubdate")
_SOURCE_LINE = re.compile(r"(?:来源|稿源|信息来源|文章来源)\s*[：:]\s*《?([^\s《》|，,]{2,30})")
_AUTHOR_LINE = re.compile(r"(?:作者|撰稿|记者)\s*[：:]\s*([^\s|，,。]{2,20})")
_DATE_LINE = re.compile(
    r"(?:发布|发表|更新|刊发)?(?:时间|日期)\s*[：:]\s*(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})"
)
_ANY_DATE = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_WECHAT_TIME = re.compile(r"(?:publish_time|createTime)\s*=\s*[\"'](\d{4})-(\d{1,2})-(\d{1,2})")
_SITE_TAIL = re.compile(r"\s*[-_—|–]+\s*[^-_—|–]{2,20}$")
_HEAD_OF_TEXT = 1500  # characters in which the line under a title stands
_NOBODY = ("本站", "网站", "管理员", "admin", "未知", "佚名")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """Each "" where the page does not say; `published_on` is an ISO date."""

    title: str = ""
    publication: str = ""
    author: str = ""
    published_on: str = ""
    url: str = ""


def metadata_of(tree, html: str) -> PageMetadata:
    metas = _metas(tree)
    head = " ".join(tree.text_content().split())[:_HEAD_OF_TEXT]
    guess = trafilatura.extract_metadata(tree)
    return PageMetadata(
        title=_title(tree, metas, (guess.title or "") if guess else ""),
        publication=_somebody(
            _first(metas, _PUBLICATION[:3])
            or _text_of(tree, "js_name")
            or _found(_SOURCE_LINE, head)
            or _first(metas, _PUBLICATION[3:])
        ),
        author=_somebody(_first(metas, _AUTHOR) or _found(_AUTHOR_LINE, head)),
        published_on=_date(metas, head, html),
        url=_url(tree, metas),
    )


def _metas(tree) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name and meta.get("content"):
            found.setdefault(name, meta.get("content").strip())
    return found


def _first(metas: dict[str, str], names: Sequence[str]) -> str:
    return next((metas[name.lower()] for name in names if metas.get(name.lower())), "")


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1].strip() if match else ""


def _text_of(tree, identifier: str) -> str:
    element = tree.get_element_by_id(identifier, None)
    return "" if element is None else " ".join(element.text_content().split())


def _title(tree, metas: dict[str, str], guess: str) -> str:
    """The title without the name of the site behind it; a heading that it begins with wins."""
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    element = tree.find(".//title")
    named = _first(metas, _TITLE) or (element.text_content() if element is not None else "")
    named = " ".join(named.split())
    for heading in headings:
        if heading and named.replace(" ", "").startswith(heading.replace(" ", "")):
            return heading
    return _SITE_TAIL.sub("", named) or guess or next(iter(headings), "")


def _somebody(name: str) -> str:
    return "" if name.lower() in _NOBODY else name.strip("《》")[:100]


def _date(metas: dict[str, str], head: str, html: str) -> str:
    for text, pattern in (
        (_first(metas, _DATE), _ANY_DATE),
        (html, _WECHAT_TIME),
        (head, _DATE_LINE),
        (head[:400], _ANY_DATE),
    ):
        match = pattern.search(text)
        if match and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31:
            return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    return ""


def _url(tree, metas: dict[str, str]) -> str:
    for link in tree.iter("link"):
        if link.get("rel") == "canonical" and (link.get("href") or "").startswith("http"):
            return link.get("href")
    address = metas.get("og:url", "")
    return address if address.startswith("http") else ""
