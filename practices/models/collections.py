"""Editors' hand-picked lists (专题)."""

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from editorial.models import Addressed, Publishable
from editorial.querysets import PublishableQuerySet
from practices.querysets import CollectionItemQuerySet

from .practices import Practice


class Collection(Addressed, Publishable):
    """A hand-picked list with an introduction, in order."""

    title = models.CharField("标题", max_length=150)
    introduction = models.TextField("导语", blank=True)

    parts = ("items",)

    objects = PublishableQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="专题的历史")

    class Meta(Publishable.Meta):
        verbose_name = "专题"
        verbose_name_plural = "专题"
        ordering = ("-published_at", "title")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("practices:collection", args=[self.slug])


class CollectionItem(models.Model):
    """One practice in a collection, with the editor's remark."""

    collection = models.ForeignKey(
        Collection, models.CASCADE, related_name="items", verbose_name="专题"
    )
    practice = models.ForeignKey(
        Practice, models.PROTECT, related_name="collection_items", verbose_name="做法"
    )
    position = models.PositiveSmallIntegerField("次序", default=0)
    remark = models.TextField("编者的话", blank=True)

    objects = CollectionItemQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="专题条目的历史")

    class Meta:
        verbose_name = "专题条目"
        verbose_name_plural = "专题条目"
        ordering = ("collection", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("collection", "practice"), name="practices_collectionitem_once"
            ),
        )

    def __str__(self):
        return str(self.practice)
