"""Tags, with how often each is used."""

from django.contrib import admin
from taggit.models import Tag, TaggedItem

from editorial.admin import number_of
from editorial.admin.merging import MergingAdmin
from editorial.admin.removal import RemovalMixin

# The library's own page is in English in part and shows rows of numbers.
admin.site.unregister(Tag)


@admin.register(Tag)
class TagAdmin(MergingAdmin, RemovalMixin, admin.ModelAdmin):
    list_display = ("name", "use_count")
    search_fields = ("name",)
    fields = ("name", "slug")

    def get_queryset(self, request):
        used = number_of(TaggedItem.objects.all(), "tag")
        return super().get_queryset(request).annotate(used=used)

    @admin.display(description="使用次数", ordering="used")
    def use_count(self, obj):
        return obj.used
