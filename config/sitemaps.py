"""The sitemap: every page that a visitor can read, and nothing that is not published."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from interviews.models import Guest, Interview
from practices.models import Collection, Practice, Problem, Theme
from sources.models import Source
from zones.models import Alliance, PartyOrganization, Zone


class SitePages(Sitemap):
    """A sitemap whose addresses are those of `SITE_URL`, where it is set."""

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc or super().get_domain(site)

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme or super().get_protocol(protocol)


class Lists(SitePages):
    def items(self):
        return [
            "home",
            "practices:practices",
            "practices:problems",
            "practices:themes",
            "practices:collections",
            "practices:matrix",
            "practices:analysis",
            "zones:zones",
            "zones:organizations",
            "zones:alliances",
            "interviews:interviews",
            "interviews:guests",
            "sources:sources",
            "exports:data",
        ]

    def location(self, name):
        return reverse(name)


class Records(SitePages):
    """The published records of one model."""

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.published().order_by("pk")

    def lastmod(self, record):
        return record.updated_at


class Terms(SitePages):
    """A vocabulary; its terms have no publication state."""

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.in_use().order_by("pk")


SITEMAPS = {
    "lists": Lists(),
    "problems": Terms(Problem),
    "themes": Terms(Theme),
    **{
        model._meta.model_name: Records(model)
        for model in (
            Practice,
            Collection,
            Zone,
            PartyOrganization,
            Alliance,
            Interview,
            Guest,
            Source,
        )
    },
}
