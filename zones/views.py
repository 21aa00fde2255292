"""Pages of zones, party organizations and alliances."""

from itertools import groupby

from django.shortcuts import render
from django.urls import reverse

from editorial.addresses import AddressedDetailView
from editorial.pagination import page_of
from search import panel
from search.formats import in_other_format
from search.pages import facet_page
from search.selection import BEST, Selection
from search.whole import Whole
from sources.citations import gbt7714
from sources.models import Source

from .figures import with_parts
from .holdings import MOST, newest_practices, practice_counts, practices_of_organizations
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
ALLIANCES = Whole("alliance", "党建联盟", Alliance.objects.published)


def zones(request):
    """All zones by province; one page, so that it can be printed and looked through."""
    selection = Selection("zone", request.GET, request.user)
    if reply := in_other_format(request, selection):
        return reply
    province = selection.collection.facet("province")
    practices = practice_counts("zone", request.user)
    rows = selection.rows(selection.in_order.tolist(), lambda rows: rows)
    if selection.order in ("province", BEST):
        rows.sort(key=lambda zone: zone.province)
    for zone in rows:
        zone.practice_count = practices.get(zone.slug, 0)
    chosen = [value.code for value in selection.chosen.get("province", ())]
    context = {
        "selection": selection,
        "tiles": province_tiles(selection.counts(province), chosen),
        "facets": panel.facets(selection),
        "groups": _by_province(rows),
        "total": len(rows),
        "everything": len(selection.base),
        "loosenings": panel.loosenings(selection),
        "with_practices": sum(zone.practice_count > 0 for zone in rows),
        "crumbs": [("高新区", "")],
    }
    return render(request, "zones/zones.html", context)


def _by_province(rows: list[Zone]):
    runs = groupby(rows, key=lambda zone: zone.province)
    return [(members[0].province_info, members) for members in (list(run) for _, run in runs)]


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
            "practices": newest_practices(zone, user),
            "appearances": list(spoken.order_by("-interview__source__published", "pk")[:MOST]),
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
        has_practices = bool(context["practices"].rows)
        context["nearest"] = [] if has_practices else nearest_full(zone, user)
        known = ("figures", "titles", "organizations", "appearances", "memberships")
        context["is_bare"] = not has_practices and not any(context[name] for name in known)
        return super().get_context_data(**kwargs, **context)


def _references(rows) -> list[tuple[Source, str]]:
    """Return each source that `rows` quote, once, with its reference."""
    return [(source, gbt7714(source)) for source in dict.fromkeys(row.source for row in rows)]


def organizations(request):
    selection = Selection("organization", request.GET, request.user)
    if reply := in_other_format(request, selection):
        return reply

    def load(rows):
        return rows.select_related("zone")

    page = selection.page(request.GET.get("page"), load, ORGANIZATIONS_PER_PAGE)
    counts = practices_of_organizations([row.pk for row in page], request.user)
    for organization in page:
        organization.practice_count = counts.get(organization.pk, 0)
    context = {
        "selection": selection,
        "facets": panel.facets(selection, reverse("zones:organizations") + "facets/{name}/"),
        "page": page,
        "total": selection.total,
        "loosenings": panel.loosenings(selection),
        "crumbs": [("党组织", "")],
    }
    return render(request, "zones/organizations.html", context)


def organization_facet(request, name: str):
    return facet_page(request, "organization", name, reverse("zones:organizations"))


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
            "practices": list(organization.practices.visible_to(user)),
            "crumbs": [
                ("党组织", reverse("zones:organizations")),
                (organization.short_name or organization.name, ""),
            ],
        }
        return super().get_context_data(**kwargs, **context)


def alliances(request):
    if reply := in_other_format(request, ALLIANCES):
        return reply
    page = page_of(Alliance.objects.visible_to(request.user), request.GET.get("page"))
    context = {
        "page": page,
        "total": page.paginator.count,
        "selection": ALLIANCES,
        "crumbs": [("党建联盟", "")],
    }
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
            "practices": list(alliance.practices.visible_to(user)),
            "crumbs": [("党建联盟", reverse("zones:alliances")), (alliance.name, "")],
        }
        return super().get_context_data(**kwargs, **context)
