"""Problems and themes as SKOS, the standard for vocabularies on the web.

A term's identifier is the address of its page, which never changes.
https://www.w3.org/TR/skos-reference/
"""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from rdflib import DCTERMS, OWL, RDF, SKOS, Graph, Literal, URIRef

from practices.models import Problem, Theme

from .declaring import Column, Value

VOCABULARIES = {
    "problems": (Problem, "问题类型", "practices:problems"),
    "themes": (Theme, "主题", "practices:themes"),
}
COLUMNS = (
    Column("id", "标识", "词在网上的标识，也是它的网址。"),
    Column("code", "代码", "词的代码，一经公布不变。"),
    Column("name", "名称", "首选的名称。"),
    Column("alt_names", "其他名称", "其他的叫法。"),
    Column("scope_note", "范围说明", "这个词管什么、不管什么。"),
    Column("broader", "上级（代码）", "上一级的词。"),
    Column("deprecated", "停用", "不再用于新的记录。"),
    Column("replaced_by", "改用（代码）", "停用后请用的词。"),
)


def graph(name: str, root: str) -> Graph:
    """Return a vocabulary as a graph of concepts."""
    model, label, page = VOCABULARIES[name]
    found = Graph()
    found.bind("skos", SKOS)
    found.bind("dcterms", DCTERMS)
    scheme = URIRef(root + reverse(page))
    found.add((scheme, RDF.type, SKOS.ConceptScheme))
    title = Literal(f"{settings.SITE_NAME}{label}词表", lang="zh")
    found.add((scheme, DCTERMS.title, title))
    for term in model.objects.select_related("parent", "replaced_by").order_by("code"):
        for triple in _triples(term, scheme, root):
            found.add(triple)
    return found


def _triples(term, scheme: URIRef, root: str) -> Iterator[tuple]:
    concept = _concept(term, root)
    yield concept, RDF.type, SKOS.Concept
    yield concept, SKOS.inScheme, scheme
    yield concept, SKOS.notation, Literal(term.code)
    yield concept, SKOS.prefLabel, Literal(term.name, lang="zh")
    for name in term.alt_names:
        yield concept, SKOS.altLabel, Literal(name, lang="zh")
    if term.scope_note:
        yield concept, SKOS.scopeNote, Literal(term.scope_note, lang="zh")
    if term.parent:
        yield concept, SKOS.broader, _concept(term.parent, root)
        yield _concept(term.parent, root), SKOS.narrower, concept
    else:
        yield concept, SKOS.topConceptOf, scheme
        yield scheme, SKOS.hasTopConcept, concept
    if term.deprecated:
        yield concept, OWL.deprecated, Literal(True)
    if term.replaced_by:
        yield concept, DCTERMS.isReplacedBy, _concept(term.replaced_by, root)


def _concept(term, root: str) -> URIRef:
    return URIRef(root + term.get_absolute_url())


def rows(name: str, root: str) -> Iterator[list[Value]]:
    """Yield the terms of a vocabulary as rows of `COLUMNS`."""
    model = VOCABULARIES[name][0]
    for term in model.objects.select_related("parent", "replaced_by").order_by("code"):
        above, instead = term.parent, term.replaced_by
        yield [
            root + term.get_absolute_url(),
            term.code,
            term.name,
            list(term.alt_names),
            term.scope_note,
            above.code if above else None,
            term.deprecated,
            instead.code if instead else None,
        ]
