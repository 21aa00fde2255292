"""Published documents, and quotes that are tied to their exact words."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from editorial.fields import IdentifierField, PartialDateField, partial_date_check
from editorial.models import Publishable


def plain_newlines(text: str) -> str:
    """Return `text` with `\\n` between lines; browsers send `\\r\\n`, which shifts offsets."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def received_path(source, filename: str) -> str:
    """Return where a received file lies; named by its own digest, never by what a sender wrote."""
    suffix = PurePath(filename).suffix.lower().removeprefix(".")
    named = suffix.isascii() and suffix.isalnum()
    return f"sources/{source.fingerprint}.{suffix if named else 'bin'}"


class Source(Publishable):
    """A published document: where it appeared, the file as received, the text after repair.

    `text` has one paragraph a line. `repairs` and `gaps` are the importer's account of what it
    changed and what is lost: lists of dicts in the shape of `imports.draft.Repair` and `Gap`, with
    offsets in `text` as it was imported.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", "期刊文章"
        NEWSPAPER = "newspaper", "报纸文章"
        WEBPAGE = "webpage", "网页"
        REPORT = "report", "报告"
        BOOK = "book", "图书"
        OTHER = "other", "其他"

    identifier = IdentifierField(
        "标识",
        max_length=16,
        unique=True,
        blank=True,
        editable=False,
        help_text="在数据包里用它认这份文献；给定后不变。",
    )
    kind = models.CharField("文献类型", max_length=10, choices=Kind, default=Kind.OTHER)
    title = models.CharField("题名", max_length=300)
    title_is_supplied = models.BooleanField(
        "题名为编者所拟", default=False, help_text="原件没有题名时由编者拟定，引用时加方括号。"
    )
    author = models.CharField(
        "责任者", max_length=300, blank=True, help_text="几位责任者之间用顿号隔开。"
    )
    publication = models.CharField(
        "刊名或网站", max_length=200, blank=True, help_text="不知道就留空，不要猜。"
    )
    publisher = models.CharField("出版者", max_length=200, blank=True)
    publisher_place = models.CharField("出版地", max_length=100, blank=True)
    volume = models.CharField("卷", max_length=30, blank=True)
    issue = models.CharField("期", max_length=30, blank=True)
    pages = models.CharField("页码", max_length=50, blank=True)
    published = PartialDateField("发表日期")
    url = models.URLField("网址", max_length=1000, blank=True)
    accessed_on = models.DateField(
        "引用日期", null=True, blank=True, help_text="编者查阅网页的日期。"
    )
    file = models.FileField(
        "原始文件", upload_to=received_path, max_length=200, blank=True, editable=False
    )
    fingerprint = models.CharField(
        "文件指纹",
        max_length=64,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="原始文件的 SHA-256，用来认出重复导入。",
    )
    text = models.TextField(
        "全文", blank=True, help_text="修复后的全文，每段一行。引文必须与这里的文字一字不差。"
    )
    repairs = models.JSONField("修复记录", default=list, blank=True, editable=False)
    gaps = models.JSONField("缺文", default=list, blank=True, editable=False)
    note = models.TextField("编者说明", blank=True, help_text="例如来源情况、哪些信息尚待查考。")

    verbatim = ("title", "text")

    history = HistoricalRecords(excluded_fields=["repairs", "gaps"], verbose_name="出处的历史")

    class Meta(Publishable.Meta):
        verbose_name = "出处"
        verbose_name_plural = "出处"
        ordering = ("-published", "title")
        constraints = (
            *Publishable.Meta.constraints,
            partial_date_check("published"),
            models.CheckConstraint(
                condition=~models.Q(title=""), name="sources_source_title_given"
            ),
        )

    def __str__(self):
        return f"［{self.title}］" if self.title_is_supplied else self.title

    def get_absolute_url(self):
        return reverse("sources:source", args=[self.pk])

    def identifier_source(self) -> str:
        return self.fingerprint or "\n".join((self.title, self.publication, self.published))

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n")

    def follow_up(self, changed):
        """Find every quote again in a text that was replaced."""
        if "text" in changed:
            from .services import relocate_quotes

            relocate_quotes(source=self)

    def passage_url(self, start: int, length: int) -> str:
        """Return the address of this source, opened at a passage of its text (in characters)."""
        return f"{self.get_absolute_url()}?at={start}-{start + length}#passage"

    def save(self, *args, **kwargs):
        self.text = plain_newlines(self.text)
        super().save(*args, **kwargs)


class Quoted(models.Model):
    """A claim that rests on a source and the exact words in it.

    `save()` raises a `ValidationError` when the words are not in the source's text. `start` is
    their place there, in characters; None when the source was changed later and they are gone.
    """

    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name="出处", related_name="%(app_label)s_%(class)s_set"
    )
    quote = models.TextField("原文", help_text="与出处全文一字不差的原话。")
    start = models.PositiveIntegerField("在全文中的位置", null=True, editable=False)

    computed = ("start",)
    verbatim = ("quote",)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(quote=""), name="%(app_label)s_%(class)s_quote_given"
            ),
        )

    @property
    def passage_url(self) -> str:
        """Return the address of the source, opened at the quoted words."""
        if self.start is None:
            return self.source.get_absolute_url()
        return self.source.passage_url(self.start, len(self.quote))

    def find_quote(self) -> int:
        """Return where the quote stands in the source's text, or -1; a known place comes first."""
        if self.start is not None and self.source.text.startswith(self.quote, self.start):
            return self.start
        return self.source.text.find(self.quote)

    def locate_quote(self) -> None:
        self.quote = plain_newlines(self.quote).strip()
        place = self.find_quote() if self.quote else -1
        if place < 0:
            raise ValidationError(
                {"quote": "出处的全文里没有这句话。请从出处中原样复制，标点也要一致。"}
            )
        self.start = place

    def clean(self):
        super().clean()
        if self.source_id:
            self.locate_quote()

    def save(self, *args, **kwargs):
        self.locate_quote()
        super().save(*args, **kwargs)
