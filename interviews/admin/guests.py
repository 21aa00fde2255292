"""Guests with their posts."""

from django.contrib import admin

from editorial.admin import PublishableAdmin, StackedRows, number_of
from editorial.admin.merging import MergingAdmin
from interviews.models import Appearance, Appointment, Guest
from sources.admin import QuotedPartAdmin, QuotedRows, QuoteFoundFilter

from .splitting import SplittingGuests


class AppointmentRows(QuotedRows, StackedRows):
    model = Appointment
    fields = (
        "title",
        ("organization", "host_unit"),
        ("start_date", "end_date", "as_of"),
        "source",
        "quote",
        "quote_place",
    )
    autocomplete_fields = ("organization", "host_unit", "source")
    related = ("organization", "host_unit")


@admin.register(Guest)
class GuestAdmin(MergingAdmin, SplittingGuests, PublishableAdmin):
    list_display = ("name", "distinction", "state_badge", "posts", "appearance_count")
    list_filter = ("state", "appearances__kind")
    search_fields = ("name", "other_names", "distinction", "appointments__title", "slug")
    fieldsets = ((None, {"fields": (("name", "distinction"), "other_names", "slug", "note")}),)
    inlines = (AppointmentRows,)

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .prefetch_related("appointments__organization", "appointments__host_unit")
            .annotate(appearances_listed=number_of(Appearance.objects.all(), "guest"))
        )

    @admin.display(description="职务")
    def posts(self, obj):
        return "、".join(str(post) for post in obj.appointments.all())

    @admin.display(description="出场", ordering="appearances_listed")
    def appearance_count(self, obj):
        return obj.appearances_listed


@admin.register(Appointment)
class AppointmentAdmin(QuotedPartAdmin):
    part_of = "guest"
    list_display = ("title", "guest", "organization", "host_unit", "as_of", "quote_place")
    list_filter = ("guest__state", QuoteFoundFilter, "organization__kind")
    list_select_related = ("guest", "organization", "host_unit")
    search_fields = ("title", "guest__name", "organization__name", "host_unit__name", "quote")
    autocomplete_fields = ("guest", "organization", "host_unit", "source")
    fields = ("guest", *AppointmentRows.fields)
