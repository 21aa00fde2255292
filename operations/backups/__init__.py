"""Backups: database and received documents in one file, made while the site serves.

`making.make()` writes one, `restoring.restore()` puts one in and proves it, `opening.opened()`
reads one and checks every sum in it. docs/backups.md tells operators how.
"""

from .places import Backup, last_backup
from .refusing import Refused

__all__ = ["Backup", "Refused", "last_backup"]
