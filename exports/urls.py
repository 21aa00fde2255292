"""Addresses of what is taken away, beside those of the lists themselves."""

from django.urls import path

from . import data, views

app_name = "exports"
urlpatterns = [
    path("cite/<slug:kind>/<slug:name>/", views.cite, name="cite"),
    path("data/", data.data, name="data"),
    path("data/<slug:name>.<slug:form>", data.vocabulary, name="vocabulary"),
]
