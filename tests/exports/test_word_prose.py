"""An editor's text becomes paragraphs in styles, with its emphasis, lists, quotations and links."""

from exports.word.drafting import Paragraph, Words
from exports.word.prose import paragraphs


def told(text: str) -> list[tuple[str, str]]:
    return [(one.style, one.text) for one in paragraphs(text)]


def test_every_line_is_a_paragraph():
    assert told("第一段。\n\n第二段 <b>。\n") == [
        ("Body Text", "第一段。"),
        ("Body Text", "第二段 <b>。"),
    ]
    assert told("") == []


def test_lists_and_quotations_keep_what_they_are():
    assert told("两件事：\n- 甲\n- 乙\n> 引一句。\n完。") == [
        ("Body Text", "两件事："),
        ("Body Text", "——甲"),
        ("Body Text", "——乙"),
        ("Quote", "引一句。"),
        ("Body Text", "完。"),
    ]


def test_emphasis_is_strong_and_links_lead_on():
    (paragraph,) = paragraphs("见**重点**和[原文](https://x.cn/?a=1&b=2)。")
    assert paragraph == Paragraph(
        (
            Words("见"),
            Words("重点", is_strong=True),
            Words("和"),
            Words("原文", url="https://x.cn/?a=1&b=2"),
            Words("。"),
        )
    )
