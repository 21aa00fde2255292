"""Addresses of what is taken away, beside those of the lists themselves."""

from django.urls import path

from . import views
from .word import baskets
from .word import views as word

app_name = "exports"
urlpatterns = [
    path("cite/<slug:kind>/<slug:name>/", views.cite, name="cite"),
    path("word/compare.docx", word.compare, name="word_compare"),
    path("word/basket.docx", baskets.own, name="word_basket"),
    path("word/basket/brief.docx", baskets.own, {"is_brief": True}, name="brief_basket"),
    path("word/basket/<slug:key>.docx", baskets.shared, name="word_shared"),
    path(
        "word/basket/<slug:key>/brief.docx",
        baskets.shared,
        {"is_brief": True},
        name="brief_shared",
    ),
    path("word/<slug:kind>/<str:name>.docx", word.word, name="word"),
    path("word/<slug:kind>/<str:name>/brief.docx", word.brief, name="brief"),
    path("data/", views.data, name="data"),
    path("data/archive/", views.archive, name="archive"),
    path("data/<slug:name>.<slug:form>", views.vocabulary, name="vocabulary"),
]
