"""Addresses of zones, party organizations and alliances."""

from django.urls import path

from . import views

app_name = "zones"
urlpatterns = [
    path("zones/", views.zones, name="zones"),
    path("zones/<slug:slug>/", views.ZoneView.as_view(), name="zone"),
    path("organizations/", views.organizations, name="organizations"),
    path("organizations/facets/<slug:name>/", views.organization_facet, name="organization_facet"),
    path("organizations/<slug:slug>/", views.OrganizationView.as_view(), name="organization"),
    path("alliances/", views.alliances, name="alliances"),
    path("alliances/<slug:slug>/", views.AllianceView.as_view(), name="alliance"),
]
