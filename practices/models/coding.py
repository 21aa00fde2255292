"""What one editor finds in one answer on their own, to be compared with another's (编码)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from simple_history.models import HistoricalRecords

from interviews.models import Answer
from practices.querysets import LOCKED, CodingQuerySet

from .vocabularies import Problem, Theme


class AnswerCoding(models.Model):
    """The terms that one coder gives an answer; locked once finished.

    Only leaves are ticked: a leaf implies its group. The answer is protected, not the cascade's:
    an independent judgement cannot be made a second time.
    """

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="codings", verbose_name="回答")
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="codings", verbose_name="编码人"
    )
    problems = models.ManyToManyField(
        Problem, blank=True, related_name="codings", verbose_name="问题类型"
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="codings", verbose_name="主题")
    note = models.TextField("理由", blank=True)
    begun_at = models.DateTimeField("开始时间", auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    objects = CodingQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[problems, themes], verbose_name="编码的历史")

    class Meta:
        verbose_name = "编码"
        verbose_name_plural = "编码"
        ordering = ("-begun_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("answer", "coder"), name="practices_answercoding_once"),
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True)
                | models.Q(finished_at__gte=models.F("begun_at")),
                name="practices_answercoding_finished_after_begun",
            ),
        )

    def __str__(self):
        return f"编码 {self.answer}"

    def save(self, *args, **kwargs):
        with transaction.atomic():
            self._hold_unfinished()
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            self._hold_unfinished()
            return super().delete(*args, **kwargs)

    def _hold_unfinished(self) -> None:
        """Lock the row until the transaction ends; raise a `ValidationError` if it is finished."""
        stored = type(self)._base_manager.select_for_update().filter(pk=self.pk)
        if self.pk and stored.values_list("finished_at", flat=True).first():
            raise ValidationError(LOCKED)
