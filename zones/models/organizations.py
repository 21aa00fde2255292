"""Party organizations as a tree, and the units that they belong to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords
from tree_queries.fields import TreeNodeForeignKey

from editorial.fields import (
    IdentifierField,
    LinesField,
    PartialDateField,
    dates_in_order_check,
    partial_date_check,
)
from editorial.models import Addressed, Publishable
from editorial.trees import Tree
from zones.querysets import OrganizationUnitQuerySet, PartyOrganizationQuerySet

from .documented import Documented
from .zones import Zone


class HostUnit(Documented, Publishable):
    """The enterprise, park, building, incubator or association that an organization belongs to."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", "企业"
        PARK = "park", "园区"
        BUILDING = "building", "楼宇"
        INCUBATOR = "incubator", "孵化器与众创空间"
        ASSOCIATION = "association", "社会组织"
        INSTITUTION = "institution", "机关事业单位"

    class Ownership(models.TextChoices):
        STATE = "state", "国有"
        PRIVATE = "private", "民营"
        FOREIGN = "foreign", "外资"
        MIXED = "mixed", "混合所有制"

    identifier = IdentifierField(
        "标识",
        max_length=16,
        unique=True,
        blank=True,
        editable=False,
        help_text="在数据包里用它认这个单位；给定后不变。",
    )
    name = models.CharField("名称", max_length=200, unique=True)
    short_name = models.CharField("简称", max_length=100, blank=True)
    other_names = LinesField("其他名称", help_text="每行一个。")
    kind = models.CharField("类型", max_length=12, choices=Kind, default=Kind.ENTERPRISE)
    ownership = models.CharField("所有制", max_length=10, choices=Ownership, blank=True)
    size = models.CharField("规模", max_length=100, blank=True)
    industry = models.CharField("行业", max_length=100, blank=True)
    zone = models.ForeignKey(
        Zone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="host_units",
        verbose_name="所在高新区",
        help_text="出处没有说明就留空。",
    )

    zone_paths = ("zone",)

    history = HistoricalRecords(verbose_name="依托单位的历史")

    class Meta(Publishable.Meta):
        verbose_name = "依托单位"
        verbose_name_plural = "依托单位"
        ordering = ("name",)

    def identifier_source(self) -> str:
        return self.name

    def __str__(self):
        return self.short_name or self.name


