"""What readers pointed out: read on the desk, settled with a word on what was done."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from editorial.models import MistakeReport
from editorial.persons import name_of
from editorial.reporting.services import settle

from .logs import ReadOnlyAdmin, person

State = MistakeReport.State
_HANDLED_BY = person("handled_by", "处理人")


class SettlingForm(forms.ModelForm):
    """`was` is the state when the page was made: two editors must not settle a report unawares."""

    was = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = MistakeReport
        fields = ("state", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["was"] = self.instance.state

    def clean(self):
        values = super().clean()
        now = MistakeReport.objects.select_related("handled_by").get(pk=self.instance.pk)
        if values.get("was") and values["was"] != now.state:
            who = f"由{name_of(now.handled_by)}" if now.handled_by else ""
            raise ValidationError(
                f"这条报错刚刚已{who}改为“{now.get_state_display()}”，请重新打开再看。"
            )
        again = MistakeReport.objects.filter(digest=now.digest, state=State.NEW).exclude(pk=now.pk)
        if values.get("state") == State.NEW and again.exists():
            self.add_error("state", "同一页上同样的话又有人指出，请在待处理的那一条里处理。")
        if values.get("state") == State.REJECTED and not values.get("note"):
            self.add_error("note", "请写明为什么不成立。")
        return values


@admin.register(MistakeReport)
class MistakeReportAdmin(ReadOnlyAdmin):
    """Nobody writes reports here, and nobody deletes any."""

    is_part = False
    form = SettlingForm
    list_display = ("created", "title", "short_words", "times", "state", _HANDLED_BY)
    list_display_links = ("title",)
    list_filter = ("state",)
    list_select_related = ("handled_by",)
    search_fields = ("title", "path", "wrong", "should_be", "note")
    fieldsets = (
        (None, {"fields": ("page", "passage", "wrong", "should_be", "basis", "created", "times")}),
        ("处理", {"fields": ("state", "note", _HANDLED_BY, "handled_at", "was")}),
    )
    readonly_fields = (
        *("page", "passage", "wrong", "should_be", "basis", "created", "times"),
        *(_HANDLED_BY, "handled_at"),
    )

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("editorial.change_mistakereport")

    @admin.display(description="页面")
    def page(self, report):
        """The way to the page; there 编辑此页 leads to the record."""
        return format_html('<a href="{}">{}</a>', report.url, report.title or report.path)

    @admin.display(description="哪里不对")
    def short_words(self, report):
        return report.wrong if len(report.wrong) <= 60 else f"{report.wrong[:59]}…"

    def save_model(self, request, obj, form, change):
        if form.has_changed():
            settle(obj, by=request.user)
