"""Addresses of sources."""

from django.urls import path

from . import views

app_name = "sources"
urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("sources/<int:pk>/", views.source, name="source"),
]
