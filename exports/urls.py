"""Addresses of what is taken away, beside those of the lists themselves."""

from django.urls import path

from . import views
from .word import views as word

app_name = "exports"
urlpatterns = [
    path("cite/<slug:kind>/<slug:name>/", views.cite, name="cite"),
    path("word/compare.docx", word.compare, name="word_compare"),
    path("word/<slug:kind>/<str:name>.docx", word.word, name="word"),
    path("word/<slug:kind>/<str:name>/brief.docx", word.brief, name="brief"),
    path("data/", views.data, name="data"),
    path("data/archive/", views.archive, name="archive"),
    path("data/<slug:name>.<slug:form>", views.vocabulary, name="vocabulary"),
]
