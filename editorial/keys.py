"""Many keys as one value of a statement.

A statement takes only so many values; and written as a value each, a thousand keys take Django
longer to put into it than the database to find their rows.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL


def among(keys: Iterable[int]) -> RawSQL:
    """Return what to compare with by `__in`."""
    numbers = ",".join(map(str, keys))
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [f"{{{numbers}}}"])
    return RawSQL("SELECT value FROM json_each(%s)", [f"[{numbers}]"])
