"""Addresses of what is taken away, beside those of the lists themselves."""

from django.urls import path

from . import views

app_name = "exports"
urlpatterns = [
    path("cite/<slug:kind>/<slug:name>/", views.cite, name="cite"),
    path("data/", views.data, name="data"),
    path("data/archive/", views.archive, name="archive"),
    path("data/<slug:name>.<slug:form>", views.vocabulary, name="vocabulary"),
]
