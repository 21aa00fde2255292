"""Sources, and what everything that quotes one has in common on an editor's page."""

from pathlib import PurePath

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, Http404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html

from editorial.admin import ConditionFilter, PartAdmin, PublishableAdmin, number_of

from .models import Source
from .picking import GivesWords, PicksQuotes
from .services import quoting_models, relocate_quotes

LOST = "出处中已找不到这句话"


def quote_place(row) -> str:
    """Say whether the words are in the source, with a link that opens it there."""
    if row is None or row.pk is None:
        return "保存后核对"
    if row.start is None:
        return format_html('<strong class="lost">{}</strong>', LOST)
    return format_html('<a href="{}" target="_blank" rel="noopener">在出处中</a>', row.passage_url)


class QuoteFoundFilter(ConditionFilter):
    title = "引文"
    parameter_name = "quote"
    conditions = {
        "found": ("在出处中", Q(start__isnull=False)),
        "lost": (LOST, Q(start__isnull=True)),
    }


class QuotedPartAdmin(PicksQuotes, PartAdmin):
    """A part of a record that rests on quoted words."""

    autocomplete_fields = ("source",)
    readonly_fields = ("quote_place",)

    @admin.display(description="引文")
    def quote_place(self, obj):
        return quote_place(obj)

    def get_queryset(self, request):
        """A list needs no source's whole text."""
        return without_texts(super().get_queryset(request))


def without_texts(queryset):
    """Leave the long columns of a joined source in the database until they are asked for."""
    return queryset.select_related("source").defer(
        "source__text", "source__repairs", "source__gaps", "source__note"
    )


class QuotedRows(PicksQuotes):
    """Mixed into an inline whose rows quote a source."""

    autocomplete_fields = ("source",)
    readonly_fields = ("quote_place",)

    @admin.display(description="引文")
    def quote_place(self, obj):
        return quote_place(obj)

    def get_queryset(self, request):
        return without_texts(super().get_queryset(request))


def quoting_counts() -> dict:
    """Return annotations for a list of sources: the rows that quote each, and those gone lost."""
    quotes = lost = 0
    for model in quoting_models():
        rows = model._base_manager.all()
        quotes = number_of(rows, "source") + quotes
        lost = number_of(rows.filter(start__isnull=True), "source") + lost
    return {"quote_count": quotes, "lost_count": lost}


@admin.register(Source)
class SourceAdmin(GivesWords, PublishableAdmin):
    ordering = ("-pk",)
    list_display = (
        "__str__",
        "state_badge",
        "kind",
        "publication",
        "published",
        "quote_count",
        "lost_count",
    )
    list_filter = ("state", "kind", "title_is_supplied")
    search_fields = ("title", "author", "publication", "url", "text")
    readonly_fields = ("received_file", "repair_table")
    fieldsets = (
        (None, {"fields": (("title", "title_is_supplied"), ("kind", "published"), "author")}),
        (
            "出版信息",
            {
                "fields": (
                    ("publication", "publisher", "publisher_place"),
                    ("volume", "issue", "pages"),
                    ("url", "accessed_on"),
                )
            },
        ),
        ("全文", {"fields": ("text", "note")}),
        ("原件与修复", {"fields": ("received_file", "repair_table")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(**quoting_counts())

    @admin.display(description="引文", ordering="quote_count")
    def quote_count(self, obj):
        return obj.quote_count

    @admin.display(description="失落的引文", ordering="lost_count")
    def lost_count(self, obj):
        return obj.lost_count or ""

    def to_mend(self, obj):
        lost = [f"{obj.lost_count} 条引文在全文中已找不到"] if obj.lost_count else []
        return [*super().to_mend(obj), *lost]

    @admin.display(description="收到的原件")
    def received_file(self, obj):
        if not obj.file:
            return "没有存原件"
        address = reverse("admin:sources_source_received", args=[obj.pk])
        return format_html('<a href="{}">下载</a>（指纹 {}）', address, obj.fingerprint)

    @admin.display(description="修复与缺文")
    def repair_table(self, obj):
        return render_to_string(
            "admin/sources/source/repairs.html", {"repairs": obj.repairs, "gaps": obj.gaps}
        )

    def get_urls(self):
        view = self.admin_site.admin_view(self.received_view)
        name = "sources_source_received"
        return [path("<path:object_id>/received/", view, name=name), *super().get_urls()]

    def received_view(self, request, object_id):
        """Give an editor the file as received: always to save, never to show.

        It came from elsewhere and may be a page with scripts.
        """
        source = self.get_object(request, unquote(object_id))
        if source is None or not source.file:
            raise Http404
        if not self.has_view_permission(request, source):
            raise PermissionDenied
        try:
            stored = source.file.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        name = f"{source.title[:60]}{PurePath(source.file.name).suffix}"
        response = FileResponse(
            stored, as_attachment=True, filename=name, content_type="application/octet-stream"
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def save_model(self, request, obj, form, change):
        """After a change of the text find every quote again, and say how many are lost."""
        before = Source.objects.filter(pk=obj.pk).values_list("text", flat=True).first()
        super().save_model(request, obj, form, change)
        if not change or before == obj.text:
            return
        if lost := relocate_quotes(source=obj):
            self.message_user(
                request,
                f"全文已改，有 {lost} 条引文在新的全文中找不到，请逐条核对。",
                messages.WARNING,
            )
        else:
            self.message_user(request, "全文已改，所有引文都还在。", messages.SUCCESS)
