"""Party organizations with the units that they cover."""

from django.contrib import admin
from django.db.models import Q

from editorial.admin import ConditionFilter, PartAdmin, PublishableAdmin, TabularRows
from editorial.admin.choosing import ChosenRecordFilter
from editorial.admin.merging import MergingAdmin
from sources.picking import PicksQuotes
from zones.models import HostUnit, OrganizationUnit, PartyOrganization


class UnitRows(TabularRows):
    model = OrganizationUnit
    fields = ("unit", "note")
    autocomplete_fields = ("unit",)
    related = ("unit", "organization")


class OrganizationRows(TabularRows):
    model = OrganizationUnit
    fields = ("organization", "note")
    related = ("unit", "organization")
    verbose_name = verbose_name_plural = "党组织"
    # The ties belong to the organizations, and are reviewed with them.
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class PlaceFilter(ConditionFilter):
    title = "上级"
    parameter_name = "place"
    conditions = {
        "top": ("没有上级", Q(parent__isnull=True, hosted_by__isnull=True)),
        "under": ("有上级", Q(parent__isnull=False)),
        "hosted": ("依托于其他组织", Q(hosted_by__isnull=False)),
        "gone": ("已撤销或更名", ~Q(dissolved="")),
    }


@admin.register(PartyOrganization)
class PartyOrganizationAdmin(PicksQuotes, MergingAdmin, PublishableAdmin):
    list_display = ("name", "state_badge", "kind", "zone", "parent", "to_mend_list")
    list_filter = ("state", "kind", PlaceFilter, ("zone", ChosenRecordFilter))
    list_select_related = ("zone", "parent")
    search_fields = ("name", "short_name", "other_names", "slug")
    autocomplete_fields = ("parent", "hosted_by", "zone", "successor", "source")
    fieldsets = (
        (None, {"fields": (("name", "short_name"), "other_names", ("kind", "slug"))}),
        ("隶属", {"fields": (("parent", "hosted_by"), "zone")}),
        ("沿革", {"fields": (("established", "dissolved", "successor"),)}),
        ("出处", {"fields": ("source", "quote", "note")}),
    )
    inlines = (UnitRows,)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("units")


@admin.register(HostUnit)
class HostUnitAdmin(PicksQuotes, MergingAdmin, PublishableAdmin):
    list_display = ("name", "state_badge", "kind", "ownership", "industry", "zone")
    list_filter = ("state", "kind", "ownership", ("zone", ChosenRecordFilter))
    list_select_related = ("zone",)
    search_fields = ("name", "short_name", "other_names")
    autocomplete_fields = ("zone", "source")
    fieldsets = (
        (None, {"fields": (("name", "short_name"), "other_names")}),
        ("基本情况", {"fields": (("kind", "ownership"), ("size", "industry"), "zone")}),
        ("出处", {"fields": ("source", "quote", "note")}),
    )
    inlines = (OrganizationRows,)


@admin.register(OrganizationUnit)
class OrganizationUnitAdmin(PartAdmin):
    part_of = "organization"
    list_display = ("organization", "unit", "note")
    list_filter = ("organization__state", "unit__kind")
    list_select_related = ("organization", "unit")
    search_fields = ("organization__name", "unit__name", "unit__short_name", "note")
    autocomplete_fields = ("organization", "unit")
    fields = ("organization", "unit", "note")
