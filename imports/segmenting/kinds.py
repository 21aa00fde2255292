"""What kind of document this is, and why some are refused."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imports.draft import QuestionDraft
from imports.segmenting.paragraphs import Paragraph

INTERVIEW, CASE, REFUSED = "interview", "case", "refused"

_ABSTRACT = re.compile(r"^[【\[〔]?\s*(?:内容)?(?:摘\s*要|提要)\s*[】\]〕]?\s*[：:]?", re.MULTILINE)
_KEYWORDS = re.compile(r"^[【\[〔]?\s*关\s*键\s*[词字]\s*[】\]〕]?\s*[：:]?", re.MULTILINE)
_EDITORS_NOTE = re.compile(
    r"^[【\[〔（(]?\s*(?:编者按|编者的话|编者语|编后|编辑手记|本刊按|按语|卷首语)"
)
_ADDRESS = re.compile(r"https?://|www\.|\.(?:html?|aspx?|php|cn|com)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[。！？；：]")
_CASE_HEADING = re.compile(
    r"^[（(【]?[一二三四五六七八九十\d]{0,3}[）)]?[、.．]?\s*(?:(?:工作|案例|项目|基本|主要|具体|实施|取得)?的?"
    r"(?:背景|做法|举措|措施|成效|成果|情况|经验|启示|体会|概况|思路)(?:[与和及][\u4e00-\u9fff]{2,4})?)[】]?[：:]?$",
    re.MULTILINE,
)
_CASE_WORDS = re.compile(r"党建|党组织|党支部|党委|党工委|党员|两新|高新区|开发区|园区")
_SHORTEST_CASE = 200  # characters


def kind_of(paragraphs: Sequence[Paragraph], questions: Sequence[QuestionDraft]) -> tuple[str, str]:
    """The kind of document and, where it is refused, the reason in Chinese."""
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    if not text:
        return REFUSED, "文档里没有文字。"
    if _ABSTRACT.search(text[:3000]) and _KEYWORDS.search(text[:3000]):
        return REFUSED, "这是带摘要和关键词的论文，不是访谈，也不是做法材料。"
    if _is_list_of_links(paragraphs):
        return REFUSED, "这是一组标题或链接，没有正文。"
    if any(answer.paragraphs for question in questions for answer in question.answers):
        return INTERVIEW, ""
    if _EDITORS_NOTE.match(text):
        return REFUSED, "这里只有编者按，没有访谈或做法的正文。"
    if _is_case(text):
        return CASE, ""
    return REFUSED, "没有找到访谈的提问和回答，也不像做法材料。"


def _is_list_of_links(paragraphs: Sequence[Paragraph]) -> bool:
    """Nearly every line is an address or a title."""
    links = sum(bool(_ADDRESS.search(paragraph.text)) for paragraph in paragraphs)
    titles = sum(
        len(paragraph.text) <= 40 and not _SENTENCE_END.search(paragraph.text)
        for paragraph in paragraphs
    )
    most = 0.8 * len(paragraphs)
    return (links > 0 and links + titles >= most) or (len(paragraphs) >= 5 and titles >= most)


def has_case_headings(text: str) -> bool:
    """Whether a text is laid out as a write-up: 工作背景, 主要做法, 取得成效."""
    return bool(_CASE_HEADING.search(text))


def _is_case(text: str) -> bool:
    """A write-up of what was done: its headings say so, or it is long and on the subject."""
    if len(text) < _SHORTEST_CASE or not _CASE_WORDS.search(text):
        return False
    return has_case_headings(text) or len(_CASE_WORDS.findall(text)) >= 5
