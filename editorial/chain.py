"""What makes tampering with the audit log show: seals and links.

An entry is sealed as it is written, with a key that is not in the database: nobody can change it
or write one of their own. After the commit it is linked to the one before: none can be taken out or
put in between.
"""

from __future__ import annotations

import datetime
import json

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


def seal_of(entry, kind: str) -> str:
    """Return the seal of an entry about a record of `kind`, such as `zones.zone`."""
    return _hmac(_content(entry, kind), settings.AUDIT_KEYS[0])


def is_seal_of(entry, kind: str) -> bool:
    return _is(entry.seal, _content(entry, kind))


def link_of(number: int, seal: str, before: str) -> str:
    """Return the link of the entry at `number`, after the one with the link `before`."""
    return _hmac(_place(number, seal, before), settings.AUDIT_KEYS[0])


def is_link_of(entry, before: str) -> bool:
    return _is(entry.link, _place(entry.number, entry.seal, before))


def seal_of_end(count: int, link: str) -> str:
    """Return the seal of a log that ends with the entry at `count`."""
    return _hmac(_place(count, "end", link), settings.AUDIT_KEYS[0])


def is_end(head) -> bool:
    return _is(head.seal, _place(head.count, "end", head.link))


def _content(entry, kind: str) -> str:
    at = entry.at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    who = (entry.actor_id, entry.actor_name, entry.address or "")
    what = (entry.action, kind, entry.object_id, entry.title, entry.detail)
    return json.dumps([at, *who, *what], ensure_ascii=True)


def _place(number: int, seal: str, before: str) -> str:
    return f"{number} {seal} {before}"


def _hmac(words: str, key: str) -> str:
    return salted_hmac("editorial.audit", words, secret=key, algorithm="sha256").hexdigest()


def _is(given: str, words: str) -> bool:
    return any(constant_time_compare(given, _hmac(words, key)) for key in settings.AUDIT_KEYS)
