"""The archive that is offered: where it lies, what is told of it, and when it is not offered."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from editorial.models import DeletedRecord, Merge, ReviewStep, State
from search.changes import advance


@dataclass(frozen=True)
class Offered:
    """An archive that was made ahead."""

    path: Path
    made: datetime.datetime
    size: int

    @property
    def name(self) -> str:
        return f"{settings.SITE_NAME}-{self.made:%Y%m%d}.zip"

    @property
    def sha256(self) -> str:
        try:
            return _told_beside(self.path).read_text().split()[0]
        except (FileNotFoundError, IndexError):
            return ""


def offer() -> None:
    """Say beside the archive what its checksum is, and have the pages that tell of it made anew."""
    with place().open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    _told_beside(place()).write_text(f"{digest}  {place().name}\n")
    with transaction.atomic():
        advance(public=True)


def _told_beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def place() -> Path:
    return Path(settings.ARCHIVE_ROOT) / "archive.zip"


def offered() -> Offered | None:
    """Return the archive; None when there is none, or what it holds is no longer all public."""
    try:
        told = place().stat()
    except FileNotFoundError:
        return None
    made = timezone.localtime(datetime.datetime.fromtimestamp(told.st_mtime, datetime.UTC))
    return None if _withdrawn_since(made) else Offered(place(), made, told.st_size)


def _withdrawn_since(made: datetime.datetime) -> bool:
    """Tell whether a record that readers saw has since been taken from their sight."""
    steps = ReviewStep.objects.filter(from_state=State.PUBLISHED, at__gte=made)
    return (
        steps.exclude(to_state=State.PUBLISHED).exists()
        or DeletedRecord.objects.filter(deleted_at__gte=made).exists()
        or Merge.objects.filter(at__gte=made).exists()
    )
