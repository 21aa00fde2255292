"""Web pages: the article without the page around it, and what the page says of it.

trafilatura tells the article from the page, but drops short paragraphs, which in an interview are
questions. So its paragraphs only show where the article is: the text is then all of the smallest
element that holds them, without the parts that are plainly the page's (menus, sharing, links).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import lxml.html
import trafilatura
from lxml import etree

from imports.draft import Document, UnreadableDocument
from imports.reading.page_metadata import metadata_of
from imports.reading.text import one_paragraph_a_line

_NO_TEXT = "这个网页里找不到正文。请在浏览器里复制正文，用“粘贴文字”导入。"
_TOO_LONG = "这个网页长得不正常，没有导入。请在浏览器里复制正文，用“粘贴文字”导入。"
_LEAST_TEXT = 20  # characters
_LONGEST = 1_000_000  # characters of words; no article is as long
_HELD = 0.9  # share of the article's words that an element must hold
_DEEPEST = 200  # nested elements; pages that go deeper are broken
# fmt: off
_SKIPPED = {
    "script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button",
    "select", "textarea", "iframe", "svg", "figcaption", "object", "embed", "audio", "video",
    "head", "title", "input", "label",
}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "o:p", "rb",
}
# fmt: on
# Names of classes and identifiers of what is the page's, not the article's.
_AROUND = re.compile(
    r"(?:^|[-_ ])(?:share|sharing|bshare|bdshare|social|related|relate|recommend|xgxw|xgyd|"
    r"copyright|footer|breadcrumb|crumb|position|location|nav|menu|sidebar|comment|comments|toolbar|tool-?bar|"
    r"fontsize|qrcode|ewm|erweima|pager|prev|next|prevnext|advert|ad|ads|print|dayin|statement|"
    r"hot|rank|login|search|header|head-?top|topbar|tags?)(?:$|[-_ \d])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MOSTLY_LINKS = 0.7  # share of a block's words that are links
_LONGEST_LINKS = 400  # characters; an article's own paragraph may be one long link

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_page(html: str, encoding: str) -> Document:
    """The article of a web page and its metadata. Raises `UnreadableDocument`."""
    try:
        tree = _tree(html)
        _refuse_long(tree)
        article = _article(tree)
        about = metadata_of(tree, html)
    except (etree.LxmlError, ValueError, RecursionError, AssertionError):
        raise UnreadableDocument(_NO_TEXT) from None
    text = one_paragraph_a_line(article)
    lines = text.split("\n")
    if about.title and len(lines) > 1 and _bare(lines[0]) == _bare(about.title):
        text = "\n".join(lines[1:])
    if len(text) < _LEAST_TEXT:
        raise UnreadableDocument(_NO_TEXT)
    return Document(
        text=text,
        title=about.title,
        publication=about.publication,
        author=about.author,
        published_on=about.published_on,
        url=about.url,
        encoding=encoding,
    )


def _refuse_long(tree) -> None:
    """Refuse a page with the words of several books: telling its article would take hours."""
    if sum(map(len, tree.itertext())) > _LONGEST:
        raise UnreadableDocument(_TOO_LONG)


def _tree(html: str) -> lxml.html.HtmlElement:
    # A declared encoding contradicts text that is decoded already; lxml refuses the two together.
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    tree = lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(huge_tree=False))
    for depth, _ in enumerate(_path_down(tree)):
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
    return tree


def _path_down(element) -> Iterator:
    """An element and its first descendants, one a level."""
    while element is not None:
        yield element
        element = next((child for child in element if isinstance(child.tag, str)), None)


def _article(tree) -> str:
    """All words of the smallest element that holds what trafilatura takes for the article."""
    found = trafilatura.extract(
        lxml.html.tostring(tree, encoding="unicode"),
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        with_metadata=False,
    )
    body = tree.find("body")
    body = tree if body is None else body
    wanted = [_bare(line) for line in (found or "").split("\n") if len(_bare(line)) > 5]
    container = _smallest_with(wanted, body) if wanted else body
    return "".join(_words(container, is_article=True))


def _smallest_with(wanted: list[str], element):
    """Go down from an element as long as one child holds nearly all of the wanted lines."""
    whole = sum(map(len, wanted))
    while True:
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED or child.tag in _INLINE:
                continue
            text = _bare(child.text_content())
            if sum(len(line) for line in wanted if line in text) >= _HELD * whole:
                if child.tag in ("p", "table"):
                    return element if child.tag == "p" else child
                element = child
                break
        else:
            return element


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _words(element, *, is_article: bool = False) -> Iterator[str]:
    """The text of an element; blocks begin and end lines, and white space is only white space."""
    if not isinstance(element.tag, str):
        return
    if element.tag == "br":
        yield "\n"
        return
    if element.tag in _SKIPPED or (not is_article and _is_around(element)):
        return
    is_block = element.tag not in _INLINE
    if is_block:
        yield "\n"
    keeps_lines = element.tag == "pre"
    yield _flat(element.text, keeps_lines)
    for child in element:
        yield from _words(child)
        yield _flat(child.tail, keeps_lines)
    if is_block:
        yield "\n"


def _flat(text: str | None, keeps_lines: bool) -> str:
    if not text or keeps_lines:
        return text or ""
    # A full-width space is a character of Chinese text (姓名　职务), not white space of the source.
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def _is_around(element) -> bool:
    """Whether an element belongs to the page around the article."""
    if _HIDDEN.search(element.get("style", "")) or element.get("hidden") is not None:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if element.tag in _INLINE or element.tag == "body":
        return False
    if _AROUND.search(names):
        return True
    if element.tag not in ("div", "ul", "ol", "section", "table", "dl"):
        return False
    text = _bare(element.text_content())
    links = sum(len(_bare(link.text_content())) for link in element.iter("a"))
    return 0 < len(text) <= _LONGEST_LINKS and links >= _MOSTLY_LINKS * len(text)
