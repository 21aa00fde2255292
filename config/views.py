"""The home page, and what robots ask for."""

from django.contrib.sitemaps.views import sitemap
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from editorial.addresses import absolute_root
from practices.covers import covered
from practices.models import Collection
from practices.vocabulary import problem_groups, theme_groups
from search.selection import Selection
from zones.models import Zone
from zones.tiles import province_tiles

from .overview import holdings, published
from .sitemaps import SITEMAPS

NEWEST = 6
COLLECTIONS = 4


def home(request):
    user = request.user
    context = {
        "problem_groups": problem_groups(user),
        "theme_groups": theme_groups(user),
        "tiles": province_tiles(Zone.objects.visible_to(user).province_counts()),
        "newest": Selection("practice", QueryDict(), user).page(None, per_page=NEWEST),
        "collections": covered(Collection.objects.visible_to(user)[:COLLECTIONS], user),
        "holdings": holdings(user),
        "published": published(),
    }
    return render(request, "home.html", context)


def robots(request):
    """Let everybody read all but the desk, endless searches, baskets, and files made to order."""
    lines = (
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('search:search')}",
        f"Disallow: {reverse('editorial:report')}",
        f"Disallow: {reverse('practices:basket')}",
        "Disallow: /word/",
        f"Sitemap: {absolute_root(request)}{reverse('sitemap')}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def sitemap_xml(request):
    return sitemap(request, SITEMAPS)
