"""Pages of zones, party organizations and alliances."""

from django.shortcuts import render

from editorial.addresses import AddressedDetailView

from .models import Alliance, PartyOrganization, Zone


def zones(request):
    return render(request, "zones/zones.html")


def organizations(request):
    return render(request, "zones/organizations.html")


def alliances(request):
    return render(request, "zones/alliances.html")


class ZoneView(AddressedDetailView):
    model = Zone
    template_name = "zones/zone.html"


class OrganizationView(AddressedDetailView):
    model = PartyOrganization
    template_name = "zones/organization.html"


class AllianceView(AddressedDetailView):
    model = Alliance
    template_name = "zones/alliance.html"
