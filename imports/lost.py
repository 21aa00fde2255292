"""Jobs that nobody works on any more, as the process that did was killed.

A time that lies ahead is no better than one long past: since then the clock was set back.
"""

import datetime

from django.db.models import Q
from django.utils import timezone


def untouched_for(limit: datetime.timedelta) -> Q:
    """Select the jobs that were last written to longer ago than `limit`."""
    now = timezone.now()
    return Q(changed_at__lt=now - limit) | Q(changed_at__gt=now + limit)


def is_untouched_for(limit: datetime.timedelta, job) -> bool:
    return abs(timezone.now() - job.changed_at) > limit
