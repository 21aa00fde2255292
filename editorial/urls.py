"""The one page of the office that readers have: where they point out a mistake."""

from django.urls import path

from .reporting import views

app_name = "editorial"
urlpatterns = [
    path("report/", views.report, name="report"),
    path("report/thanks/", views.thanks, name="report_thanks"),
]
