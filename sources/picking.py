"""Picking a quote by selecting its words in the source."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.forms import Media, Script
from django.http import Http404, JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from .speech import pieces


class PicksQuotes:
    """Mixed into an admin or inline with `source` and `quote`: gives the quote its picker.

    The script puts the key of the chosen source in the place of 0 in the address.
    """

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "quote":
            field.widget.attrs["data-words"] = reverse("admin:sources_source_words", args=[0])
        return field

    @property
    def media(self):
        names = ("quote-text.js", "quote-picker.js")
        return super().media + Media(js=[Script(name, defer=True) for name in names])


class GivesWords:
    """Mixed into the admin of sources: the text of one as the picker shows it."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.words_view)
        return [
            path("<path:object_id>/words/", view, name="sources_source_words"),
            *super().get_urls(),
        ]

    @method_decorator(never_cache)
    def words_view(self, request, object_id):
        """Answer with title and paragraphs: `{"title": …, "paragraphs": [[{"text": …}, …], …]}`."""
        source = self.get_object(request, unquote(object_id))
        if source is None:
            raise Http404
        if not self.has_view_permission(request, source):
            raise PermissionDenied
        return JsonResponse({"title": str(source), "paragraphs": list(pieces(source))})
