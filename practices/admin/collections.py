"""Editors' hand-picked lists."""

from django.contrib import admin

from editorial.admin import PartAdmin, PublishableAdmin, TabularRows, number_of
from editorial.admin.choosing import ChosenRecordFilter
from practices.models import Collection, CollectionItem


class ItemRows(TabularRows):
    model = CollectionItem
    fields = ("position", "practice", "remark")
    autocomplete_fields = ("practice",)
    related = ("practice",)


@admin.register(Collection)
class CollectionAdmin(PublishableAdmin):
    list_display = ("title", "state_badge", "item_count", "published_at")
    list_filter = ("state",)
    search_fields = ("title", "introduction", "slug")
    fieldsets = ((None, {"fields": (("title", "slug"), "introduction")}),)
    inlines = (ItemRows,)

    def get_queryset(self, request):
        items = CollectionItem.objects.all()
        return super().get_queryset(request).annotate(items_listed=number_of(items, "collection"))

    @admin.display(description="做法", ordering="items_listed")
    def item_count(self, obj):
        return obj.items_listed

    def to_mend(self, obj):
        empty = [] if obj.items_listed else ["还没有选做法"]
        return [*super().to_mend(obj), *empty]


@admin.register(CollectionItem)
class CollectionItemAdmin(PartAdmin):
    part_of = "collection"
    list_display = ("practice", "collection", "position", "remark")
    list_filter = ("collection__state", ("collection", ChosenRecordFilter))
    list_select_related = ("collection", "practice")
    search_fields = ("collection__title", "practice__name", "remark")
    autocomplete_fields = ("collection", "practice")
    fields = ("collection", ("practice", "position"), "remark")
