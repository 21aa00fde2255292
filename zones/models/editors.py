"""The zones that an editor is limited to."""

from django.conf import settings
from django.db import models

from .zones import Zone


class EditorZones(models.Model):
    """That an editor works only on records of some zones; without a row, on all of them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="limited_to",
        verbose_name="编辑",
    )
    zones = models.ManyToManyField(Zone, related_name="+", verbose_name="限于高新区")

    class Meta:
        verbose_name = "编辑的高新区范围"
        verbose_name_plural = "编辑的高新区范围"

    def __str__(self):
        return f"{self.user} 的范围"
