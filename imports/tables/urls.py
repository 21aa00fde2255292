"""Addresses of the tables, under `/admin/tables/`."""

from django.contrib import admin
from django.urls import path

from . import views


def _own(route: str, view, name: str):
    return path(route, admin.site.admin_view(view), name=name)


app_name = "tables"
urlpatterns = [
    _own("", views.index, "index"),
    _own("jobs/<int:pk>/", views.job_page, "job"),
    _own("jobs/<int:pk>/progress/", views.progress, "progress"),
    _own("jobs/<int:pk>/work/", views.work, "work"),
    _own("jobs/<int:pk>/apply/", views.apply, "apply"),
    _own("jobs/<int:pk>/stop/", views.stop, "stop"),
    _own("jobs/<int:pk>/again/", views.again, "again"),
    _own("jobs/<int:pk>/discard/", views.discard, "discard"),
    _own("jobs/<int:pk>/wrong/<slug:kind>/", views.wrong, "wrong"),
    _own("<slug:name>/", views.hand_in, "hand_in"),
    _own("<slug:name>/blank/<slug:kind>/", views.blank, "blank"),
]
