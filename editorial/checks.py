"""Published records that nobody has looked at for long."""

import datetime
from collections.abc import Iterator, Sequence
from functools import partial

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from . import wording
from .findings import Check, Found, register
from .models import Publishable, State


def review_is_due_before() -> datetime.datetime:
    """Return the time: who was looked at before it is to be looked at again."""
    return timezone.now() - datetime.timedelta(days=365 * settings.REVIEW_AGE_YEARS)


def _not_looked_at(model: type[models.Model], pks: Sequence[int]) -> Iterator[Found]:
    looked_at = Coalesce("reviewed_at", "published_at")
    rows = model._base_manager.filter(pk__in=pks, state=State.PUBLISHED)
    rows = rows.annotate(looked_at=looked_at).filter(looked_at__lt=review_is_due_before())
    for pk, at in rows.values_list("pk", "looked_at"):
        at = timezone.localtime(at)
        yield Found(pk, "", f"{at.year}年{at.month}月{at.day}日审定以后没有再看过")


def publishable_models() -> list[type[Publishable]]:
    return [model for model in apps.get_models() if issubclass(model, Publishable)]


def register_all() -> None:
    for model in publishable_models():
        check = partial(_not_looked_at, model)
        register(Check("not-looked-at", "久未复核的已发布记录", "复核", model, check))
        register(Check("wording", "用语不合规范", "用语", model, partial(wording.found, model)))