class PartyOrganization(Addressed, Documented, Publishable, Tree):
    """A party organization; renamed or dissolved ones keep their dates and are not deleted."""

    class Kind(models.TextChoices):
        LOCAL_COMMITTEE = "local_committee", "地方党委"
        WORK_COMMITTEE = "work_committee", "党工委"
        TWO_NEW_COMMITTEE = "two_new_committee", "两新工委/综合党工委"
        LEADING_GROUP = "leading_group", "党组"
        COMMITTEE = "committee", "党委"
        ORGAN_COMMITTEE = "organ_committee", "机关党委"
        GENERAL_COMMITTEE = "general_committee", "综合党委"
        INDUSTRY_COMMITTEE = "industry_committee", "行业党委"
        GENERAL_BRANCH = "general_branch", "党总支"
        BRANCH = "branch", "党支部"
        JOINT_BRANCH = "joint_branch", "联合党支部"
        MOBILE_BRANCH = "mobile_branch", "流动党员党支部"
        TEMPORARY_BRANCH = "temporary_branch", "临时党支部"
        FUNCTIONAL = "functional", "功能型党组织"
        AGENCY = "agency", "工作机构"

    BRANCHES = (Kind.BRANCH, Kind.JOINT_BRANCH, Kind.MOBILE_BRANCH, Kind.TEMPORARY_BRANCH)

    name = models.CharField("名称", max_length=200, unique=True)
    short_name = models.CharField("简称", max_length=100, blank=True)
    other_names = LinesField("其他名称与曾用名", help_text="每行一个。")
    kind = models.CharField("类别", max_length=20, choices=Kind, db_index=True)
    parent = TreeNodeForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级组织",
    )
    hosted_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hosts",
        verbose_name="依托组织",
        help_text="功能型党组织依托于哪个组织（不是隶属关系）。",
    )
    zone = models.ForeignKey(
        Zone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organizations",
        verbose_name="所属高新区",
    )
    units = models.ManyToManyField(
        HostUnit, through="OrganizationUnit", related_name="organizations", verbose_name="依托单位"
    )
    established = PartialDateField("成立时间")
    dissolved = PartialDateField("撤销或更名时间")
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="后继组织",
        help_text="更名或合并后的组织。",
    )

    parts = ("unit_links",)
    zone_paths = ("zone",)

    objects = PartyOrganizationQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="党组织的历史")

    class Meta(Publishable.Meta):
        verbose_name = "党组织"
        verbose_name_plural = "党组织"
        ordering = ("zone", "name")
        constraints = (
            *Publishable.Meta.constraints,
            *Tree.Meta.constraints,
            partial_date_check("established", "dissolved"),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "local_committee",
                        "work_committee",
                        "two_new_committee",
                        "leading_group",
                        "committee",
                        "organ_committee",
                        "general_committee",
                        "industry_committee",
                        "general_branch",
                        "branch",
                        "joint_branch",
                        "mobile_branch",
                        "temporary_branch",
                        "functional",
                        "agency",
                    ]
                ),
                name="zones_partyorganization_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(hosted_by__isnull=True) | models.Q(kind="functional"),
                name="zones_partyorganization_only_functional_is_hosted",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(kind="functional"),
                name="zones_partyorganization_functional_not_under",
            ),
            dates_in_order_check("established", "dissolved"),
            models.CheckConstraint(
                condition=models.Q(hosted_by__isnull=True) | ~models.Q(hosted_by=models.F("pk")),
                name="zones_partyorganization_not_its_own_host",
                violation_error_message="党组织不能依托于自己。",
            ),
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True) | ~models.Q(successor=models.F("pk")),
                name="zones_partyorganization_not_its_own_successor",
                violation_error_message="党组织不能是自己的后继组织。",
            ),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("zones:organization", args=[self.slug])

    def check_place(self) -> None:
        """Raise a `ValidationError` when this kind of organization cannot stand where it does."""
        if self.hosted_by_id and self.kind != self.Kind.FUNCTIONAL:
            raise ValidationError(
                {"hosted_by": "只有功能型党组织填“依托组织”，其他组织请填“上级组织”。"}
            )
        if self.parent_id and (refusal := self.refusal_under(self.parent.kind)):
            raise ValidationError({"parent": refusal})
        for child in self.children.all() if self.pk else ():
            if refusal := child.refusal_under(self.kind):
                raise ValidationError({"kind": f"与下级组织“{child}”不合：{refusal}"})

    def refusal_under(self, above: str) -> str:
        """Say why this kind of organization cannot be under one of kind `above` ("" if it can)."""
        kinds = self.Kind
        if self.kind == kinds.FUNCTIONAL:
            return "功能型党组织没有上级组织，请改填“依托组织”。"
        if self.kind in self.BRANCHES and above in (kinds.AGENCY, kinds.FUNCTIONAL):
            return "党支部不能隶属于工作机构或功能型党组织，请选它真正的上级党组织。"
        committees = (kinds.LOCAL_COMMITTEE, kinds.WORK_COMMITTEE)
        if self.kind == kinds.WORK_COMMITTEE and above not in committees:
            return "党工委的上级只能是地方党委或党工委。"
        return ""

    def clean(self):
        super().clean()
        self.check_place()

    def save(self, *args, **kwargs):
        self.check_place()
        super().save(*args, **kwargs)

    def publication_problems(self):
        if self.kind == self.Kind.JOINT_BRANCH and self.units.count() < 2:
            return ["联合党支部要覆盖两个以上依托单位"]
        return []


class OrganizationUnit(models.Model):
    """That an organization covers a unit."""

    organization = models.ForeignKey(
        PartyOrganization, models.CASCADE, related_name="unit_links", verbose_name="党组织"
    )
    unit = models.ForeignKey(
        HostUnit, models.PROTECT, related_name="organization_links", verbose_name="依托单位"
    )
    note = models.CharField("说明", max_length=200, blank=True)

    objects = OrganizationUnitQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="依托关系的历史")

    class Meta:
        verbose_name = "依托关系"
        verbose_name_plural = "依托关系"
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "unit"), name="zones_organizationunit_once"
            ),
        )

    def __str__(self):
        return f"{self.organization} · {self.unit}"
