"""Alliances with their charter, members, meetings and publications."""

from django.contrib import admin

from editorial.admin import PublishableAdmin, StackedRows, number_of
from sources.admin import QuotedPartAdmin, QuotedRows, QuoteFoundFilter
from zones.models import (
    Alliance,
    AllianceMeeting,
    AllianceMember,
    AllianceProvision,
    AlliancePublication,
)


class ProvisionRows(QuotedRows, StackedRows):
    model = AllianceProvision
    fields = (("heading", "position"), "content", "source", "quote", "quote_place")


class MemberRows(QuotedRows, StackedRows):
    model = AllianceMember
    fields = (
        ("zone", "role", "position"),
        ("name", "count"),
        ("joined", "left"),
        "source",
        "quote",
        "quote_place",
    )
    autocomplete_fields = ("zone", "source")
    related = ("zone",)


class MeetingRows(QuotedRows, StackedRows):
    model = AllianceMeeting
    fields = (
        ("name", "kind", "planned"),
        ("date", "end_date", "date_words"),
        ("host", "place", "position"),
        "decided",
        "source",
        "quote",
        "quote_place",
    )
    autocomplete_fields = ("host", "source")
    related = ("host",)


class PublicationRows(QuotedRows, StackedRows):
    model = AlliancePublication
    fields = (("title", "kind", "date", "position"), "source", "quote", "quote_place")


@admin.register(Alliance)
class AllianceAdmin(PublishableAdmin):
    list_display = ("name", "state_badge", "founded", "dissolved", "member_count", "meeting_count")
    list_filter = ("state",)
    search_fields = ("name", "short_name", "introduction", "slug")
    fieldsets = (
        (None, {"fields": (("name", "short_name"), "slug", ("founded", "dissolved"))}),
        ("简介", {"fields": ("introduction",)}),
        ("章程规定", {"fields": (("term_years", "plenary_per_year", "executive_per_year"),)}),
    )
    inlines = (ProvisionRows, MemberRows, MeetingRows, PublicationRows)

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                members_listed=number_of(AllianceMember.objects.all(), "alliance"),
                meetings_listed=number_of(AllianceMeeting.objects.all(), "alliance"),
            )
        )

    @admin.display(description="成员（条）", ordering="members_listed")
    def member_count(self, obj):
        return obj.members_listed

    @admin.display(description="会议", ordering="meetings_listed")
    def meeting_count(self, obj):
        return obj.meetings_listed


class AlliancePartAdmin(QuotedPartAdmin):
    part_of = "alliance"
    list_filter = (
        "alliance__state",
        QuoteFoundFilter,
        ("alliance", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("alliance",)
    autocomplete_fields = ("alliance", "source")


@admin.register(AllianceProvision)
class AllianceProvisionAdmin(AlliancePartAdmin):
    list_display = ("heading", "alliance", "position", "quote_place")
    search_fields = ("heading", "content", "quote", "alliance__name")
    fields = ("alliance", *ProvisionRows.fields)


@admin.register(AllianceMember)
class AllianceMemberAdmin(AlliancePartAdmin):
    list_display = ("__str__", "alliance", "role", "count", "joined", "quote_place")
    list_filter = (*AlliancePartAdmin.list_filter, "role")
    list_select_related = ("alliance", "zone")
    search_fields = ("name", "zone__short_name", "zone__name", "alliance__name", "quote")
    autocomplete_fields = ("alliance", "zone", "source")
    fields = ("alliance", *MemberRows.fields)


@admin.register(AllianceMeeting)
class AllianceMeetingAdmin(AlliancePartAdmin):
    list_display = ("name", "alliance", "kind", "date", "host", "planned", "quote_place")
    list_filter = (*AlliancePartAdmin.list_filter, "kind", "planned")
    list_select_related = ("alliance", "host")
    search_fields = ("name", "place", "decided", "quote", "alliance__name")
    autocomplete_fields = ("alliance", "host", "source")
    fields = ("alliance", *MeetingRows.fields)


@admin.register(AlliancePublication)
class AlliancePublicationAdmin(AlliancePartAdmin):
    list_display = ("title", "alliance", "kind", "date", "quote_place")
    search_fields = ("title", "kind", "quote", "alliance__name")
    fields = ("alliance", *PublicationRows.fields)
