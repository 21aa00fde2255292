"""Programs get the rows of the downloads, and of one record all that hangs on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.models import Practice
from tests.factories import (
    AnswerFactory,
    EvidenceFactory,
    MeasureFactory,
    OutcomeFactory,
    PracticeFactory,
    PracticeProblemFactory,
    PracticeRelationFactory,
    ProblemFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactory,
)

from .api_world import FACETS, LISTS, OTHERS, details, fill
from .taking import LISTS as PAGES
from .taking import api_pages, api_rows, pages_from, taken

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", PAGES.values())
def test_a_list_is_the_rows_of_its_download(client, path):
    fill(2)
    rows = api_rows(client, path)
    assert rows == taken(client, path)
    assert len(rows) >= 2


def test_a_practice_carries_its_parts_words_and_ties(client):
    practice = PracticeFactory(zones=[ZoneFactory(published=True)], published=True)
    measure = MeasureFactory(practice=practice)
    under = MeasureFactory(practice=practice, parent=measure)
    said = EvidenceFactory(measure=under, published=True)
    link = PracticeProblemFactory(practice=practice)
    outcome = OutcomeFactory(practice=practice, published=True)
    relation = PracticeRelationFactory(related=practice, published=True)
    told = client.get(f"/api/practices/{practice.slug}/").json()
    assert [part["label"] for part in told["measures"]] == [measure.label]
    assert [part["label"] for part in told["measures"][0]["parts"]] == [under.label]
    (row,) = told["evidence"]
    assert (row["quote"], row["measure"]) == (said.quote, under.pk)
    assert row["source_url"] == f"http://testserver/sources/{said.source_id}/"
    assert [(row["problem"], row["how"]) for row in told["answers_to_problems"]] == [
        (link.problem.code, link.how)
    ]
    assert [row["value"] for row in told["outcomes"]] == [outcome.value]
    (row,) = told["relations"]
    assert (row["relation"], row["practice"]) == ("属于", relation.practice.slug)
    assert told["url"] == f"http://testserver{practice.get_absolute_url()}"
    assert told["version"]["number"] == 1


def test_an_interview_is_told_to_the_paragraph(client):
    answer = AnswerFactory(published=True)
    told = client.get(f"/api/interviews/{answer.interview.slug}/").json()
    guest = answer.appearance.guest
    assert [(row["guest"], row["posts_as_given"]) for row in told["appearances"]] == [
        (guest.slug, answer.appearance.posts_as_given)
    ]
    (question,) = told["questions"]
    assert (question["anchor"], question["text"]) == ("q1", answer.question.text)
    (said,) = question["answers"]
    assert said["guest"] == guest.slug
    assert [(part["anchor"], part["text"]) for part in said["paragraphs"]] == [
        (part.anchor, part.text) for part in answer.paragraphs
    ]


@pytest.mark.one_database
def test_fields_are_those_asked_for(client):
    practice = PracticeFactory(themes=[ThemeFactory()], published=True)
    (row,) = client.get("/api/practices/?fields=themes_names,slug").json()["results"]
    assert row == {"slug": practice.slug, "themes_names": [practice.themes.get().name]}
    told = client.get(f"/api/practices/{practice.slug}/?fields=measures,name").json()
    assert told == {"name": practice.name, "measures": []}
    assert client.get(f"/api/practices/{practice.slug}/?fields=version").json().keys() == {
        "version"
    }


@pytest.mark.one_database
def test_a_former_name_leads_to_the_present_one(client):
    practice = PracticeFactory(slug="old-name", published=True)
    practice.slug = "new-name"
    practice.save()
    answer = client.get("/api/practices/old-name/?fields=slug")
    assert answer.status_code == 301
    assert answer["Location"] == "/api/practices/new-name/?fields=slug"
    assert client.get(answer["Location"]).json() == {"slug": "new-name"}


@pytest.mark.parametrize("sort", ["newest", "-newest", "name", "-name", "started"])
def test_pages_neither_repeat_nor_skip_when_records_come_and_go(client, sort):
    practices = PracticeFactory.create_batch(9, published=True)
    whole = [row["slug"] for row in api_rows(client, "/practices/", sort=sort)]
    first = client.get(f"/api/practices/?sort={sort}&page_size=4&fields=slug").json()
    seen = [row["slug"] for row in first["results"]]
    assert seen == whole[:4]
    # One before the mark, the marked one itself goes, and one comes at either end.
    PracticeFactory(slug="000", started="1900", published=True)
    PracticeFactory(slug="zzz", started="2100", published=True)
    for slug in (seen[0], seen[-1]):
        gone = Practice.objects.get(slug=slug)
        gone.state = "archived"
        gone.save()
    rest = pages_from(client, first["next"])
    slugs = [row["slug"] for page in rest for row in page]
    assert [slug for slug in slugs if slug not in ("000", "zzz")] == whole[4:]
    assert len(practices) == len(whole)


@pytest.mark.one_database
def test_pages_are_walked_backwards_too(client):
    PracticeFactory.create_batch(5, published=True)
    first = client.get("/api/practices/?page_size=2").json()
    second = client.get(first["next"]).json()
    assert client.get(second["previous"]).json() == first
    assert first["previous"] is None
    third = client.get(second["next"]).json()
    assert third["next"] is None
    assert [len(page["results"]) for page in (first, second, third)] == [2, 2, 1]
    assert client.get(third["previous"]).json()["results"] == second["results"]


@pytest.mark.one_database
def test_results_by_words_are_paged_in_the_order_of_the_page(client):
    for number in range(7):
        PracticeFactory(name=f"梧桐{number}号", published=True)
    page = client.get("/practices/?q=梧桐").context["selection"]
    slugs = [Practice.objects.get(pk=pk).slug for pk in page.in_order.tolist()]
    pages = api_pages(client, "/practices/", q="梧桐", page_size=3)
    assert [row["slug"] for rows in pages for row in rows] == slugs
    found = api_pages(client, "/search/", q="梧桐", kind="practice", page_size=3)
    urls = [f"http://testserver/practices/{slug}/" for slug in slugs]
    assert [row["url"] for rows in found for row in rows] == urls


@pytest.mark.one_database
def test_all_kinds_are_found_together_as_on_the_search_page(client):
    fill()
    page = client.get("/search/?q=党建").context
    told = client.get("/api/search/?q=党建").json()
    assert told["count"] == page["total"]
    assert [kind["kind"] for kind in told["kinds"]] == [group.kind for group in page["groups"]]
    for kind in told["kinds"]:
        assert client.get(kind["url"]).json()["count"] == kind["count"]


@pytest.mark.one_database
def test_facets_count_what_choosing_a_value_gives(client):
    fill(3)
    told = client.get("/api/practices/facets/").json()
    assert told["count"] == Practice.objects.published().count()
    for facet in told["facets"]:
        for value in facet["values"]:
            answer = client.get("/api/practices/", {facet["name"]: value["value"]})
            assert answer.json()["count"] == value["count"], (facet["name"], value)


@pytest.mark.one_database
def test_the_matrix_is_that_of_the_page(client):
    fill(3)
    page = client.get("/matrix/?rows=zone&cols=problem").context["matrix"]
    told = client.get("/api/matrix/?rows=zone&cols=problem").json()
    assert told["counts"] == page.counts
    assert [value["total"] for value in told["rows"]["values"]] == page.rows.totals
    assert told["total"] == page.total


def asked(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_the_rows(client):
    addresses = [*LISTS, *FACETS, *OTHERS]
    fill(3)
    few = {address: asked(client, address) for address in addresses}
    assert max(few.values()) <= 25
    fill(7)
    for address in addresses:
        # Where more is found than can be ranked, the best are looked for: two queries more.
        more = 2 if "search" in address else 0
        assert asked(client, address) <= few[address] + more, address


@pytest.mark.one_database
def test_queries_for_one_practice_do_not_grow_with_what_hangs_on_it(client):
    practice, answer = PracticeFactory(published=True), AnswerFactory(published=True)

    def hang(number):
        for _ in range(number):
            EvidenceFactory(measure=MeasureFactory(practice=practice), published=True)
            PracticeProblemFactory(practice=practice, problem=ProblemFactory())
            PracticeRelationFactory(practice=practice, published=True)
            OutcomeFactory(practice=practice, source=SourceFactory(published=True))
            EvidenceFactory(practice=practice, answer=answer)

    hang(3)
    address = f"/api/practices/{practice.slug}/"
    few = asked(client, address)
    hang(9)
    assert asked(client, address) <= few <= 35


@pytest.mark.one_database
def test_no_record_takes_more_queries_than_a_page_may(client):
    fill()
    assert max(asked(client, address) for address in details()) <= 35


@pytest.mark.one_database
def test_pages_of_records_name_the_record_for_programs(client):
    fill()
    for path in PAGES.values():
        (row, *_) = api_rows(client, path)
        page = client.get(row["url"]).content.decode()
        path = row["url"].removeprefix("http://testserver")
        address = f"/api{path}"
        assert f'<link rel="alternate" type="application/json" href="{address}">' in page
        assert client.get(address).status_code == 200
