"""Pages of interviews and guests."""

from django.shortcuts import render

from editorial.addresses import AddressedDetailView

from .models import Guest, Interview


def interviews(request):
    return render(request, "interviews/interviews.html")


def guests(request):
    return render(request, "interviews/guests.html")


class InterviewView(AddressedDetailView):
    model = Interview
    template_name = "interviews/interview.html"


class GuestView(AddressedDetailView):
    model = Guest
    template_name = "interviews/guest.html"
