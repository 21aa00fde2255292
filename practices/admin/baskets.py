"""What readers shared: to be read, and deleted where it must not stay; never changed."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join

from editorial import audit
from editorial.models import AuditEntry
from practices.basket.sharing import pieces_in
from practices.models import SharedBasket


@admin.register(SharedBasket)
class SharedBasketAdmin(admin.ModelAdmin):
    is_part = True
    actions = None
    list_display = ("key", "number", "created")
    search_fields = ("key",)
    list_per_page = 50
    fields = ("address", "number", "created", "content")
    readonly_fields = ("address", "content")

    @admin.display(description="地址")
    def address(self, shared):
        url = shared.get_absolute_url()
        return format_html('<a href="{}">{}</a>', url, url)

    @admin.display(description="材料与备注")
    def content(self, shared):
        """The names of the pieces, and the words of whoever shared them, as they were typed."""
        rows = ((piece.label, piece.key, piece.remark) for piece in pieces_in(shared))
        return format_html("<ol>{}</ol>", format_html_join("", "<li>{} {}<br>{}</li>", rows))

    def delete_model(self, request, obj):
        audit.note(AuditEntry.Action.DELETE, actor=request.user, record=obj, request=request)
        super().delete_model(request, obj)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
