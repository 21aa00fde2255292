"""Versions that were cited: which one a permalink names, and what has changed since.

    /practices/yi-xin-san-liang/?v=2

The number is that of the published version; what was never changed since it was published is
version 1. Only labels are told of what changed: an old version may name what is hidden by now.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from editorial.models import Publishable, Version

from .comparing import compare
from .log import versions_of


@dataclass(frozen=True)
class PublishedVersion:
    """A version as readers saw it from `at` on."""

    number: int
    at: datetime.datetime


@dataclass(frozen=True)
class CitedVersion:
    """The version that an address names (None: there is none of this number), and the present one.

    `changed` are the labels of what differs between the two.
    """

    asked: int
    cited: PublishedVersion | None
    now: PublishedVersion
    changed: tuple[str, ...] = ()

    @property
    def is_now(self) -> bool:
        return self.cited is not None and self.cited.number == self.now.number


def version_now(record: Publishable) -> PublishedVersion:
    """Return the version that readers see."""
    newest = versions_of(record).filter(is_published=True).first()
    return _published(record, newest)


def _published(record: Publishable, version: Version | None) -> PublishedVersion:
    if version is None:
        return PublishedVersion(1, record.published_at)
    # What a record was before its first change is kept when that is made.
    is_base = version.action == Version.Action.BASE
    return PublishedVersion(version.number, record.published_at if is_base else version.at)


def cited_version(record: Publishable, asked: str) -> CitedVersion | None:
    """Return what to say of the version that an address asks for; None if it asks for none."""
    if not asked or not record.is_published:
        return None
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    now = version_now(record)
    if number == now.number:
        return CitedVersion(number, now, now)
    published = versions_of(record).filter(is_published=True)
    version = published.filter(number=number).first()
    if version is None:
        return CitedVersion(number, None, now)
    found = compare(type(record), version.data, published.first().data)
    labels = [field.label for field in found.fields] + [part.label for part in found.parts]
    return CitedVersion(number, _published(record, version), now, tuple(labels))
