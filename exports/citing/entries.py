"""Entries in CSL-JSON, as https://citeproc-js.readthedocs.io/en/latest/csl-json/ describes them.

Chinese names are given whole (`literal`): where a surname ends is not for a program to guess.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings

from sources.models import Source

Entry = dict[str, Any]

_KINDS = {
    Source.Kind.ARTICLE: "article-journal",
    Source.Kind.NEWSPAPER: "article-newspaper",
    Source.Kind.WEBPAGE: "webpage",
    Source.Kind.REPORT: "report",
    Source.Kind.BOOK: "book",
    Source.Kind.OTHER: "document",
}


def entry_of_source(source: Source) -> Entry:
    """Return the entry of a document; what is not known is left out."""
    authors = [name.strip() for name in source.author.split("、") if name.strip()]
    entry = {
        "id": f"source-{source.pk}",
        "type": _KINDS[Source.Kind(source.kind)],
        "title": f"[{source.title}]" if source.title_is_supplied else source.title,
        "author": [{"literal": name} for name in authors],
        "container-title": source.publication,
        "publisher": source.publisher,
        "publisher-place": source.publisher_place,
        "volume": source.volume,
        "issue": source.issue,
        "page": source.pages,
        "issued": _date(source.published),
        "accessed": _date(source.accessed_on.isoformat()) if source.accessed_on else None,
        "URL": source.url,
        "language": "zh-CN",
    }
    return {name: value for name, value in entry.items() if value}


def entry_of_record(
    *,
    name: str,
    title: str,
    url: str,
    version: int,
    issued: datetime.date,
    day: datetime.date,
    author: str = "",
    part: str = "",
) -> Entry:
    """Return the entry of a record of this site, in one version, as it was looked at on a day.

    Of what is a `part` of the record, such as an answer, the `author` is who speaks there.
    """
    entry = {
        "id": name,
        "type": "entry",
        "title": title,
        "author": [{"literal": author}] if author else [],
        "note": part,
        "container-title": settings.SITE_NAME,
        "version": str(version),
        "issued": _date(issued.isoformat()),
        "accessed": _date(day.isoformat()),
        "URL": url,
        "language": "zh-CN",
    }
    return {name: value for name, value in entry.items() if value}


def _date(date: str) -> dict[str, list] | None:
    """Return a date that is known to the year, the month or the day."""
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else None


def iso(entry: Entry, name: str) -> str:
    """Return a date of an entry as 2020, 2020-09 or 2020-09-17; "" without one."""
    parts = entry.get(name, {}).get("date-parts", [[]])[0]
    return "-".join([str(parts[0]), *(f"{part:02}" for part in parts[1:])]) if parts else ""
