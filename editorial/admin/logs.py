"""The log of reviews and the former addresses: to be read, never written here."""

from django.contrib import admin
from django.db import models

from editorial.models import FormerAddress, ReviewStep


class ReadOnlyAdmin(admin.ModelAdmin):
    is_part = True
    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_select_related = ("content_type",)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ReviewStep)
class ReviewStepAdmin(ReadOnlyAdmin):
    list_display = (
        "at",
        "title",
        "content_type",
        "kind",
        "from_state",
        "to_state",
        "actor",
        "remark",
    )
    list_display_links = ("title",)
    list_filter = (
        "to_state",
        "kind",
        ("content_type", admin.RelatedOnlyFieldListFilter),
        ("actor", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("content_type", "actor")
    search_fields = ("title", "remark", "actor__username")
    date_hierarchy = "at"


@admin.register(FormerAddress)
class FormerAddressAdmin(ReadOnlyAdmin):
    list_display = ("slug", "content_type", "object_id")
    list_filter = (("content_type", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("slug",)
