"""A record as readers would see it, before they do."""

from __future__ import annotations

from django.contrib.admin.utils import unquote
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.urls import path, resolve
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from editorial.models import Publishable, State
from editorial.versions import pending


class PreviewMixin:
    """Gives an admin of a record with a public page the preview of it."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<path:object_id>/preview/", view, name=name), *super().get_urls()]

    def preview_address(self, record: Publishable) -> str:
        """Return where the preview is; "" for records without a page for readers."""
        return self.address_of("preview", record) if hasattr(record, "get_absolute_url") else ""

    @method_decorator(never_cache)
    def preview_view(self, request, object_id):
        """Answer as the public page would if the record, with its change, were published now."""
        record = self.get_object(request, unquote(object_id))
        if record is None or not hasattr(record, "get_absolute_url"):
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        change = pending.change_of(record) if record.state == State.PUBLISHED else None
        try:
            with pending.trial(record, change) as laid:
                return self._as_reader(request, laid)
        except ValidationError as refusal:
            return HttpResponse("；".join(refusal.messages), status=409, content_type="text/plain")

    @staticmethod
    def _as_reader(request, record: Publishable) -> HttpResponse:
        """Run the public view for a visitor who is not signed in, on a published record."""
        shown = {"state": State.PUBLISHED, "published_at": record.published_at or timezone.now()}
        type(record)._base_manager.filter(pk=record.pk).update(**shown)
        view, args, kwargs = resolve(record.get_absolute_url())
        editor, request.user, request.is_preview = request.user, AnonymousUser(), True
        try:
            response = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
            return response
        finally:
            request.user = editor
