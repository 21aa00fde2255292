"""Taking downloads as a reader does, and reading them."""

import csv
import io
import json
from urllib.parse import urlencode
from xml.etree import ElementTree

from exports.declaring import tables

LISTS = {
    "practice": "/practices/",
    "zone": "/zones/",
    "interview": "/interviews/",
    "guest": "/guests/",
    "organization": "/organizations/",
    "alliance": "/alliances/",
    "source": "/sources/",
}
NAMES = (*LISTS.values(), "/problems/", "/themes/", "/collections/")
ALL = [(table.collection, table.name) for table in tables()]


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def csv_rows(response) -> list[dict]:
    return list(csv.DictReader(io.StringIO(body(response).decode("utf-8-sig"))))


def taken(client, path="/practices/", **query) -> list[dict]:
    response = client.get(path, {"format": "ndjson", **query})
    assert response.status_code == 200
    return [json.loads(line) for line in body(response).splitlines()]


def feed_links(client, address: str) -> list[str]:
    """Return the paths that the entries of a feed lead to."""
    feed = ElementTree.fromstring(client.get(address).content)  # noqa: S314 - our own
    links = feed.iterfind("{*}entry/{*}link")
    return [link.get("href").removeprefix("http://testserver") for link in links]


def pages_from(client, address: str | None) -> list[list[dict]]:
    """Return the pages of a list from one on, each taken by the address the one before gives."""
    pages = []
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content.decode()
        answer = response.json()
        pages.append(answer["results"])
        address = answer["next"]
    return pages


def api_pages(client, path: str, **query) -> list[list[dict]]:
    return pages_from(client, f"/api{path}?{urlencode(query, doseq=True)}")


def api_rows(client, path: str, **query) -> list[dict]:
    return [row for page in api_pages(client, path, **query) for row in page]
