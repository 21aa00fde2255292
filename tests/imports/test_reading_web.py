"""Web pages: all of the article, nothing of the page around it, and what the page says of it."""

import pytest

from imports.draft import UnreadableDocument
from imports.reading import read_bytes

TALK = [
    "党组织怎样才能建在产业链上？临江高新区做了三年探索，本刊记者采访了区党工委组织部部长周宁。",
    "记者：为什么？",
    "周宁：因为链上的企业本来就有往来，党组织建在链上，企业之间的往来就多了一条纽带，也多了一份信任。",
    "记者：难吗？",
    "周宁：难。",
    "一开始，企业主担心耽误生产，我们就把活动安排在班后，把会开成供需见面会，慢慢地他们就愿意来了。",
    "现在全区已有46个链上党组织，覆盖企业312家，党员1280名。",
]
AROUND = [
    "首页",
    "党建动态",
    "上一篇",
    "下一篇",
    "分享到微信",
    "相关阅读",
    "版权所有",
    "字号",
    "热门文章",
    "某企业召开年会",
]
MENU = (
    '<div class="nav"><ul><li><a href="/">首页</a></li>'
    '<li><a href="/dj">党建动态</a></li></ul></div>'
)
SHARE = '<div class="bshare-custom"><a>分享到微信</a></div>'
RELATED = (
    '<div class="relate-list"><h3>相关阅读</h3><ul><li><a href="/1">某企业召开年会</a></li>'
    '<li><a href="/2">热门文章</a></li></ul></div>'
)
PAGER = '<div class="prevnext"><a href="/3">上一篇</a><a href="/4">下一篇</a></div>'
FOOT = '<div id="footer">版权所有 临江高新区管委会 备案号</div>'


def paragraphs(tag: str = "p") -> str:
    return "".join(f"<{tag}>　　{line}</{tag}>" for line in TALK)


def page(body: str, head: str = "<title>链上先锋_临江高新区</title>") -> bytes:
    head = f"<head><meta charset='utf-8'>{head}</head>"
    return f"<!DOCTYPE html><html>{head}<body>{body}</body></html>".encode()


GOVERNMENT = page(
    MENU
    + '<div class="main"><h1>链上先锋</h1><div class="info">发布时间：2023-05-06 来源：临江日报 '
    '字号：<a>大</a> <a>小</a></div><div class="TRS_Editor">'
    + paragraphs()
    + "</div>"
    + SHARE
    + PAGER
    + "</div>"
    + RELATED
    + FOOT,
    '<meta name="ArticleTitle" content="链上先锋"><meta name="PubDate" content="2023-05-06 09:00">'
    '<meta name="ContentSource" content="临江日报"><meta name="Author" content="韩梅">'
    "<title>链上先锋_临江高新区管委会</title>",
)
BREAKS = page(
    MENU
    + '<div id="content">'
    + "<br><br>".join(f"&nbsp;&nbsp;{line}" for line in TALK)
    + "</div>"
    + FOOT
)
NESTED = page(
    MENU
    + '<table><tr><td><div class="article"><div>'
    + "".join(f"<div><span style='font-size:16px'>{line}</span></div>" for line in TALK)
    + "</div></div></td></tr></table>"
    + RELATED
    + FOOT
)
SECTIONS = page(
    "<header>首页</header><article>"
    + "".join(f"<section><p><strong>{line}</strong></p></section>" for line in TALK)
    + "</article><aside>热门文章</aside><footer>版权所有</footer>"
)
WECHAT = page(
    '<h1 id="activity-name">链上先锋</h1><a id="js_name">临江先锋</a>'
    '<div id="js_content" style="visibility:hidden">'
    + "".join(f"<section><span>{line}</span></section>" for line in TALK)
    + '</div><script>var publish_time = "2023-05-06";</script>',
    '<meta property="og:title" content="链上先锋"><meta property="og:url" content="https://mp.example.cn/s/1">',
)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(GOVERNMENT, id="government"),
        pytest.param(BREAKS, id="line breaks"),
        pytest.param(NESTED, id="nested"),
        pytest.param(SECTIONS, id="sections"),
        pytest.param(WECHAT, id="wechat"),
    ],
)
def test_the_article_is_whole_and_alone(content):
    document = read_bytes(content, file_name="page.html")

    lines = document.text.split("\n")
    assert [line for line in lines if line in TALK] == TALK
    assert not [words for words in AROUND if words in document.text]


def test_a_page_says_what_its_article_is():
    document = read_bytes(GOVERNMENT)

    assert (
        document.title,
        document.publication,
        document.author,
        document.published_on,
    ) == ("链上先锋", "临江日报", "韩梅", "2023-05-06")


def test_a_page_of_an_app_says_what_its_article_is():
    document = read_bytes(WECHAT)

    assert (document.title, document.publication, document.published_on, document.url) == (
        "链上先锋",
        "临江先锋",
        "2023-05-06",
        "https://mp.example.cn/s/1",
    )


def test_the_line_under_the_title_is_read_where_there_are_no_meta_elements():
    body = f"<h1>链上先锋</h1><p>来源：《先锋》 作者：李雷 日期：2022年3月9日</p>{paragraphs()}"
    document = read_bytes(page(body))

    assert (document.publication, document.author, document.published_on) == (
        "先锋",
        "李雷",
        "2022-03-09",
    )


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8", "big5"])
def test_a_page_is_read_in_the_encoding_that_it_declares(charset):
    text = (
        "臨江高新區的黨組織建在產業鏈上，"
        if charset == "big5"
        else "临江高新区的党组织建在产业链上，"
    )
    html = f"<html><head><meta http-equiv='Content-Type' content='text/html; charset={charset}'>"
    html += f"<title>{text}</title></head><body><p>{text * 5}</p><p>{text * 3}</p></body></html>"

    assert read_bytes(html.encode(charset)).text == f"{text * 5}\n{text * 3}"


def test_hidden_words_are_no_text():
    body = f'<div class="a">{paragraphs()}<p style="display:none">暗藏的广告词</p></div>'

    assert "广告" not in read_bytes(page(body)).text


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(page(""), id="empty"),
        pytest.param(page("<script>var text = '很长的一段文字';</script>"), id="script"),
        pytest.param(page(MENU), id="menu"),
        pytest.param(b"<html" + b"<div>" * 5000, id="deep"),
    ],
)
def test_a_page_without_an_article_is_refused_with_what_to_do(content):
    with pytest.raises(UnreadableDocument, match="粘贴文字"):
        read_bytes(content)


def test_a_web_archive_is_refused_with_what_to_do():
    with pytest.raises(UnreadableDocument, match="仅 HTML"):
        read_bytes(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n<html>")
