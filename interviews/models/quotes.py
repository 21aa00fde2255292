"""Quotes that know who said them."""

from django.core.exceptions import ValidationError
from django.db import models

from sources.models import Quoted

from .interviews import Answer


class SpokenQuote(Quoted):
    """A quote that may say in which answer the words stand; they must then stand there."""

    answer = models.ForeignKey(
        Answer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(app_label)s_%(class)s_set",
        verbose_name="所在回答",
    )

    class Meta:
        abstract = True

    @property
    def spoken_anchor(self) -> str:
        """The anchor of the paragraph in the interview where the words were said."""
        paragraph = self.answer.paragraph_with(self.quote) if self.answer else None
        return paragraph.anchor if paragraph else ""

    @property
    def spoken_url(self) -> str:
        """Return the address of that paragraph."""
        if not self.spoken_anchor:
            return self.passage_url
        return f"{self.answer.interview.get_absolute_url()}#{self.spoken_anchor}"

    def find_quote(self) -> int:
        """Prefer the place inside the answer: short words may stand in the source many times."""
        paragraph = self.answer.paragraph_with(self.quote) if self.answer else None
        place = self.source.text.find(paragraph.text) if paragraph else -1
        if place < 0:
            return super().find_quote()
        return place + paragraph.text.find(self.quote)

    def locate_quote(self) -> None:
        super().locate_quote()
        if self.answer and self.answer.interview.source_id != self.source_id:
            raise ValidationError({"answer": "这个回答不在所选的出处里。"})
        if self.answer and self.answer.paragraph_with(self.quote) is None:
            raise ValidationError({"quote": "所选的回答里没有这句话。引文不要跨段。"})
