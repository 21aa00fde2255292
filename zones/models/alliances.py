"""Party-building alliances of zones: charter, members, meetings, publications."""

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from editorial.fields import PartialDateField, dates_in_order_check, partial_date_check
from editorial.models import Addressed, Publishable
from editorial.querysets import PublishableQuerySet
from sources.models import Quoted
from zones.querysets import AllianceMemberQuerySet, OfAllianceQuerySet

from .zones import Zone


class Alliance(Addressed, Publishable):
    """A party-building alliance (党建联盟); it is not a party organization."""

    name = models.CharField("名称", max_length=200, unique=True)
    short_name = models.CharField("简称", max_length=100, blank=True)
    founded = PartialDateField("成立时间")
    dissolved = PartialDateField("终止时间")
    introduction = models.TextField("简介", blank=True)
    term_years = models.PositiveSmallIntegerField("每届任期（年）", null=True, blank=True)
    plenary_per_year = models.PositiveSmallIntegerField(
        "每年全体会议（至少，次）", null=True, blank=True
    )
    executive_per_year = models.PositiveSmallIntegerField(
        "每年执委会会议（至少，次）", null=True, blank=True
    )

    parts = ("provisions", "members", "meetings", "publications")
    zone_paths = ("members__zone",)

    objects = PublishableQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="党建联盟的历史")

    class Meta(Publishable.Meta):
        verbose_name = "党建联盟"
        verbose_name_plural = "党建联盟"
        ordering = ("-founded", "name")
        constraints = (
            *Publishable.Meta.constraints,
            partial_date_check("founded", "dissolved"),
            dates_in_order_check("founded", "dissolved"),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("zones:alliance", args=[self.slug])


class AlliancePart(Quoted):
    """What is known of an alliance, each piece with the words that say so."""

    position = models.PositiveSmallIntegerField("次序", default=0)

    objects = OfAllianceQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("alliance", "position", "pk")


class AllianceProvision(AlliancePart):
    """One provision of the charter (章程)."""

    alliance = models.ForeignKey(
        Alliance, models.CASCADE, related_name="provisions", verbose_name="党建联盟"
    )
    heading = models.CharField("条目", max_length=100)
    content = models.TextField("内容")

    history = HistoricalRecords(verbose_name="章程条目的历史")

    class Meta(AlliancePart.Meta):
        verbose_name = "章程条目"
        verbose_name_plural = "章程条目"
        constraints = (
            *Quoted.Meta.constraints,
            models.UniqueConstraint(
                fields=("alliance", "heading"), name="zones_allianceprovision_once"
            ),
        )

    def __str__(self):
        return self.heading


class AllianceMember(AlliancePart):
    """A member with its role; members that a document only counts are one row with their number."""

    class Role(models.TextChoices):
        CHAIR = "chair", "主任单位"
        VICE_CHAIR = "vice_chair", "副主任单位"
        FOUNDER = "founder", "发起单位"
        MEMBER = "member", "成员单位"

    alliance = models.ForeignKey(
        Alliance, models.CASCADE, related_name="members", verbose_name="党建联盟"
    )
    zone = models.ForeignKey(
        Zone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="alliance_memberships",
        verbose_name="高新区",
    )
    name = models.CharField(
        "名称",
        max_length=100,
        blank=True,
        help_text="不是某一个高新区时填写，例如“其他31家高新区”。",
    )
    role = models.CharField("身份", max_length=10, choices=Role, default=Role.MEMBER)
    count = models.PositiveSmallIntegerField("家数", default=1)
    joined = PartialDateField("加入时间")
    left = PartialDateField("退出时间")

    objects = AllianceMemberQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="联盟成员的历史")

    class Meta(AlliancePart.Meta):
        verbose_name = "成员"
        verbose_name_plural = "成员"
        constraints = (
            *Quoted.Meta.constraints,
            partial_date_check("joined", "left"),
            dates_in_order_check("joined", "left"),
            models.CheckConstraint(
                condition=models.Q(zone__isnull=False, name="", count=1)
                | (models.Q(zone__isnull=True) & ~models.Q(name="")),
                name="zones_alliancemember_zone_or_name",
                violation_error_message="请选一个高新区，或写明名称与家数，二者选一。",
            ),
            models.UniqueConstraint(
                fields=("alliance", "zone", "role"), name="zones_alliancemember_zone_once"
            ),
            models.UniqueConstraint(
                fields=("alliance", "name", "role"),
                condition=~models.Q(name=""),
                name="zones_alliancemember_name_once",
            ),
        )

    def __str__(self):
        return self.name or str(self.zone)


class AllianceMeeting(AlliancePart):
    """A meeting held or planned: plenary (联席会议) or executive committee (执委会)."""

    class Kind(models.TextChoices):
        PLENARY = "plenary", "联席会议"
        EXECUTIVE = "executive", "执委会会议"

    alliance = models.ForeignKey(
        Alliance, models.CASCADE, related_name="meetings", verbose_name="党建联盟"
    )
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类型", max_length=10, choices=Kind, default=Kind.PLENARY)
    date = PartialDateField("日期")
    end_date = PartialDateField("结束日期")
    date_words = models.CharField("原文中的时间", max_length=50, blank=True)
    host = models.ForeignKey(
        Zone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_meetings",
        verbose_name="承办高新区",
    )
    place = models.CharField("地点", max_length=100, blank=True)
    planned = models.BooleanField("计划中", default=False, help_text="出处只说将要召开。")
    decided = models.TextField("议定事项", blank=True)

    history = HistoricalRecords(verbose_name="联盟会议的历史")

    class Meta(AlliancePart.Meta):
        verbose_name = "会议"
        verbose_name_plural = "会议"
        ordering = ("alliance", "date", "pk")
        constraints = (
            *Quoted.Meta.constraints,
            partial_date_check("date", "end_date"),
            dates_in_order_check("date", "end_date"),
            models.UniqueConstraint(fields=("alliance", "name"), name="zones_alliancemeeting_once"),
        )

    def __str__(self):
        return self.name


class AlliancePublication(AlliancePart):
    """Something that the alliance has issued."""

    alliance = models.ForeignKey(
        Alliance, models.CASCADE, related_name="publications", verbose_name="党建联盟"
    )
    title = models.CharField("名称", max_length=200)
    kind = models.CharField("类型", max_length=50, blank=True)
    date = PartialDateField("日期")

    history = HistoricalRecords(verbose_name="联盟出版物的历史")

    class Meta(AlliancePart.Meta):
        verbose_name = "出版物与资料"
        verbose_name_plural = "出版物与资料"
        constraints = (
            *Quoted.Meta.constraints,
            partial_date_check("date"),
            models.UniqueConstraint(
                fields=("alliance", "title"), name="zones_alliancepublication_once"
            ),
        )

    def __str__(self):
        return self.title
