"""The controls that collect a practice, an answer or a passage, wherever it stands.

All of them are buttons of one form at the end of the page, so they may stand in other forms, too.
"""

from django import template
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from interviews.models import Answer
from interviews.reading import Passages
from practices.basket.pieces import Passage, Piece, named, piece_of
from practices.models import Practice

register = template.Library()

_OUT, _IN = "收入材料篮", "已在材料篮 · 移出"
_BUTTON = (
    '<button class="collect{}" type="submit" form="collecting" name="piece" value="{}#{}"{}{}>'
    '<span>{}</span><span class="visually-hidden">：{}</span></button>'
)


@register.simple_tag(takes_context=True)
def collecting(context) -> SafeString:
    """Return the form of all buttons of a page, which also tells the script what they say."""
    return format_html(
        '<form id="collecting" action="{}" method="post" data-remove="{}" data-out="{}"'
        ' data-in="{}"><input name="next" type="hidden" value="{}"></form>',
        reverse("practices:collect"),
        reverse("practices:uncollect"),
        _OUT,
        _IN,
        context["request"].get_full_path(),
    )


@register.simple_tag(takes_context=True)
def collect(context, thing, called: str = "", place: str = "") -> SafeString:
    """Return the button for a practice, an answer or anything quoted.

    `called` names it to those who hear the button alone: the practice, or who answers. `place` is
    the anchor to come back to where the button itself may be gone by then.
    """
    if isinstance(thing, Practice):
        words = called or thing.name
    elif isinstance(thing, Answer):
        words = f"{called or '嘉宾'}的回答 {thing.anchor}"
    else:
        words = Truncator(thing.quote).chars(20)
    return _button(context, piece_of(thing), words, place)


@register.simple_tag(takes_context=True)
def collect_passage(context, source, passage: tuple[int, int]) -> SafeString:
    """Return the button for `passage`, a span of the text of a source."""
    start, end = passage
    return collect(context, Passage(source, source.text[start:end], start))


@register.simple_tag(takes_context=True)
def collect_paragraph(context, source, paragraph: Passages) -> SafeString:
    """Return the button for a paragraph of an interview; "" where its document has other words."""
    words = "".join(segment.text for segment in paragraph.segments)
    start = source.text.find(words)
    return collect(context, Passage(source, words, start)) if start >= 0 else SafeString("")


@register.simple_tag(takes_context=True)
def collect_found(context, kind: str, url: str, words: str) -> SafeString:
    """Return the button for what a search found, where that is a practice or was said."""
    try:
        slug = resolve(url.partition("#")[0]).kwargs.get("slug", "")
    except Resolver404:
        return SafeString("")
    answer = url.partition("#")[2].partition("-")[0]
    names = {"practice": f"practice:{slug}", "paragraph": f"answer:{slug}.{answer}"}
    words = format_html("{}的这个回答", words) if kind == "paragraph" else words
    return _button(context, named(names.get(kind, "")), words)


@register.filter
def is_collected(thing, basket) -> bool:
    """Tell whether a thing is in the visitor's basket: `{% if practice|is_collected:basket %}`."""
    return piece_of(thing) in basket


def _button(context, piece: Piece | None, words: str, place: str = "") -> SafeString:
    basket = context.get("basket")
    if piece is None or basket is None:
        return SafeString("")
    is_in = piece in basket
    anchor = place or basket.next_place()
    return format_html(
        _BUTTON,
        " is-in" if is_in else "",
        piece.name,
        anchor,
        "" if place else format_html(' id="{}"', anchor),
        format_html(' formaction="{}"', reverse("practices:uncollect")) if is_in else "",
        _IN if is_in else _OUT,
        words,
    )
