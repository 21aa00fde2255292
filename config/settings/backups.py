"""Where backups go, how many are kept, and for whom they are encrypted."""

from django.core.exceptions import ImproperlyConfigured

from .site import VAR_DIR, env

BACKUP_ROOT = env.path("BACKUP_ROOT", default=str(VAR_DIR / "backups"))
BACKUP_KEEP = env.int("BACKUP_KEEP", 14)
if BACKUP_KEEP < 1:
    raise ImproperlyConfigured("BACKUP_KEEP 请给 1 或更大的整数。")
# Public or private keys of age, one a line; empty: backups are not encrypted.
BACKUP_KEY_FILE = env.str("BACKUP_KEY_FILE", "")
