"""Reading the tables of the analysis as a reader does."""

import csv
import re
from html import unescape
from io import StringIO

from tests.factories import PracticeFactory, PracticeProblemFactory
from tests.support.pages import html, words

PUBLISHED = {"published": True}
ROW = re.compile(r"<tr>\s*<th scope=\"row\">.*?</tr>", re.DOTALL)
CELL = re.compile(r"<(td|th)\b[^>]*>(.*?)</\1>", re.DOTALL)
LINK = re.compile(r'<a href="([^"]*)">(\d+)</a>')


def rows(page: str) -> list[list[str]]:
    """Return the words in the cells of a page's table."""
    return [
        [unescape(re.sub(r"<[^>]*>", "", cell)) for _, cell in CELL.findall(row)]
        for row in ROW.findall(page)
    ]


def links(page: str) -> list[tuple[str, int]]:
    """Return the addresses that numbers in tables lead to."""
    return [
        (unescape(url), int(number))
        for row in ROW.findall(page)
        for url, number in LINK.findall(row)
    ]


def behind(client, url: str) -> int:
    """Return how many rows an address has: records of a list, or lines of a table."""
    return int(re.search(r"共 (\d+) [条行]", words(html(client, url)))[1])


def csv_of(client, url: str) -> list[list[str]]:
    response = client.get(f"{url}{'&' if '?' in url else '?'}format=csv")
    assert response.status_code == 200, url
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def answering(problems, **kwargs):
    made = PracticeFactory(**{**PUBLISHED, **kwargs})
    for problem in problems:
        PracticeProblemFactory(practice=made, problem=problem)
    return made
