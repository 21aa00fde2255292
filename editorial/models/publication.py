"""Publication states and their log.

The states are those of the three-review rule of Chinese publishing (三审三校); how many reviews
a site uses is the setting `REVIEW_STEPS`. The moves between states are in `services.py`.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from editorial.querysets import LogQuerySet, PublishableQuerySet, refuse_to_rewrite_the_log


class State(models.TextChoices):
    DRAFT = "draft", "草稿"
    FIRST = "first", "初审"
    SECOND = "second", "复审"
    FINAL = "final", "终审"
    PUBLISHED = "published", "已发布"
    ARCHIVED = "archived", "已归档"


class StaleRecordError(Exception):
    """Somebody else saved this record after it was read; saving now would undo their work."""


class Publishable(models.Model):
    """A record that goes through review before readers see it.

    `verbatim`, on this and on any model, names the columns with the words of others: these are
    neither tidied nor checked for wording.

    `parts` names the relations to the rows that belong to the record and are reviewed with it, rows
    that others of them name first. `zone_paths` lead to the zones that the record is about.

    `save_only_checks` says of a class that its `save()` does nothing of its own but refuse what its
    `clean()` refuses, and that this depends on no other record of the kind.

    `revision` counts the saves. `save()` raises `StaleRecordError` when the stored count is not the
    one that was read, so that of two editors the second is told instead of overwriting the first.
    """

    state = models.CharField(
        "发布状态", max_length=10, choices=State, default=State.DRAFT, db_index=True, editable=False
    )
    revision = models.PositiveIntegerField("修订次数", default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="撰稿人",
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("最近修改", auto_now=True)
    published_at = models.DateTimeField("首次发布时间", null=True, blank=True, editable=False)
    reviewed_at = models.DateTimeField("最近审定时间", null=True, blank=True, editable=False)

    parts: tuple[str, ...] = ()
    zone_paths: tuple[str, ...] = ()

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=State.values),
                name="%(app_label)s_%(class)s_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.PUBLISHED) | models.Q(published_at__isnull=False),
                name="%(app_label)s_%(class)s_published_when",
            ),
        )

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    def publication_problems(self) -> list[str]:
        """Say, in sentences for the editor, what must be mended before this can be published."""
        return []

    def follow_up(self, changed: set[str]) -> None:
        """Do what must follow when the named columns were replaced as a whole."""

    @classmethod
    def add_part(cls, relation: str) -> None:
        """Let rows of an app above belong to records of this kind; called when Django is ready."""
        cls.parts = (*cls.parts, relation)

    def save(self, *args, **kwargs):
        if self._state.adding:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            stored = type(self)._base_manager.select_for_update().filter(pk=self.pk)
            # In its own order: an order over relations joins tables that cannot be locked.
            stored = stored.order_by("pk").values_list("revision", flat=True)
            if stored.first() != self.revision:
                raise StaleRecordError(f"“{self}”已被他人修改，请重新打开后再保存。")
            self.revision += 1
            try:
                if (fields := kwargs.get("update_fields")) is not None:
                    kwargs["update_fields"] = {*fields, "revision", "updated_at"}
                super().save(*args, **kwargs)
            except BaseException:
                self.revision -= 1
                raise


class ReviewStep(models.Model):
    """One move of one record from state to state. Rows are written once and never changed."""

    class Kind(models.TextChoices):
        SUBMIT = "submit", "送审"
        PASS = "pass", "通过"
        RETURN = "return", "退回"
        WITHDRAW = "withdraw", "撤回"
        ARCHIVE = "archive", "归档"
        REOPEN = "reopen", "重新编辑"
        PUBLISH = "publish", "定时发布"
        CONFIRM = "confirm", "复核"
        DISCARD = "discard", "放弃修改稿"
        LOAD = "load", "随数据装入"

    # Moves against the stream, which must say why.
    NEED_REASON = (Kind.RETURN, Kind.WITHDRAW, Kind.ARCHIVE, Kind.REOPEN, Kind.DISCARD)

    content_type = models.ForeignKey(ContentType, models.PROTECT, verbose_name="记录类型")
    object_id = models.PositiveBigIntegerField("记录编号")
    title = models.CharField("记录", max_length=300, help_text="当时的名称；记录改名后这里不变。")
    kind = models.CharField("动作", max_length=10, choices=Kind)
    from_state = models.CharField("原状态", max_length=10, choices=State)
    to_state = models.CharField("新状态", max_length=10, choices=State)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="review_steps",
        verbose_name="经手人",
        help_text="空白表示由装入数据的命令完成。",
    )
    remark = models.TextField("说明", blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = "审校记录"
        verbose_name_plural = "审校记录"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("content_type", "object_id", "at")),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(kind__in=("return", "withdraw", "archive", "reopen", "discard"))
                | ~models.Q(remark=""),
                name="editorial_reviewstep_reason_given",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="load") | models.Q(actor__isnull=False),
                name="editorial_reviewstep_actor_known",
            ),
        )
        permissions = (
            ("review_first", "可以初审"),
            ("review_second", "可以复审"),
            ("review_final", "可以终审并发布"),
            ("archive_record", "可以归档与重新编辑已发布的记录"),
        )

    def __str__(self):
        return f"{self.title}：{self.get_kind_display()}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            refuse_to_rewrite_the_log()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        refuse_to_rewrite_the_log()


class Schedule(models.Model):
    """That a record, or a change of a published one, has passed its last review and waits.

    `manage.py publish_due` publishes it when `at` has come.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="记录类型")
    object_id = models.PositiveBigIntegerField("记录编号")
    title = models.CharField("记录", max_length=300)
    at = models.DateTimeField("发布时间", db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="终审人"
    )
    refusal = models.CharField(
        "未能发布的原因", max_length=500, blank=True, help_text="到时没有发布成的，写明原因。"
    )

    class Meta:
        verbose_name = "定时发布"
        verbose_name_plural = "定时发布"
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("content_type", "object_id"), name="editorial_schedule_one"
            ),
        )

    def __str__(self):
        return self.title
