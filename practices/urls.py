from django.urls import path

from search.feeds import feed_of

from . import catalogue, comparing, crossing, views
from .analysis import views as analysis
from .basket import collecting
from .basket import views as basket
from .feeds import CollectionFeed

app_name = "practices"

urlpatterns = [
    path("practices/", catalogue.practices, name="practices"),
    path("practices/feed/", feed_of("practice"), name="feed"),
    path("practices/facets/<slug:name>/", catalogue.facet_values, name="facet"),
    path("practices/<slug:slug>/", views.PracticePage.as_view(), name="practice"),
    path("matrix/", crossing.matrix, name="matrix"),
    path("analysis/", analysis.overview, name="analysis"),
    path("analysis/<slug:name>/", analysis.table, name="analysis_table"),
    path("compare/", comparing.compare, name="compare"),
    path("basket/", basket.basket, name="basket"),
    path("basket/add/", collecting.add, name="collect"),
    path("basket/remove/", collecting.remove, name="uncollect"),
    path("basket/<slug:key>/", basket.shared_basket, name="shared_basket"),
    path("problems/", views.problems, name="problems"),
    path("problems/<str:code>/", views.problem, name="problem"),
    path("themes/", views.themes, name="themes"),
    path("themes/<str:code>/", views.theme, name="theme"),
    path("collections/", views.collections, name="collections"),
    path("collections/<slug:slug>/feed/", CollectionFeed(), name="collection_feed"),
    path("collections/<slug:slug>/", views.CollectionPage.as_view(), name="collection"),
]
