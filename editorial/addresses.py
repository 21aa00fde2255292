"""Addresses: of the site, and finding a record by its present or former one."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import redirect
from django.views.generic import DetailView

from .models import FormerAddress
from .versions.citing import cited_version


def absolute_root(request) -> str:
    """Return the site's address without a path: `SITE_URL`, or that of the request."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def formerly_at(rows: QuerySet, slug: str) -> Model | None:
    """Return the one of these records that had this slug before it got another."""
    kind = ContentType.objects.get_for_model(rows.model)
    former = FormerAddress.objects.filter(content_type=kind, slug=slug)
    return rows.filter(pk__in=former.values("object_id")).first()


class AddressedDetailView(DetailView):
    """The page of a record with a slug; a former slug redirects (301), what is not visible is 404.

    `?v=2` names the version that somebody cited; the page says whether it has changed since.

    A subclass gives `model` and may narrow `visible()`.
    """

    def visible(self):
        return self.model.objects.visible_to(self.request.user)

    def get_queryset(self):
        return self.visible()

    def get_context_data(self, **kwargs):
        asked = self.request.GET.get("v", "")
        return super().get_context_data(cited=cited_version(self.object, asked), **kwargs)

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            record = formerly_at(self.model.objects.visible_to(request.user), kwargs["slug"])
            if record is None:
                raise
            return redirect(record, permanent=True)
