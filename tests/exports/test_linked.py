"""Pages tell programs what they are about, in the words of schema.org, and never what is hidden."""

import json
import re

import pytest

from exports.linked.pages import PAGES
from tests import factories as f
from tests.factories import EditorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
HOSTILE = '</script><script>document.title="ran"</script><!--&"\u2028'


@pytest.fixture
def records(settings):
    """Return one published record of each sort of page, tied to the others."""
    settings.SITE_URL = "https://kb.example.org"
    source = f.SourceFactory(
        kind="newspaper", author="张三、李四", publication="科技日报", dated="2020-09",
        published=True,
    )  # fmt: skip
    zone = f.ZoneFactory(name="临江高新技术产业开发区", short_name="临江高新区", published=True)
    organization = f.PartyOrganizationFactory(zone=zone, published=True)
    practice = f.PracticeFactory(
        name="红色引擎", zones=[zone], organizations=[organization],
        themes=[f.ThemeFactory()], published=True,
    )  # fmt: skip
    f.EvidenceFactory(practice=practice, source=source, published=True)
    link = f.PracticeProblemFactory(practice=practice)
    answer = f.AnswerFactory(published=True)
    item = f.CollectionItemFactory(practice=practice, published=True)
    return {
        "practice": practice,
        "source": source,
        "zone": zone,
        "organization": organization,
        "interview": answer.interview,
        "guest": answer.appearance.guest,
        "alliance": f.AllianceFactory(published=True),
        "collection": item.collection,
        "term": link.problem,
        "theme": practice.themes.get(),
    }


def linked(client, address: str) -> list[dict]:
    """Return the nodes of a page; it has at most one block."""
    page = client.get(address)
    assert page.status_code == 200
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.DOTALL
    )
    assert len(blocks) <= 1
    if not blocks:
        return []
    data = json.loads(blocks[0])
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def of(client, record) -> dict:
    return linked(client, record.get_absolute_url())[0]


KINDS = {
    "practice": "Article",
    "source": "NewsArticle",
    "zone": "AdministrativeArea",
    "organization": "Organization",
    "interview": ["Article", "Conversation"],
    "guest": "Person",
    "alliance": "Organization",
    "collection": "Collection",
    "term": "DefinedTerm",
    "theme": "DefinedTerm",
}


def test_each_record_is_told_by_its_kind_name_and_address(client, records):
    for name, record in records.items():
        node = of(client, record)
        assert node["@type"] == KINDS[name]
        assert node["@id"] == node["url"] == f"https://kb.example.org{record.get_absolute_url()}"
        assert node["name"] == str(getattr(record, "title", "") or record.name)
    assert {*KINDS, "terms", "data", "home"} - {"theme"} == set(PAGES)


def test_a_practice_tells_what_it_is_about_where_and_on_what_it_rests(client, records):
    node = of(client, records["practice"])
    assert [one["termCode"] for one in node["about"]] == [records["term"].code]
    assert [one["termCode"] for one in node["keywords"]] == [records["theme"].code]
    assert [one["name"] for one in node["spatialCoverage"]] == ["临江高新技术产业开发区"]
    assert [one["name"] for one in node["isBasedOn"]] == [records["source"].title]
    assert records["source"].title in node["citation"][0]
    assert node["inLanguage"] == "zh-Hans"
    assert node["datePublished"] <= node["dateModified"]


def test_a_document_and_an_interview_tell_who_wrote_and_who_spoke(client, records):
    node = of(client, records["source"])
    assert node["author"] == ["张三", "李四"]
    assert node["datePublished"] == "2020-09"
    assert node["isPartOf"]["name"] == "科技日报"
    node = of(client, records["interview"])
    assert node["contributor"][0]["name"] == records["guest"].name
    assert node["isBasedOn"]["name"] == records["interview"].source.title


def test_lists_of_terms_collections_and_data_tell_their_members(client, records):
    (vocabulary, _) = linked(client, "/problems/")
    codes = [term["termCode"] for term in vocabulary["hasDefinedTerm"]]
    assert records["term"].code in codes
    (first,) = of(client, records["collection"])["mainEntity"]["itemListElement"]
    assert first["item"]["name"] == "红色引擎"
    catalogue = linked(client, "/data/")[0]
    for dataset in catalogue["dataset"]:
        for file in dataset["distribution"]:
            address = file["contentUrl"].removeprefix("https://kb.example.org")
            assert client.get(address)["Content-Type"].startswith(file["encodingFormat"])


def test_the_home_page_tells_how_to_search_and_every_other_page_where_it_stands(client, records):
    (site,) = linked(client, "/")
    target = site["potentialAction"]["target"]["urlTemplate"]
    address = target.removeprefix("https://kb.example.org").replace("{words}", "红色引擎")
    assert client.get(address).status_code == 200
    trail = linked(client, records["zone"].get_absolute_url())[-1]
    assert trail["@type"] == "BreadcrumbList"
    steps = trail["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    assert steps[1]["item"] == "https://kb.example.org/zones/"
    assert "item" not in steps[-1]
    assert [node["@type"] for node in linked(client, "/practices/")] == ["BreadcrumbList"]


def test_nothing_hidden_is_named_not_even_to_editors(client, records):
    for name in ("zone", "organization", "guest", "source"):
        type(records[name]).objects.filter(pk=records[name].pk).update(state="draft")
    client.force_login(EditorFactory())
    shown = json.dumps(of(client, records["practice"]), ensure_ascii=False)
    for name in ("zone", "organization", "source"):
        assert records[name].get_absolute_url() not in shown
        assert linked(client, records[name].get_absolute_url()) == []
    assert "contributor" not in of(client, records["interview"])
    type(records["practice"]).objects.update(state="draft")
    items = of(client, records["collection"])["mainEntity"]
    assert "itemListElement" not in items


def test_no_name_ends_the_block_or_runs(page):
    practice = f.PracticeFactory(name=HOSTILE, gist=HOSTILE, published=True)
    page.goto(practice.get_absolute_url())
    block = page.locator('script[type="application/ld+json"]')
    assert block.count() == 1
    assert json.loads(block.text_content())["@graph"][0]["name"] == practice.name
    assert page.title() != "ran"
