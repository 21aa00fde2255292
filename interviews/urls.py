"""Addresses of interviews and guests."""

from django.urls import path

from . import views

app_name = "interviews"
urlpatterns = [
    path("interviews/", views.interviews, name="interviews"),
    path("interviews/<slug:slug>/", views.InterviewView.as_view(), name="interview"),
    path("guests/", views.guests, name="guests"),
    path("guests/<slug:slug>/", views.GuestView.as_view(), name="guest"),
]
