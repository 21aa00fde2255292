"""The log of reviews and the former addresses: to be read, never written here."""

from collections.abc import Callable

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import models

from editorial.models import FormerAddress, ReviewStep
from editorial.persons import name_of


class KindFilter(admin.RelatedOnlyFieldListFilter):
    """Kinds of records by their names alone: Django puts the app's before them."""

    def field_choices(self, field, request, model_admin):
        kinds = super().field_choices(field, request, model_admin)
        return [(pk, ContentType.objects.get_for_id(pk).name) for pk, _ in kinds]


def person(field: str, label: str) -> Callable:
    """Return a column that names somebody as the office does, not by the account."""

    @admin.display(description=label, ordering=field)
    def shown(row) -> str:
        user = getattr(row, field)
        return name_of(user) if user else ""

    shown.__name__ = field
    return shown


class ReadOnlyAdmin(admin.ModelAdmin):
    is_part = True
    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_select_related = ("content_type",)

    class Media:
        js = ("admin-names.js",)

    @admin.display(description="记录类型", ordering="content_type")
    def kind_of_record(self, row) -> str:
        return row.content_type.name if row.content_type else ""

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
        "kind_of_record",
        "kind",
        "from_state",
        "to_state",
        person("actor", "经手人"),
        "remark",
    )
    list_display_links = ("title",)
    list_filter = (
        "to_state",
        "kind",
        ("content_type", KindFilter),
        ("actor", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("content_type", "actor")
    search_fields = ("title", "remark", "actor__username")
    date_hierarchy = "at"


@admin.register(FormerAddress)
class FormerAddressAdmin(ReadOnlyAdmin):
    list_display = ("slug", "kind_of_record", "object_id")
    list_filter = (("content_type", KindFilter),)
    search_fields = ("slug",)
