"""Asking for pages as a visitor does."""

import re
from html.parser import HTMLParser

from django.db import connection
from django.test.utils import CaptureQueriesContext

# Data for programs is no script: browsers do not run it, and the content policy lets it be.
INLINE = re.compile(
    r'<script(?![^>]*\ssrc=| type="application/ld\+json">)|<style|\sstyle=|\son\w+='
)


def html(client, url: str) -> str:
    """Return the page at `url`, which must answer 200 and keep to the content policy."""
    response = client.get(url)
    assert response.status_code == 200, f"{url}: {response.status_code}"
    page = response.content.decode()
    inline = INLINE.search(page)
    assert not inline, f"{url}: {inline.group()}"
    return page


def queries(client, url: str) -> int:
    """Return how many queries the page at `url` takes once everything that is cached is."""
    html(client, url)
    with CaptureQueriesContext(connection) as captured:
        html(client, url)
    return len(captured)


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words = []

    def handle_data(self, data):
        self.words.append(data)


def words(page: str) -> str:
    """Return what a reader reads in the main part of a page (or a rest of it), single-spaced."""
    parser = _Words()
    parser.feed(page[max(page.find("<main"), 0) : page.index("</main>")])
    return " ".join("".join(parser.words).split())
