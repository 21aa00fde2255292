"""Whether the base contradicts itself, past what the database and `save()` hold.

Apps register their looks in `<app>/integrity.py`, called when Django is ready; `manage.py verify`
runs them all. What a machine can derive again may be repaired; the words of editors never are.
"""

from .registry import Broken, Look, Report, batches, looks, register

__all__ = ["Broken", "Look", "Report", "batches", "looks", "register"]
