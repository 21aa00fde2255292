"""What is already in the base: the people, organizations, practices, sources that a draft may mean.

For the editors' desk: the publication state makes no difference.
"""

from __future__ import annotations

import re

from django.db.models import Q

from imports.draft import Document, Draft, GuestDraft
from interviews.models import Guest
from practices.models import Practice
from sources.models import Source
from zones.models import HostUnit, PartyOrganization, Zone
from zones.naming import plain

_MOST = 8  # candidates offered
_QUOTATION_MARKS = str.maketrans("", "", '“”‘’「」『』《》"')
# What a name says it is, the more telling words first.
_ORGANIZATION_KINDS = (
    (r"功能型|党建联盟|党建共同体", PartyOrganization.Kind.FUNCTIONAL),
    (r"联合党支部$", PartyOrganization.Kind.JOINT_BRANCH),
    (r"流动党员党支部$", PartyOrganization.Kind.MOBILE_BRANCH),
    (r"临时党支部$", PartyOrganization.Kind.TEMPORARY_BRANCH),
    (r"党支部$", PartyOrganization.Kind.BRANCH),
    (r"党总支$", PartyOrganization.Kind.GENERAL_BRANCH),
    (r"(?:两新|非公|综合)[^委]*工委$", PartyOrganization.Kind.TWO_NEW_COMMITTEE),
    (r"机关党委$", PartyOrganization.Kind.ORGAN_COMMITTEE),
    (r"综合党委$", PartyOrganization.Kind.GENERAL_COMMITTEE),
    (r"(?:行业|产业|链)[^党]{0,4}党委$", PartyOrganization.Kind.INDUSTRY_COMMITTEE),
    (
        r"(?:组织部|组织人事部|宣传部|统战部|党群工作部|党群工作局|党群部|组织处|党建办|党建工作办公室|党建工作部|党建工作处|党政办公室|人才办|工作部|两新办)$",
        PartyOrganization.Kind.AGENCY,
    ),
    (r"工委$", PartyOrganization.Kind.WORK_COMMITTEE),
    (r"党组$", PartyOrganization.Kind.LEADING_GROUP),
    (r"(?:省|市|区|县|街道|镇|乡)党?委$", PartyOrganization.Kind.LOCAL_COMMITTEE),
    (r"党委$", PartyOrganization.Kind.COMMITTEE),
)
_UNIT_KINDS = (
    (r"孵化器|众创空间|加速器|创业中心|创业园", HostUnit.Kind.INCUBATOR),
    (r"协会|商会|学会|促进会|基金会|联合会|研究会", HostUnit.Kind.ASSOCIATION),
    (r"大厦|楼宇|大楼|广场|写字楼", HostUnit.Kind.BUILDING),
    (r"管委会|管理委员会|局$|委员会$|办公室$|大学|学院|医院|学校|党校", HostUnit.Kind.INSTITUTION),
    (r"(?:产业|科技|软件|工业|物流)?园$|园区$|基地$|高新区$|开发区$", HostUnit.Kind.PARK),
)


def person_candidates(guest: GuestDraft) -> list[Guest]:
    """People of this name, those seen in the same posts first, then those of the same zone."""
    namesakes = Guest.objects.filter(Q(name=guest.name) | Q(other_names__contains=guest.name))
    namesakes = namesakes.prefetch_related("appearances__zone", "appointments")
    exact = [one for one in namesakes if guest.name in (one.name, *one.other_names)]
    return sorted(exact, key=lambda one: (-_likeness(one, guest), one.pk))


def _likeness(person: Guest, guest: GuestDraft) -> int:
    appearances = list(person.appearances.all())
    zones = {appearance.zone.short_name for appearance in appearances if appearance.zone}
    posts = posts_as_given(guest)
    in_post = any(appearance.posts_as_given == posts for appearance in appearances)
    return 2 * (bool(posts) and in_post) + (guest.zone in zones)


def posts_as_given(guest: GuestDraft) -> str:
    return "、".join(f"{post.organization}{post.title}" for post in guest.posts)


def organization_candidates(name: str) -> list[PartyOrganization | HostUnit]:
    """Organizations and units of this name, by any of their names; then those that contain it."""
    found = [
        row
        for model in (PartyOrganization, HostUnit)
        for row in model.objects.select_related("zone").filter(_named(name))
    ]
    key = plain(name)
    exact = [row for row in found if key in map(plain, _names(row))]
    return [*exact, *(row for row in found if row not in exact)][:_MOST]


def is_same_name(row: PartyOrganization | HostUnit, name: str) -> bool:
    """Whether one of the row's names is this one, however the zone in it is written."""
    return plain(name) in map(plain, _names(row))


def _named(name: str) -> Q:
    """Rows whose names share the words of `name`, in either way of writing the zone."""
    condition = Q()
    for words in {name, plain(name)}:
        condition |= Q(name__contains=words) | Q(short_name=words) | Q(other_names__contains=words)
    core = plain(name).partition("高新区")[2]
    zone = zone_for(name)
    if zone is not None and core:
        condition |= Q(zone=zone, name__endswith=core)
    return condition


def _names(row: PartyOrganization | HostUnit) -> list[str]:
    return [row.name, row.short_name, *row.other_names]


def zone_for(name: str) -> Zone | None:
    """The zone that a name is, or that an organization's name begins with."""
    if not name:
        return None
    short = plain(name)
    exact = Zone.objects.filter(Q(short_name__in=(name, short)) | Q(name=name)).first()
    if exact is not None:
        return exact
    for zone in Zone.objects.only("pk", "name", "short_name", "other_names"):
        if any(own and own in name for own in (zone.name, zone.short_name, *zone.other_names)):
            return zone
        if zone.short_name in short:
            return zone
    return None


def zone_named(name: str) -> Zone | None:
    """The zone that has this name, in any way of writing it; an enterprise in a zone is none."""
    zone = zone_for(name)
    names = (zone.name, zone.short_name, *zone.other_names) if zone else ()
    return zone if plain(name) in map(plain, names) else None


def practices_named(name: str, zone: Zone) -> list[Practice]:
    """Practices of this zone that have this name."""
    return [one for one in Practice.objects.filter(zones=zone) if same_practice(one, name)]


def same_practice(practice: Practice, name: str) -> bool:
    """Whether the practice has this name, with or without quotation marks."""
    return _bare(name) in map(_bare, (practice.name, *practice.other_names))


def _bare(name: str) -> str:
    return name.translate(_QUOTATION_MARKS)


def kind_of_organization(name: str) -> tuple[str, str]:
    """What a name says it is: ("organization" | "unit", kind)."""
    for pattern, kind in _ORGANIZATION_KINDS:
        if re.search(pattern, name):
            return "organization", str(kind)
    for pattern, kind in _UNIT_KINDS:
        if re.search(pattern, name):
            return "unit", str(kind)
    return "unit", str(HostUnit.Kind.ENTERPRISE)


def known_source(document: Document, draft: Draft) -> list[Source]:
    """Sources that may be this document: the same file first, then same address, then title."""
    condition = Q(fingerprint=document.fingerprint)
    if draft.url:
        condition |= Q(url=draft.url)
    if draft.title:
        condition |= Q(title=draft.title)
    found = Source.objects.filter(condition).defer("text", "repairs", "gaps")
    return sorted(
        found,
        key=lambda row: (
            row.fingerprint != document.fingerprint,
            not row.url or row.url != draft.url,
            row.published != draft.published_on,
            row.pk,
        ),
    )[:_MOST]
