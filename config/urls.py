"""Addresses; those that other programs rely on are listed in the design and never change."""

from django.contrib import admin
from django.urls import include, path

from . import views
from .gallery import gallery
from .service import service

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("editorial.urls")),
    path("", include("sources.urls")),
    path("", include("zones.urls")),
    path("", include("interviews.urls")),
    path("", include("practices.urls")),
    path("search/", include("search.urls")),
    path("", include("exports.urls")),
    path("api/", include("exports.api.urls")),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_xml, name="sitemap"),
    path("admin/tables/", include("imports.tables.urls")),
    path("admin/gallery/", admin.site.admin_view(gallery), name="gallery"),
    path("admin/service/", admin.site.admin_view(service), name="service"),
    path("admin/", admin.site.urls),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
