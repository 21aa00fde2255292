"""Tags, with how often each is used."""

from django.contrib import admin
from django.http import JsonResponse
from django.urls import path
from taggit.models import Tag, TaggedItem

from editorial.admin import number_of
from editorial.admin.merging import MergingAdmin
from editorial.admin.removal import RemovalMixin
from editorial.admin.tables import TableMixin

MOST_SUGGESTED = 12

# The library's own page is in English in part and shows rows of numbers.
admin.site.unregister(Tag)


@admin.register(Tag)
class TagAdmin(MergingAdmin, TableMixin, RemovalMixin, admin.ModelAdmin):
    list_display = ("name", "use_count")
    search_fields = ("name",)
    fields = ("name", "slug")

    def get_urls(self):
        view = self.admin_site.admin_view(self.names_view)
        return [path("names/", view, name="taggit_tag_names"), *super().get_urls()]

    def names_view(self, request):
        """Suggest tags for what is typed in the form of a practice: `{"tags": [name, …]}`."""
        tags, _ = self.get_search_results(
            request, Tag.objects.order_by("name"), request.GET.get("term", "")
        )
        return JsonResponse({"tags": list(tags.values_list("name", flat=True)[:MOST_SUGGESTED])})

    def get_queryset(self, request):
        used = number_of(TaggedItem.objects.all(), "tag")
        return super().get_queryset(request).annotate(used=used)

    @admin.display(description="使用次数", ordering="used")
    def use_count(self, obj):
        return obj.used
