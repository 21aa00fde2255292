"""The archive that is offered: where it lies, what is told of it, and when it is not offered.

`archive.json` names the file that is offered. It is exchanged in one step, so that a process which
is killed leaves what was offered before, or the new archive with what is told of it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from editorial.models import DeletedRecord, Merge, ReviewStep, State
from editorial.one_at_a_time import once_in_folder
from search.changes import advance

from .writing import Report, write_archive


@dataclass(frozen=True)
class Offered:
    """An archive that was made ahead."""

    path: Path
    made: datetime.datetime
    size: int
    sha256: str

    @property
    def name(self) -> str:
        return f"{settings.SITE_NAME}-{self.made:%Y%m%d}.zip"


def folder() -> Path:
    return Path(settings.ARCHIVE_ROOT)


def renew(report: Report) -> tuple[Path, dict[str, int]]:
    """Write an archive and offer it; return it, and how many records there are of each kind."""
    folder().mkdir(parents=True, exist_ok=True)
    with once_in_folder(folder() / ".lock"):
        withdrawn = [_last(rows) for rows, _ in _withdrawals()]
        path = folder() / f"archive-{uuid.uuid4().hex[:12]}.zip"
        counts = write_archive(path, report)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        told = {"file": path.name, "sha256": digest, "withdrawn": withdrawn}
        unfinished = _told().with_suffix(".part")
        unfinished.write_text(json.dumps(told))
        with transaction.atomic():
            # Pages that tell of it are made anew.
            advance(public=True)
            unfinished.replace(_told())
        _clear_away(path)
    return path, counts


def offered() -> Offered | None:
    """Return the archive; None when there is none, or what it holds is no longer all public."""
    try:
        told = json.loads(_told().read_text())
        path = folder() / told["file"]
        file = path.stat()
    except FileNotFoundError:
        return None
    made = timezone.localtime(datetime.datetime.fromtimestamp(file.st_mtime, datetime.UTC))
    if _withdrawn_since(made, told["withdrawn"]):
        return None
    return Offered(path, made, file.st_size, told["sha256"])


def _told() -> Path:
    return folder() / "archive.json"


def _clear_away(offered: Path) -> None:
    """Remove archives of before, and what processes that were killed left of theirs."""
    for pattern in ("archive*.zip*", ".archive*.part"):
        for path in folder().glob(pattern):
            if path != offered:
                path.unlink(missing_ok=True)


def _withdrawals() -> list[tuple[QuerySet, str]]:
    """Return what took records from the readers' sight, each with the column of its time."""
    hidden = ReviewStep.objects.filter(~Q(to_state=State.PUBLISHED), from_state=State.PUBLISHED)
    return [
        (hidden, "at"),
        (DeletedRecord.objects.all(), "deleted_at"),
        (Merge.objects.all(), "at"),
    ]


def _last(rows: QuerySet) -> int:
    return rows.aggregate(last=Max("pk"))["last"] or 0


def _withdrawn_since(made: datetime.datetime, last: list[int]) -> bool:
    """Tell whether a record that readers saw has since been taken from their sight.

    By number, too: a clock that was set back gives earlier times to what comes later.
    """
    return any(
        rows.filter(Q(pk__gt=number) | Q(**{f"{column}__gte": made})).exists()
        for (rows, column), number in zip(_withdrawals(), last, strict=True)
    )
