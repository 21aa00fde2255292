"""Records that may say from which document they are known."""

from django.core.exceptions import ValidationError
from django.db import models

from sources.models import Source, plain_newlines


class Documented(models.Model):
    """A record that may name the source, and the words in it, from which it is known."""

    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="出处"
    )
    quote = models.TextField("原文", blank=True, help_text="出处中提到它的原话，一字不差。")
    note = models.TextField("编者说明", blank=True, help_text="推定、存疑之处写在这里。")

    save_only_checks = True
    verbatim = ("quote",)

    class Meta:
        abstract = True

    def check_quote(self) -> None:
        self.quote = plain_newlines(self.quote).strip()
        if self.quote and (self.source is None or self.quote not in self.source.text):
            raise ValidationError({"quote": "出处的全文里没有这句话。请先选出处，再从中原样复制。"})

    @property
    def passage_url(self) -> str:
        """Return the address of the words in the source, or of the source ("" without one)."""
        if self.source is None:
            return ""
        place = self.source.text.find(self.quote) if self.quote else -1
        if place < 0:
            return self.source.get_absolute_url()
        return self.source.passage_url(place, len(self.quote))

    def clean(self):
        super().clean()
        self.check_quote()

    def save(self, *args, **kwargs):
        self.check_quote()
        super().save(*args, **kwargs)
