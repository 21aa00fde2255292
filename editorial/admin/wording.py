"""The list of wrong and right forms, and a page to try it on a text."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control

from editorial.models import PreferredForm
from editorial.wording import Mark, in_use, marks

from .forms import PlainTextarea
from .records import EditorialAdmin

# A page of a book has about a thousand characters.
MOST_TRIED = 50_000


class TrialForm(forms.Form):
    text = forms.CharField(
        label="文字",
        required=False,
        max_length=MOST_TRIED,
        widget=PlainTextarea(attrs={"rows": 12}),
        help_text="贴入一段文字，看哪些写法会被标出。这里的文字不会保存。",
    )


def with_marks(text: str, found: list[Mark]) -> SafeString:
    """Return a text with the wrong forms marked, as HTML."""
    pieces, at = [], 0
    for mark in found:
        pieces.append((text[at : mark.start], mark.sentence, mark.wrong))
        at = mark.end
    marked = format_html_join("", '{}<mark title="{}">{}</mark>', pieces)
    return format_html("{}{}", marked, text[at:])


@admin.register(PreferredForm)
class PreferredFormAdmin(EditorialAdmin):
    list_display = ("wrong", "right", "kind", "in_use", "note")
    list_filter = ("kind", "in_use")
    search_fields = ("wrong", "right", "note")
    fields = (("wrong", "right"), ("kind", "in_use"), "unless_in", "only_with", "note")
    change_list_template = "admin/editorial/wording_list.html"

    def get_urls(self):
        views = (("rules", self.rules_view), ("try", self.trial_view))
        return [
            *(
                path(f"{name}/", self.admin_site.admin_view(view), name=f"{self._name}_{name}")
                for name, view in views
            ),
            *super().get_urls(),
        ]

    @property
    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def rules_view(self, request):
        """Give every form of the desk the rules that it marks words by."""
        rules = [
            {
                "wrong": rule.wrong,
                "shelters": rule.shelters,
                "only_with": rule.only_with,
                "sentence": Mark(0, 0, rule.wrong, rule.right, rule.note).sentence,
            }
            for rule in in_use()
        ]
        response = JsonResponse({"rules": rules})
        return cache_control(private=True, max_age=60)(lambda _: response)(request)

    def trial_view(self, request):
        """Mark the wrong forms in a text; nothing is kept."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = TrialForm(request.POST or None)
        context = {
            **self.admin_site.each_context(request),
            "title": "试用用语规范",
            "opts": self.opts,
            "form": form,
        }
        if form.is_bound and form.is_valid():
            text = form.cleaned_data["text"]
            found = marks(text, in_use())
            context |= {"found": found, "marked": with_marks(text, found)}
        return TemplateResponse(request, "admin/editorial/wording_trial.html", context)
