"""Nodes of schema.org for records, as other nodes name them: who or what it is, and its address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from practices.models import Problem
from sources.models import Source

Node = dict[str, Any]
LANGUAGE = "zh-Hans"

_KINDS = {
    Source.Kind.ARTICLE: "Article",
    Source.Kind.NEWSPAPER: "NewsArticle",
    Source.Kind.WEBPAGE: "WebPage",
    Source.Kind.REPORT: "Report",
    Source.Kind.BOOK: "Book",
}


def node(kind: str | list[str], **values) -> Node:
    """Return a node; what is not known is left out."""
    return {"@type": kind} | {name: value for name, value in values.items() if value}


def address(record, root: str) -> Node:
    """Return what tells which record is meant: the address of its page."""
    url = root + record.get_absolute_url()
    return {"@id": url, "url": url}


def published(rows: Iterable) -> list:
    """Return those that everybody may see: a page for editors has loaded others, too."""
    return [row for row in rows if row is not None and row.is_published]


def site(root: str) -> Node:
    home = root + reverse("home")
    return {"@type": "WebSite", "@id": home, "url": home, "name": settings.SITE_NAME}


def zone(record, root: str) -> Node:
    return node("AdministrativeArea", name=record.name) | address(record, root)


def organization(record, root: str) -> Node:
    return node("Organization", name=record.name) | address(record, root)


def person(record, root: str) -> Node:
    return node("Person", name=record.name) | address(record, root)


def practice(record, root: str) -> Node:
    return node("Article", name=record.name, description=record.gist) | address(record, root)


def source(record: Source, root: str) -> Node:
    """Return a document. Authors are as printed: persons or offices, a program cannot tell."""
    authors = [name.strip() for name in record.author.split("、") if name.strip()]
    return node(
        _KINDS.get(Source.Kind(record.kind), "CreativeWork"),
        name=record.title,
        author=authors,
        datePublished=record.published,
        isPartOf=record.publication and node("CreativeWork", name=record.publication),
        publisher=record.publisher and node("Organization", name=record.publisher),
        sameAs=record.url,
        inLanguage=LANGUAGE,
    ) | address(record, root)


def term(record, root: str) -> Node:
    name = "practices:problems" if isinstance(record, Problem) else "practices:themes"
    return node(
        "DefinedTerm",
        name=record.name,
        alternateName=list(record.alt_names),
        termCode=record.code,
        description=record.scope_note,
        inDefinedTermSet=root + reverse(name),
    ) | address(record, root)
