"""Taking downloads as a reader does, and reading them."""

import csv
import io
import json

from exports.declaring import tables

LISTS = {
    "practice": "/practices/",
    "zone": "/zones/",
    "interview": "/interviews/",
    "guest": "/guests/",
    "organization": "/organizations/",
    "source": "/sources/",
}
ALL = [(table.collection, table.name) for table in tables()]


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def csv_rows(response) -> list[dict]:
    return list(csv.DictReader(io.StringIO(body(response).decode("utf-8-sig"))))


def taken(client, path="/practices/", **query) -> list[dict]:
    response = client.get(path, {"format": "ndjson", **query})
    assert response.status_code == 200
    return [json.loads(line) for line in body(response).splitlines()]
