"""Addresses of interviews and guests."""

from django.urls import path

from . import views

app_name = "interviews"
urlpatterns = [
    path("interviews/", views.interviews, name="interviews"),
    path("interviews/facets/<slug:name>/", views.interview_facet, name="interview_facet"),
    path("interviews/<slug:slug>/", views.InterviewView.as_view(), name="interview"),
    path("guests/", views.guests, name="guests"),
    path("guests/facets/<slug:name>/", views.guest_facet, name="guest_facet"),
    path("guests/<slug:slug>/", views.GuestView.as_view(), name="guest"),
]
