"""Reading pages of the catalogue as a visitor does."""

from html import unescape

from tests.factories import AnswerFactory
from tests.support.pages import html


def page(client, url):
    """Return a page with its characters as they are read."""
    return unescape(html(client, url))


def speech(**appearance):
    """Make an answer that visitors can read."""
    answer = AnswerFactory(published=True)
    for name, value in appearance.items():
        setattr(answer.appearance, name, value)
    answer.appearance.save()
    return answer
