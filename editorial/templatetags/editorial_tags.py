"""What templates need to print this project's kinds of values."""

import nh3
from django import template
from django.core.paginator import Page
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from editorial.fields import display_partial_date
from editorial.persons import name_of
from editorial.querysets import may_see_drafts

register = template.Library()

# Editors write prose: emphasis, lists, quotations and links, no headings, pictures or raw HTML.
_MARKDOWN = MarkdownIt("zero", {"html": False, "breaks": False}).enable(
    ["emphasis", "list", "blockquote", "link", "escape", "newline", "entity"]
)
SENTENCE_ENDS = "。！？；"
_TAGS = {"p", "strong", "em", "ul", "ol", "li", "blockquote", "a", "br"}


@register.filter
def partial_date(value: str) -> str:
    """Show a partial date as it was known: `2020-09` → 2020年9月."""
    return display_partial_date(value)


@register.filter(expects_localtime=True)
def chinese_date(value) -> str:
    """Show a date or time of the calendar: 2020年11月17日."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


@register.filter
def prose(text: str) -> SafeString:
    """Return an editor's text as HTML: one paragraph a line, and a small part of Markdown.

    Every line is a paragraph of its own, as the forms say; list items and quoted lines stay
    together.
    """
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    parted = ""
    for line in lines:
        parted += ("\n" if line.startswith(("- ", ">")) else "\n\n") + line
    html = nh3.clean(
        _MARKDOWN.render(parted),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
    )
    return mark_safe(html)  # noqa: S308 - nh3 has just cleaned it


@register.filter
def visible_to(record, user):
    """Return `record` if `user` may see it, else None: `{% if guest|visible_to:user %}`."""
    if record is None:
        return None
    return record if record.is_published or may_see_drafts(user, type(record)) else None


@register.filter
def person_name(user) -> str:
    """Show the name of somebody of the office."""
    return name_of(user)


@register.filter
def in_sentence(quoted) -> SafeString:
    """Return the quoted words marked in the sentence where they were said.

    Words that are the whole sentence need no mark, and words that are not found stand alone.
    `quoted` says where: in an answer, in a question, or in a paragraph of its source.
    """
    text, start = _surroundings(quoted)
    if start < 0:
        return format_html("{}", quoted.quote)
    end = start + len(quoted.quote)
    first = max(text.rfind(mark, 0, start) for mark in SENTENCE_ENDS) + 1
    ends = [place for mark in SENTENCE_ENDS if (place := text.find(mark, end - 1)) >= 0]
    last = max(min(ends, default=len(text)) + 1, end)
    before, after = text[first:start], text[end:last]
    if not before and not after.strip(SENTENCE_ENDS):
        return format_html("{}{}", quoted.quote, after)
    return format_html("{}<mark>{}</mark>{}", before, quoted.quote, after)


def _surroundings(quoted) -> tuple[str, int]:
    """Return the paragraph in which the words stand, and their place in it (-1: not found)."""
    if answer := getattr(quoted, "answer", None):
        paragraph = answer.paragraph_with(quoted.quote)
        text = paragraph.text if paragraph else ""
    elif question := getattr(quoted, "question", None):
        text = question.text
    else:
        text = next((line for line in quoted.source.paragraphs if quoted.quote in line), "")
    return text, text.find(quoted.quote)


@register.filter
def elided_pages(page: Page) -> list:
    """Return the page numbers to offer: the first, the last, and those around this page."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.simple_tag(takes_context=True)
def nav_link(context, name: str, label: str) -> SafeString:
    """Return a link of the main navigation, marked when the present page lies under it.

    By its address, or by the first of its `crumbs`, as the comparison lies under the practices.
    """
    url = reverse(name)
    request = context.get("request")
    if request is not None and request.path == url:
        return format_html('<a href="{}" aria-current="page">{}</a>', url, label)
    crumbs = context.get("crumbs") or [("", "")]
    if request is not None and (request.path.startswith(url) or crumbs[0][1] == url):
        return format_html('<a href="{}" aria-current="true">{}</a>', url, label)
    return format_html('<a href="{}">{}</a>', url, label)
