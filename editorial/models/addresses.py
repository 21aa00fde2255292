"""Addresses that never die."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction

from editorial.slugs import free_slug


class FormerAddress(models.Model):
    """A slug that a record once had, or that of a record merged into it; it redirects for ever."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="记录类型")
    slug = models.SlugField("旧地址", max_length=120)
    object_id = models.PositiveBigIntegerField("现记录编号")

    class Meta:
        verbose_name = "旧地址"
        verbose_name_plural = "旧地址"
        constraints = (
            models.UniqueConstraint(
                fields=("content_type", "slug"), name="editorial_formeraddress_once"
            ),
        )
        indexes = (models.Index(fields=("content_type", "object_id")),)

    def __str__(self):
        return self.slug


class Addressed(models.Model):
    """A record with a page at a readable address: a slug in pinyin, given once and kept.

    An editor may change the slug; the old one then redirects. No record can take a slug that
    another one of its kind has, or once had.
    """

    slug = models.SlugField(
        "网址名",
        max_length=120,
        unique=True,
        blank=True,
        help_text="网址中的名字，用拼音；留空时自动生成。改动后旧网址会自动转到新网址。",
    )

    class Meta:
        abstract = True

    def slug_source(self) -> str:
        """Return the Chinese words that the slug is made from."""
        return str(self)

    def _slug_is_taken(self, slug: str) -> bool:
        same_kind = type(self)._base_manager.filter(slug=slug).exclude(pk=self.pk)
        kind = ContentType.objects.get_for_model(type(self))
        former = FormerAddress.objects.filter(content_type=kind, slug=slug)
        return same_kind.exists() or former.exclude(object_id=self.pk or 0).exists()

    def refuse_taken_slug(self) -> None:
        if self.slug and self._slug_is_taken(self.slug):
            raise ValidationError(
                {"slug": f"网址名“{self.slug}”已被同类记录使用（或曾经使用），请换一个。"}
            )

    def clean(self):
        super().clean()
        self.refuse_taken_slug()

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = free_slug(self.slug_source(), self._slug_is_taken)
        with transaction.atomic():
            before = type(self)._base_manager.filter(pk=self.pk).values_list("slug", flat=True)
            before = before.order_by("pk").first()
            if before != self.slug:
                self.refuse_taken_slug()
            super().save(*args, **kwargs)
            if before and before != self.slug:
                kind = ContentType.objects.get_for_model(type(self))
                former = FormerAddress.objects.filter(content_type=kind)
                former.filter(slug=self.slug, object_id=self.pk).delete()
                former.create(content_type=kind, slug=before, object_id=self.pk)
