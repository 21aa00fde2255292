"""High-tech zones, their titles and their figures."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from editorial.fields import LinesField, PartialDateField, partial_date_check
from editorial.models import Addressed, Publishable
from sources.models import Quoted
from zones import provinces
from zones.querysets import OfZoneQuerySet, ZoneQuerySet


class Zone(Addressed, Publishable):
    """A high-tech zone (高新区)."""

    class Level(models.TextChoices):
        NATIONAL = "national", "国家级"
        PROVINCIAL = "provincial", "省级"

    class Confidence(models.TextChoices):
        HIGH = "high", "可靠"
        MEDIUM = "medium", "待核"
        LOW = "low", "存疑"

    name = models.CharField("全称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=50, unique=True)
    other_names = LinesField("其他名称", help_text="每行一个，例如文章里用过的叫法。")
    level = models.CharField("级别", max_length=10, choices=Level, default=Level.NATIONAL)
    province = models.CharField(
        "省份", max_length=2, choices=provinces.CHOICES, db_index=True, help_text="GB/T 2260 代码。"
    )
    city = models.CharField("城市", max_length=50, blank=True)
    approved_year = models.PositiveSmallIntegerField(
        "批准年份",
        null=True,
        blank=True,
        validators=[MinValueValidator(1985), MaxValueValidator(2100)],
        help_text="批准为现级别高新区的年份。",
    )
    industries = LinesField("主导产业", help_text="每行一个。")
    address = models.CharField("地址", max_length=200, blank=True)
    website = models.URLField("网站", blank=True)
    introduction = models.TextField("简介", blank=True)
    confidence = models.CharField(
        "数据把握",
        max_length=10,
        choices=Confidence,
        default=Confidence.MEDIUM,
        help_text="这一行基本信息的可靠程度，只给编辑看。",
    )

    parts = ("titles", "facts")
    zone_paths = ("pk",)

    objects = ZoneQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="高新区的历史")

    class Meta(Publishable.Meta):
        verbose_name = "高新区"
        verbose_name_plural = "高新区"
        ordering = ("province", "approved_year", "short_name")
        constraints = (
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(province__in=list(provinces.BY_CODE)),
                name="zones_zone_province_known",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_year__isnull=True)
                | models.Q(approved_year__range=(1985, 2100)),
                name="zones_zone_approved_year_sane",
            ),
        )

    def __str__(self):
        return self.short_name

    def get_absolute_url(self):
        return reverse("zones:zone", args=[self.slug])

    def slug_source(self):
        return self.short_name.removesuffix("高新区") or self.short_name

    @property
    def province_info(self) -> provinces.Province:
        return provinces.BY_CODE[self.province]


class ZoneTitle(Quoted):
    """A title that a zone holds, such as 国家自主创新示范区, with the words that say so."""

    zone = models.ForeignKey(Zone, models.CASCADE, related_name="titles", verbose_name="高新区")
    name = models.CharField("称号", max_length=100)
    awarded = PartialDateField("获得时间")
    awarded_words = models.CharField(
        "原文中的时间", max_length=50, blank=True, help_text="相对的说法照录，例如“今年”。"
    )
    note = models.CharField("说明", max_length=200, blank=True)

    objects = OfZoneQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="称号的历史")

    class Meta:
        verbose_name = "称号"
        verbose_name_plural = "称号"
        ordering = ("zone", "awarded", "pk")
        constraints = (
            *Quoted.Meta.constraints,
            partial_date_check("awarded"),
            models.UniqueConstraint(fields=("zone", "name"), name="zones_zonetitle_once"),
        )

    def __str__(self):
        return self.name


class Exactness(models.TextChoices):
    EXACT = "exact", "准确"
    ABOUT = "about", "约"
    OVER = "over", "超过"
    ODD = "odd", "余"
    UNDER = "under", "不足"


class Figure(models.Model):
    """A number as a document gives it: value in the unit written, how exact, as of when.

    `130万人` is value 130, unit 万人: the words decide the unit, so that nothing looks more exact
    than it was said.
    """

    indicator = models.CharField("指标", max_length=100)
    value = models.DecimalField("数值", max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField("单位", max_length=30, blank=True)
    exactness = models.CharField(
        "准确程度", max_length=10, choices=Exactness, default=Exactness.EXACT
    )
    as_of = PartialDateField("截至时间")
    as_of_words = models.CharField(
        "原文中的时间", max_length=50, blank=True, help_text="相对的说法照录，例如“今年9月”。"
    )

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.indicator}：{self.display}"

    @property
    def number(self) -> str:
        """Return the value without needless zeros."""
        return "" if self.value is None else f"{Decimal(str(self.value)).normalize():f}"

    @property
    def display(self) -> str:
        """Return the figure as it was said: 超过40万人, 7万余家, 约3成."""
        if self.exactness == Exactness.ODD:
            scale = next((scale for scale in "万亿" if self.unit.startswith(scale)), "")
            return f"{self.number}{scale}余{self.unit.removeprefix(scale)}"
        word = {"about": "约", "over": "超过", "under": "不足"}.get(self.exactness, "")
        return f"{word}{self.number}{self.unit}"


class ZoneFact(Figure, Quoted):
    """One figure about a zone (区情数据), with the words that state it; parts name their total."""

    zone = models.ForeignKey(Zone, models.CASCADE, related_name="facts", verbose_name="高新区")
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="属于合计",
        help_text="若是某个合计数的一部分，选那个合计数。",
    )
    position = models.PositiveSmallIntegerField("次序", default=0)

    objects = OfZoneQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="区情数据的历史")

    class Meta:
        verbose_name = "区情数据"
        verbose_name_plural = "区情数据"
        ordering = ("zone", "position", "pk")
        constraints = (
            *Quoted.Meta.constraints,
            partial_date_check("as_of"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False), name="zones_zonefact_value_given"
            ),
            models.CheckConstraint(
                condition=models.Q(exactness__in=Exactness.values),
                name="zones_zonefact_exactness_known",
            ),
            models.CheckConstraint(
                condition=models.Q(part_of__isnull=True) | ~models.Q(part_of=models.F("pk")),
                name="zones_zonefact_not_its_own_part",
            ),
        )

    def check_total(self) -> None:
        """Raise a `ValidationError` when the total is another zone's, or a part of this figure."""
        above, seen = self.part_of, {self.pk}
        if above is not None and above.zone_id != self.zone_id:
            raise ValidationError({"part_of": "这个合计数属于另一个高新区。"})
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"part_of": "合计数不能是自己，也不能是自己的一部分。"})
            seen.add(above.pk)
            above = above.part_of

    def clean(self):
        super().clean()
        self.check_total()

    def save(self, *args, **kwargs):
        self.check_total()
        super().save(*args, **kwargs)

    def sum_difference(self) -> Decimal | None:
        """Return the sum of the parts less this total; None when there are no parts."""
        parts = [part.value for part in self.parts.all()]
        return sum(parts) - self.value if parts else None
