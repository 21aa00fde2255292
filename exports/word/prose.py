"""An editor's text as paragraphs: its small part of Markdown, as pages print it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from editorial.templatetags.editorial_tags import prose

from .drafting import Paragraph, Run, Words

_STYLES = {"blockquote": "Quote"}


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text; emphasis is bold, items of lists begin with a dash."""
    rendered = str(prose(text)).strip()
    if not rendered:
        return []
    return list(_blocks(html.fragment_fromstring(rendered, create_parent="div"), "Body Text"))


def _blocks(element: html.HtmlElement, style: str, lead: str = "") -> Iterator[Paragraph]:
    """Yield a paragraph for each block in an element, and one for words that stand loose in it."""
    runs = [Words(element.text.strip())] if (element.text or "").strip() else []
    for child in element:
        if child.tag in ("p", "ul", "ol", "blockquote", "li"):
            if runs:
                yield _paragraph(runs, style, lead)
                runs, lead = [], ""
            yield from _block(child, style, lead)
            lead = ""
        else:
            runs += _runs(child)
        if (child.tail or "").strip():
            runs.append(Words(child.tail.strip("\n")))
    if runs:
        yield _paragraph(runs, style, lead)


def _block(element: html.HtmlElement, style: str, lead: str) -> Iterator[Paragraph]:
    if element.tag == "p":
        yield _paragraph(_inside(element), style, lead)
    elif element.tag == "ul":
        for item in element:
            yield from _blocks(item, style, "——")
    elif element.tag == "ol":
        for number, item in enumerate(element, start=int(element.get("start", 1))):
            yield from _blocks(item, style, f"{number}.")
    else:
        yield from _blocks(element, _STYLES.get(element.tag, style), lead)


def _paragraph(runs: list[Run], style: str, lead: str) -> Paragraph:
    return Paragraph((*([Words(lead)] if lead else []), *runs), style)


def _inside(element: html.HtmlElement) -> list[Run]:
    runs: list[Run] = [Words(element.text)] if element.text else []
    for child in element:
        runs += _runs(child)
        if child.tail:
            runs.append(Words(child.tail))
    return runs


def _runs(element: html.HtmlElement) -> list[Run]:
    text = element.text_content()
    if element.tag == "br":
        return [Words("\n")]
    if element.tag == "a":
        return [Words(text, url=element.get("href", ""))]
    return [Words(text, is_strong=element.tag in ("strong", "em"))]
