"""Pages of zones, party organizations and alliances."""

from itertools import groupby

from django.db.models import Count, F
from django.shortcuts import render
from django.urls import reverse

from editorial.addresses import AddressedDetailView
from editorial.pagination import page_of
from sources.citations import gbt7714
from sources.models import Source

from .figures import with_parts
from .filters import (
    organization_selection,
    select_named,
    select_organizations,
    select_zones,
    zone_selection,
)
from .likeness import like, nearest_full
from .meetings import meeting_rows
from .models import (
    Alliance,
    AllianceMember,
    OrganizationUnit,
    PartyOrganization,
    Zone,
)
from .tiles import province_tiles
from .trees import forest

ORGANIZATIONS_PER_PAGE = 50


def zones(request):
    """All zones by province; one page, so that it can be printed and looked through."""
    selection = zone_selection(request.GET)
    visible = Zone.objects.visible_to(request.user)
    counts = visible.province_counts()
    named = select_named(visible, selection)
    rows = list(select_zones(named, selection).with_practice_counts(request.user))
    groups = [
        (members[0].province_info, members)
        for members in (list(run) for _, run in groupby(rows, key=lambda zone: zone.province))
    ]
    context = {
        "selection": selection,
        "tiles": province_tiles(counts, selection.chosen),
        "facet": selection.facet(named.province_counts()),
        "groups": groups,
        "total": len(rows),
        "everything": sum(counts.values()),
        "with_practices": sum(zone.practice_count > 0 for zone in rows),
        "crumbs": [("高新区", "")],
    }
    return render(request, "zones/zones.html", context)


class ZoneView(AddressedDetailView):
    model = Zone
    template_name = "zones/zone.html"

    def get_context_data(self, **kwargs):
        zone, user = self.object, self.request.user
        facts = zone.facts.visible_to(user).select_related("source")
        spoken = zone.appearances.visible_to(user).select_related("guest", "interview__source")
        context = {
            "figures": with_parts(facts),
            "titles": sorted(
                zone.titles.visible_to(user).select_related("source"),
                key=lambda title: (not title.awarded, title.awarded),
            ),
            "organizations": forest(
                zone.organizations.visible_to(user).select_related("parent", "hosted_by")
            ),
            "host_units": list(zone.host_units.visible_to(user)),
            "practices": list(zone.practices.visible_to(user).with_terms(user)),
            "appearances": list(spoken),
            "memberships": list(
                zone.alliance_memberships.visible_to(user).select_related("alliance", "source")
            ),
            "meetings": list(
                zone.hosted_meetings.visible_to(user).select_related("alliance", "source")
            ),
            "alike": like(zone, user),
            "crumbs": [
                ("高新区", reverse("zones:zones")),
                (
                    zone.province_info.short,
                    f"{reverse('zones:zones')}?province={zone.province}",
                ),
                (zone.short_name, ""),
            ],
        }
        rows = [*context["titles"], *(row.fact for row in context["figures"])]
        context["references"] = _references(rows)
        context["interviews"] = list(
            {appearance.interview: None for appearance in context["appearances"]}
        )
        context["nearest"] = [] if context["practices"] else nearest_full(zone, user)
        known = ("figures", "titles", "organizations", "practices", "appearances", "memberships")
        context["is_bare"] = not any(context[name] for name in known)
        return super().get_context_data(**kwargs, **context)


def _references(rows) -> list[tuple[Source, str]]:
    """Return each source that `rows` quote, once, with its reference."""
    return [(source, gbt7714(source)) for source in dict.fromkeys(row.source for row in rows)]


def organizations(request):
    selection = organization_selection(request.GET)
    visible = PartyOrganization.objects.visible_to(request.user)
    named = select_named(visible, selection)
    counts = dict(named.order_by().values_list("kind").annotate(Count("pk")))
    rows = (
        select_organizations(named, selection)
        .select_related("zone")
        .with_practice_counts(request.user)
        .order_by(F("zone__province").asc(nulls_last=True), "zone__short_name", "name")
    )
    page = page_of(rows, request.GET.get("page"), ORGANIZATIONS_PER_PAGE)
    context = {
        "selection": selection,
        "facet": selection.facet(counts),
        "page": page,
        "total": page.paginator.count,
        "crumbs": [("党组织", "")],
    }
    return render(request, "zones/organizations.html", context)


class OrganizationView(AddressedDetailView):
    model = PartyOrganization
    template_name = "zones/organization.html"

    def visible(self):
        return super().visible().select_related("zone", "source", "hosted_by", "successor")

    def get_context_data(self, **kwargs):
        organization, user = self.object, self.request.user
        every = PartyOrganization.objects.visible_to(user)
        links = OrganizationUnit.objects.visible_to(user).select_related("unit__source")
        context = {
            "superiors": list(organization.ancestors().visible_to(user)),
            "subordinates": list(every.filter(parent=organization)),
            "hosts": list(every.filter(hosted_by=organization)),
            "predecessors": list(every.filter(successor=organization)),
            "unit_links": list(links.filter(organization=organization)),
            "posts": list(
                organization.appointments.visible_to(user).select_related("guest", "source")
            ),
            "practices": list(organization.practices.visible_to(user).with_terms(user)),
            "crumbs": [
                ("党组织", reverse("zones:organizations")),
                (organization.short_name or organization.name, ""),
            ],
        }
        return super().get_context_data(**kwargs, **context)


def alliances(request):
    page = page_of(Alliance.objects.visible_to(request.user), request.GET.get("page"))
    context = {"page": page, "total": page.paginator.count, "crumbs": [("党建联盟", "")]}
    return render(request, "zones/alliances.html", context)


class AllianceView(AddressedDetailView):
    model = Alliance
    template_name = "zones/alliance.html"

    def get_context_data(self, **kwargs):
        alliance, user = self.object, self.request.user
        members = list(alliance.members.visible_to(user).select_related("zone", "source"))
        roles = [
            (role.label, [member for member in members if member.role == role])
            for role in AllianceMember.Role
        ]
        context = {
            "provisions": list(alliance.provisions.visible_to(user).select_related("source")),
            "roles": [(label, rows) for label, rows in roles if rows],
            "meetings": meeting_rows(
                alliance.meetings.visible_to(user).select_related("host", "source")
            ),
            "publications": list(alliance.publications.visible_to(user).select_related("source")),
            "practices": list(alliance.practices.visible_to(user).with_terms(user)),
            "crumbs": [("党建联盟", reverse("zones:alliances")), (alliance.name, "")],
        }
        return super().get_context_data(**kwargs, **context)
