from django.urls import path

from . import views
from .feeds import NewPractices

app_name = "practices"

urlpatterns = [
    path("practices/", views.practices, name="practices"),
    path("practices/feed/", NewPractices(), name="feed"),
    path("practices/<slug:slug>/", views.PracticePage.as_view(), name="practice"),
    path("problems/", views.problems, name="problems"),
    path("problems/<str:code>/", views.problem, name="problem"),
    path("themes/", views.themes, name="themes"),
    path("themes/<str:code>/", views.theme, name="theme"),
    path("collections/", views.collections, name="collections"),
    path("collections/<slug:slug>/", views.CollectionPage.as_view(), name="collection"),
]
