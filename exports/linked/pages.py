"""What each page of a record is about, from what its view has put together for the template."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils import timezone

from exports.declaring import tables
from exports.downloads import FORMATS, LICENCE, LISTS
from practices.models import Problem
from sources.citations import gbt7714

from . import nodes
from .nodes import LANGUAGE, Node, address, node, published


def _dates(record, first: str = "") -> Node:
    """Return when a record was published and changed; `first` is when its source appeared."""
    at = record.published_at
    return {
        "datePublished": first or (timezone.localtime(at).isoformat("T", "seconds") if at else ""),
        "dateModified": timezone.localtime(record.updated_at).isoformat("T", "seconds"),
    }


def practice(context: Context, root: str) -> Node:
    record = context["practice"]
    if not record.is_published:
        return {}
    known = [(one, words) for one, words in context["references"] if one.is_published]
    return address(record, root) | node(
        "Article",
        headline=record.name,
        name=record.name,
        alternateName=list(record.other_names),
        description=record.gist,
        inLanguage=LANGUAGE,
        isPartOf=nodes.site(root),
        about=[nodes.term(row.link.problem, root) for row in context["answered"]],
        keywords=[nodes.term(theme, root) for theme in context["themes"]],
        spatialCoverage=[nodes.zone(zone, root) for zone in published(context["zones"])],
        mentions=[nodes.organization(one, root) for one in published(context["organizations"])],
        isBasedOn=[nodes.source(one, root) for one, _ in known],
        citation=[words for _, words in known],
        **_dates(record),
    )


def interview(context: Context, root: str) -> Node:
    record = context["interview"]
    if not (record.is_published and record.source.is_published):
        return {}
    appearances = context["appearances"]
    zones = dict.fromkeys(published(row.zone for row in appearances))
    document = nodes.source(record.source, root)
    return address(record, root) | node(
        ["Article", "Conversation"],
        headline=record.title,
        name=record.title,
        inLanguage=LANGUAGE,
        isPartOf=nodes.site(root),
        author=document.get("author"),
        contributor=[nodes.person(one, root) for one in published(r.guest for r in appearances)],
        spatialCoverage=[nodes.zone(zone, root) for zone in zones],
        isBasedOn=document,
        citation=gbt7714(record.source),
        **_dates(record, record.source.published),
    )


def guest(context: Context, root: str) -> Node:
    record = context["guest"]
    if not record.is_published:
        return {}
    posts = [post for post in context["posts"] if post.source.is_published]
    places = published(post.organization for post in posts)
    return address(record, root) | node(
        "Person",
        name=record.name,
        alternateName=list(record.other_names),
        disambiguatingDescription=record.distinction,
        jobTitle=[post.title for post in posts],
        affiliation=[nodes.organization(one, root) for one in dict.fromkeys(places)],
    )


def zone(context: Context, root: str) -> Node:
    record = context["zone"]
    if not record.is_published:
        return {}
    region = record.province_info.name
    return address(record, root) | node(
        "AdministrativeArea",
        name=record.name,
        alternateName=list(dict.fromkeys([record.short_name, *record.other_names])),
        description=record.introduction,
        address=node(
            "PostalAddress",
            addressCountry="CN",
            addressRegion=region,
            addressLocality=record.city,
            streetAddress=record.address,
        ),
        containedInPlace=node("AdministrativeArea", name=region),
        sameAs=record.website,
    )


def organization(context: Context, root: str) -> Node:
    record = context["partyorganization"]
    if not record.is_published:
        return {}
    above = [one for one in published(context["superiors"]) if one.pk == record.parent_id]
    places = published([record.zone])
    return address(record, root) | node(
        "Organization",
        name=record.name,
        alternateName=[name for name in (record.short_name, *record.other_names) if name],
        foundingDate=record.established,
        dissolutionDate=record.dissolved,
        parentOrganization=[nodes.organization(one, root) for one in above],
        location=[nodes.zone(zone, root) for zone in places],
    )


def alliance(context: Context, root: str) -> Node:
    record = context["alliance"]
    if not record.is_published:
        return {}
    return address(record, root) | node(
        "Organization",
        name=record.name,
        alternateName=record.short_name,
        description=record.introduction,
        foundingDate=record.founded,
        dissolutionDate=record.dissolved,
    )


def source(context: Context, root: str) -> Node:
    record = context["source"]
    if not record.is_published:
        return {}
    said = {"headline": record.title, "citation": context["reference"]}
    return nodes.source(record, root) | said


def term(context: Context, root: str) -> Node:
    record = context.get("problem") or context["theme"]
    return nodes.term(record, root)


def terms(context: Context, root: str) -> Node:
    """A vocabulary: the list of problems, or that of themes."""
    groups = context["groups"]
    of_problems = bool(groups) and isinstance(groups[0].record, Problem)
    name, label = ("problems", "问题类型") if of_problems else ("themes", "主题")
    url = root + reverse(f"practices:{name}")
    every = [one.record for group in groups for one in (group, *group.terms)]
    return {"@id": url, "url": url} | node(
        "DefinedTermSet",
        name=f"{settings.SITE_NAME}{label}词表",
        inLanguage=LANGUAGE,
        hasDefinedTerm=[
            node("DefinedTerm", name=one.name, termCode=one.code) | address(one, root)
            for one in every
        ],
    )


def collection(context: Context, root: str) -> Node:
    record = context["collection"]
    if not record.is_published:
        return {}
    practices = published(item.practice for item in context["items"])
    return address(record, root) | node(
        "Collection",
        name=record.title,
        description=record.introduction,
        inLanguage=LANGUAGE,
        isPartOf=nodes.site(root),
        mainEntity=node(
            "ItemList",
            numberOfItems=len(practices),
            itemListElement=[
                node("ListItem", position=place, item=nodes.practice(one, root))
                for place, one in enumerate(practices, start=1)
            ],
        ),
        **_dates(record),
    )


def data(context: Context, root: str) -> Node:
    """The catalogue of the tables, each with its files."""
    url = root + reverse("exports:data")
    return {"@id": url, "url": url} | node(
        "DataCatalog",
        name=f"{settings.SITE_NAME}的数据",
        inLanguage=LANGUAGE,
        isPartOf=nodes.site(root),
        dataset=[_dataset(table, root) for table in tables()],
    )


def _dataset(table, root: str) -> Node:
    page = root + reverse(LISTS[table.collection])
    return node(
        "Dataset",
        name=f"{settings.SITE_NAME}：{table.label}",
        description=f"{table.about}{LICENCE}",
        url=page,
        inLanguage=LANGUAGE,
        isAccessibleForFree=True,
        variableMeasured=[column.title for column in table.heads],
        distribution=[
            node(
                "DataDownload",
                encodingFormat=kind.partition(";")[0],
                contentUrl=f"{page}?format={form}&table={table.name}",
            )
            for form, (_, kind) in FORMATS.items()
        ],
    )


def home(context: Context, root: str) -> Node:
    target = f"{root}{reverse('search:search')}?q={{words}}"
    search = node("SearchAction", target=node("EntryPoint", urlTemplate=target))
    return nodes.site(root) | {
        "inLanguage": LANGUAGE,
        "potentialAction": search | {"query-input": "required name=words"},
    }


PAGES: dict[str, Callable[[Context, str], Node]] = {
    build.__name__: build
    for build in (
        *(practice, interview, guest, zone, organization, alliance, source),
        *(term, terms, collection, data, home),
    )
}
