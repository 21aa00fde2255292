"""What the two databases do for backups, behind one small face."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from django.db import connection

from operations.backups.describing import About, Sum

from . import postgresql, sqlite

Say = Callable[[str], None]


class Engine(Protocol):
    def require(self) -> None:
        """Refuse when what is needed to copy or restore is not there."""

    def server(self) -> str:
        """Return the version of the database."""

    def size(self) -> int:
        """Return about how many bytes a copy takes."""

    def snapshot(self, target: Path, say: Say) -> dict[str, Sum]:
        """Copy one state of the database into a file; return the sums of its tables."""

    def is_empty(self) -> bool:
        """Tell whether there is no table yet."""

    def check(self, copy: Path, about: About, expected: Mapping[str, Sum]) -> None:
        """Refuse a copy that is not sound, as far as it can be told without restoring it."""

    def put(self, copy: Path, expected: Mapping[str, Sum]) -> dict[str, Sum]:
        """Make the copy the database, all or nothing; return the sums of what is there now."""


def engine() -> Engine:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
