"""Vocabularies as SKOS in four forms, and the page that explains what can be taken away."""

import csv
import io

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from exports.declaring import tables
from practices.models import Problem
from tests.factories import PracticeFactory, ProblemFactory, ThemeFactory

pytestmark = [
    pytest.mark.django_db,
    # By rdflib's own parser of JSON-LD, which only these tests use.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]
FORMS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}


@pytest.fixture
def problem(settings):
    settings.SITE_URL = "https://kb.example.org"
    return ProblemFactory(
        name="企业主不重视",
        alt_names=["老板不重视", '引号"与<尖括号>'],
        scope_note="企业负责人对党建的态度。",
    )


def parsed(client, name: str, form: str) -> Graph:
    response = client.get(f"/data/{name}.{form}")
    assert response.status_code == 200
    return Graph().parse(data=response.content, format=FORMS[form])


@pytest.mark.parametrize("form", FORMS)
def test_a_term_is_a_concept_whatever_the_form(client, problem, form):
    found = parsed(client, "problems", form)
    concept = URIRef(f"https://kb.example.org/problems/{problem.code}/")
    group = URIRef(f"https://kb.example.org/problems/{problem.parent.code}/")
    scheme = URIRef("https://kb.example.org/problems/")
    assert (concept, RDF.type, SKOS.Concept) in found
    assert (concept, SKOS.prefLabel, Literal("企业主不重视", lang="zh")) in found
    assert {str(name) for name in found.objects(concept, SKOS.altLabel)} == {*problem.alt_names}
    assert (concept, SKOS.broader, group) in found
    assert (group, SKOS.narrower, concept) in found
    assert (scheme, SKOS.hasTopConcept, group) in found
    assert found.value(concept, SKOS.notation) == Literal(problem.code)


def test_every_term_is_there_in_every_form(client, problem):
    ThemeFactory.create_batch(3)
    for form in FORMS:
        concepts = set(parsed(client, "problems", form).subjects(RDF.type, SKOS.Concept))
        assert len(concepts) == Problem.objects.count()
        assert len(set(parsed(client, "themes", form).subjects(RDF.type, SKOS.Concept))) >= 3


def test_the_table_has_the_terms_with_their_identifiers(client, problem):
    text = client.get("/data/problems.csv").content.decode("utf-8-sig")
    rows = {row["代码"]: row for row in csv.DictReader(io.StringIO(text))}
    row = rows[problem.code]
    assert row["标识"] == f"https://kb.example.org/problems/{problem.code}/"
    assert row["上级（代码）"] == problem.parent.code
    assert row["其他名称"].split("；") == problem.alt_names


@pytest.mark.parametrize("rest", ["problems.doc", "tags.ttl", "problems", "problems.ttl/x"])
def test_what_there_is_not_is_not_found(client, rest):
    assert client.get(f"/data/{rest}").status_code == 404


def test_the_data_page_explains_every_table_and_column(client):
    PracticeFactory(published=True)
    html = client.get("/data/").content.decode()
    for table in tables():
        assert table.label in html
        for head in table.heads:
            assert f"<code>{head.name}</code>" in html
    assert 'href="/data/problems.ttl"' in html


def test_the_data_page_is_reached_from_every_page(client):
    assert 'href="/data/"' in client.get("/").content.decode()


def test_queries_are_few(client, django_assert_max_num_queries, problem):
    ProblemFactory.create_batch(20)
    with django_assert_max_num_queries(5):
        client.get("/data/problems.ttl")
    with django_assert_max_num_queries(5):
        client.get("/data/")
