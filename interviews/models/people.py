"""The people interviewed, and the posts that they hold."""

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from editorial.fields import LinesField, PartialDateField, dates_in_order_check, partial_date_check
from editorial.models import Addressed, Publishable
from editorial.querysets import PublishableQuerySet
from interviews.querysets import AppointmentQuerySet
from sources.models import Quoted
from zones.models import HostUnit, PartyOrganization

# Characters that are read otherwise when they are a surname; a wrong address would stay for ever.
SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "查": "zha",
    "仇": "qiu",
    "区": "ou",
    "盖": "ge",
    "翟": "zhai",
    "缪": "miao",
}


class GuestKind(models.TextChoices):
    ZONE_OFFICIAL = "zone_official", "高新区干部"
    ENTERPRISE_SECRETARY = "enterprise_secretary", "企业党组织书记"
    ENTERPRISE_HEAD = "enterprise_head", "企业负责人"
    SCHOLAR = "scholar", "专家学者"
    OTHER = "other", "其他"


class Guest(Addressed, Publishable):
    """A person (嘉宾). Same-named people are told apart by `distinction`."""

    name = models.CharField("姓名", max_length=50, db_index=True)
    other_names = LinesField("其他写法", help_text="每行一个。")
    distinction = models.CharField(
        "区别", max_length=50, blank=True, help_text="同名的人用它区分，例如“重庆高新区”。"
    )
    note = models.TextField("编者说明", blank=True)

    parts = ("appointments",)
    zone_paths = (
        "appearances__zone",
        "appointments__organization__zone",
        "appointments__host_unit__zone",
    )

    objects = PublishableQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="嘉宾的历史")

    class Meta(Publishable.Meta):
        verbose_name = "嘉宾"
        verbose_name_plural = "嘉宾"
        ordering = ("name", "distinction")
        constraints = (
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=("name", "distinction"),
                name="interviews_guest_told_apart",
                violation_error_message="已有同名嘉宾。若是同一个人，请用已有的记录；若不是，请填“区别”。",
            ),
        )

    def __str__(self):
        return f"{self.name}（{self.distinction}）" if self.distinction else self.name

    def get_absolute_url(self):
        return reverse("interviews:guest", args=[self.slug])

    def slug_source(self):
        surname = SURNAMES.get(self.name[:1])
        return f"{surname}-{str(self)[1:]}" if surname else str(self)


class Appointment(Quoted):
    """A post that a guest holds in a party organization or a host unit."""

    guest = models.ForeignKey(
        Guest, models.CASCADE, related_name="appointments", verbose_name="嘉宾"
    )
    title = models.CharField("职务", max_length=100)
    organization = models.ForeignKey(
        PartyOrganization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name="党组织",
    )
    host_unit = models.ForeignKey(
        HostUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name="依托单位",
    )
    start_date = PartialDateField("任职开始")
    end_date = PartialDateField("任职结束")
    as_of = PartialDateField("在任时点", help_text="只知道某时在任时填写，例如文章发表之日。")

    objects = AppointmentQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="职务的历史")

    class Meta:
        verbose_name = "职务"
        verbose_name_plural = "职务"
        ordering = ("guest", "-as_of", "pk")
        constraints = (
            *Quoted.Meta.constraints,
            partial_date_check("start_date", "end_date", "as_of"),
            dates_in_order_check("start_date", "end_date"),
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False, host_unit__isnull=True)
                | models.Q(organization__isnull=True, host_unit__isnull=False),
                name="interviews_appointment_one_place",
                violation_error_message="职务要么在党组织，要么在依托单位，请选且只选一个。",
            ),
            models.UniqueConstraint(
                fields=("guest", "title", "organization", "as_of"),
                condition=models.Q(organization__isnull=False),
                name="interviews_appointment_in_organization_once",
            ),
            models.UniqueConstraint(
                fields=("guest", "title", "host_unit", "as_of"),
                condition=models.Q(host_unit__isnull=False),
                name="interviews_appointment_in_unit_once",
            ),
        )

    def __str__(self):
        return f"{self.place}{self.title}"

    @property
    def place(self) -> PartyOrganization | HostUnit:
        return self.organization or self.host_unit
