"""Many keys as one value of a statement.

Written as a value each, a thousand keys take Django longer to put into a statement than the
database to find their rows.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from django.db import connection
from django.db.models.expressions import RawSQL

_STATEMENTS = {
    "sqlite": ("SELECT value FROM json_each(%s)", json.dumps),
    "postgresql": ("SELECT unnest(%s::bigint[])", list),
}


def among(keys: Collection[int]) -> RawSQL:
    """Return what to compare with by `__in`."""
    statement, value = _STATEMENTS[connection.vendor]
    return RawSQL(statement, [value(list(keys))])  # noqa: S611 - both statements stand above
