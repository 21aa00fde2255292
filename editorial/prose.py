"""Tidying what comes into a text field: nothing unseen, no HTML, no address that runs a script.

No word is ever changed; what is thrown away cannot be seen, or is markup.
"""

from __future__ import annotations

import re
import unicodedata

# Seen by nobody, and able to make a text read otherwise than it is: joined, hidden, turned around.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_NOT_IN_TAGS = r"<>\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003fffd"
_ELEMENTS = (
    "a|abbr|article|audio|b|base|big|blockquote|body|br|button|center|code|del|details|div|em|embed"
    "|font|footer|form|frame|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main"
    "|mark|math|meta|nav|noscript|object|ol|option|p|pre|s|script|section|select|small|span|strike"
    "|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|u|ul|video"
    "|[a-z]+:[a-z]+"
)
# Where there is a Chinese character between the signs they may be meant as signs: a<b，c>d.
_TAG = re.compile(
    rf"<!--[^{_NOT_IN_TAGS}]*?-->|</?(?:{_ELEMENTS})(?=[\s/>])[^{_NOT_IN_TAGS}]*>", re.IGNORECASE
)
# A link's words, and its address with brackets in pairs.
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_SAFE = ("http", "https")


def plain_lines(text: str) -> str:
    """Return `text` with `\\n` between lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tidy_exact(text: str) -> str:
    """Return the words of others, which must stay as they are, in a form that can be kept."""
    return plain_lines(text).replace("\x00", "")


def tidy(text: str) -> str:
    """Return `text` without what cannot be seen, without HTML and without unsafe links.

    >>> tidy("<b>党建</b>工作\\u200b做\\u202e实，a < b")
    '党建工作做实，a < b'
    >>> tidy("见[附件](javascript:alert(1))")
    '见附件'
    """
    text = "".join(filter(_may_stay, _UNSEEN.sub("", plain_lines(text))))
    # What is left of one tag may make another one: <<b>b>.
    while (stripped := _without_links(_TAG.sub("", text))) != text:
        text = stripped
    return text


def _may_stay(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")


def _without_links(text: str) -> str:
    return _LINK.sub(_words_of_link, text)


def _words_of_link(link: re.Match) -> str:
    """Return a link as it is, or only its words where the address is not of the web."""
    address = re.sub(r"[\s<>]", "", link[2])
    scheme = _SCHEME.match(address)
    return link[1] if scheme and scheme[1].lower() not in _SAFE else link[0]
