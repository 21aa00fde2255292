"""Whatever stands in an address, every list answers with a polite page and few queries."""

import json
import pkgutil
from importlib import import_module
from urllib.parse import quote, quote_from_bytes
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taggit.models import Tag

import search
from search import finding, folding, queries
from search.indexing import together
from tests.factories import (
    AnswerFactory,
    EvidenceFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    ProblemStatementFactory,
    ThemeFactory,
    ZoneFactory,
)
from tests.support.pages import INLINE

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "/practices/",
    "/practices/facets/tag/",
    "/zones/",
    "/interviews/",
    "/matrix/",
    "/analysis/statements/",
    "/search/",
    "/search/?kind=paragraph",
    "/search/suggest/",
)
# Other views of the same selections: they ask the database nothing of their own.
SAME_SELECTIONS = (
    "/practices/?view=table",
    "/practices/?format=atom",
    "/interviews/?format=atom",
    "/guests/",
    "/organizations/",
    "/sources/",
    "/matrix/?format=csv",
    "/matrix/?show=expected",
    "/analysis/",
    "/analysis/voices/",
    "/analysis/slogan-names/",
    "/analysis/problem-zone/?format=csv",
    "/compare/",
    "/search/?kind=practice",
)
ON_ONE_DATABASE = [
    pytest.param(address, marks=pytest.mark.one_database) for address in SAME_SELECTIONS
]
NAMES = (
    *("q", "problem", "theme", "zone", "province", "region", "year", "level", "stage", "tag"),
    *("tag_match", "kind", "sort", "order", "share", "page", "view", "col", "rows", "cols"),
    *("find", "practice", "guest_type", "org_type", "outcome", "evidence"),
    *("problem_match", "show", "family", "speaker"),
)
ODD = (
    # The syntax of the full-text index.
    *('"', "*", "党*", "NEAR(党 建)", "党 NEAR/2 建", "-", "- -", "党 -党 建", "title:党", ":"),
    *("党 OR", "OR", "AND", "NOT 党", "^党", "(党", "党)", "()", "党+"),
    # Quotation marks without their like.
    *('"党 建', "“党", "党”“", "「党』", "'", "`", '"党" "', "“" * 99),
    # SQL, regular expressions, formats.
    *("' OR 1=1 --", "'; DROP TABLE search_listing; --", "%", "_", "\\", "%s", "%(a)s", "?"),
    *(".*", "(a+)+$", "[", "{", "a{99999}", "党|建", "{{ 7*7 }}"),
    # Marks, spaces and words that say nothing.
    *("，。！？", "…—", "·", "-.+/", "&=#", "🎉", "", " ", "\t\r\n", "\u3000", "\u200b\u2028\x85"),
    *("怎么办 的 了", "的", "怎么办怎么办"),
    # Letters that databases and Python do not agree on.
    *("党〇建", "党𠀀建", "人\u2ea0政府", "“人\u2ea0政府”", "党 -人\u2ea0政府", "a\u19b0b"),
    *("e\u0301\u0302", "ﬁ①½²", "ˇ", "ˈ"),
    *("党\x01建", "\x1b[31m", "\x7f", "\ufeff党", "\ufffe", "\U0010ffff党", "\ufffd"),
    *("<script>alert(1)</script>", '"><b>', "]]>"),
    *("-1", "0", "1e999", "9" * 5000, "٣", "²", "NaN"),
    *("__class__", "../../etc/passwd", "--name", "best", "all"),
    *("党" * 10_000, "a" * 10_000, "党 " * 5000, "党-" * 5000, "a.b" * 3000),
)
MOST_QUERIES = 40


@pytest.fixture(autouse=True)
def base():
    """One record of every list."""
    with together():
        zone, answer = ZoneFactory(published=True), AnswerFactory(published=True)
        organization = PartyOrganizationFactory(zone=zone, published=True)
        tied = {"zones": [zone], "organizations": [organization], "tags": ["甲"]}
        practice = PracticeFactory(themes=[ThemeFactory()], published=True, **tied)
        EvidenceFactory(practice=practice, answer=answer)
        ProblemStatementFactory(answer=answer)


def names(address: str) -> list[str]:
    """Return the parameters that an address leaves open."""
    return [name for name in NAMES if f"?{name}=" not in address]


def ask(client, address: str, query: str):
    url = f"{address}{'&' if '?' in address else '?'}{query}"
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert len(captured) <= MOST_QUERIES, url[:500]
    return response


def check(response) -> None:
    """Fail unless the answer is whole and well-formed."""
    kind, text = response["Content-Type"].partition(";")[0], response.content.decode()
    if kind == "application/json":
        assert isinstance(json.loads(text)["suggestions"], list)
    elif kind == "application/atom+xml":
        ElementTree.fromstring(text)  # noqa: S314 - our own
    elif kind == "text/csv":
        heads = {
            "/matrix/": "问题＼主题,代码,合计",
            "/analysis/problem-zone/": "问题（代码）,问题,",
        }
        assert text.startswith(f"\ufeff{heads[response.request['PATH_INFO']]}")
    else:
        assert kind == "text/html"
        assert "<main" in text
        assert text.rstrip().endswith("</html>")
        assert not INLINE.search(text)


def expect_polite(client, address: str, query: str) -> None:
    response = ask(client, address, query)
    assert response.status_code == (400 if "%00" in query else 200), query[:500]
    check(response)


odd_words = st.lists(st.sampled_from(ODD[:-5]), max_size=4).map(" ".join)
values = st.one_of(st.text().map(quote), odd_words.map(quote), st.binary().map(quote_from_bytes))
queries_of = st.lists(st.tuples(st.integers(0, 999), values), min_size=1, max_size=5)


@pytest.mark.parametrize("address", [*ADDRESSES, *ON_ONE_DATABASE])
class TestEveryAddress:
    def test_arbitrary_text_and_bytes_are_answered(self, client, address):
        open_ = names(address)

        @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], database=None)
        @given(queries_of)
        def check_one(pairs):
            query = "&".join(f"{open_[place % len(open_)]}={value}" for place, value in pairs)
            expect_polite(client, address, query)

        check_one()

    def test_what_is_odd_in_every_parameter_is_answered(self, client, address):
        broken = []
        for word in ODD:
            query = "&".join(f"{name}={quote(word)}" for name in names(address))
            try:
                expect_polite(client, address, query)
            except Exception as error:
                # All of them are to be seen at once.
                broken.append((word[:20], repr(error)[:200]))
        assert broken == []

    def test_many_values_of_one_parameter_are_answered(self, client, address):
        for number in (500, 2000):
            for name in ("q", "tag", "year", "practice", "col"):
                query = "&".join(f"{name}=v{place}" for place in range(number))
                expect_polite(client, address, query)

    def test_contradictions_and_broken_addresses_are_answered(self, client, address):
        for query in (
            "province=61&region=east&year=1800&stage=pilot&stage=routine&level=provincial",
            "q=%E5%85%9A+-%E5%85%9A&tag=%E7%94%B2&tag=x&tag_match=all&page=-5&sort=-",
            "sort=random&sort=-random&page=x&page=2&q=&q=x",
            "%ff=%fe&%=%&=&&&;;q=%E5%85&[]=1&q[]=1&zone[0]=1",
        ):
            expect_polite(client, address, query)

    def test_a_nul_character_is_refused_with_a_page(self, client, address):
        for name in names(address):
            expect_polite(client, address, f"{name}=%00%E5%85%9A")


def test_the_view_of_the_matrix_is_a_redirect_whatever_else_is_asked_for(client):
    for word in ("' OR 1=1 --", "党\x01\r\nSet-Cookie: a=b", "x" * 10_000, "<b>"):
        response = ask(client, "/practices/", f"view=matrix&q={quote(word)}&zone={quote(word)}")
        assert response.status_code == 302
        assert response["Location"].startswith("/matrix/?")
        assert not response.cookies
        expect_polite(client, response["Location"], "")


@pytest.mark.parametrize("address", ["/practices/", "/practices/facets/tag/", "/matrix/"])
def test_many_known_values_are_cut_and_the_page_stays_of_a_size(client, address):
    Tag.objects.bulk_create(Tag(name=f"t{place}", slug=f"t{place}") for place in range(2000))
    response = ask(client, address, "&".join(f"tag=t{place}" for place in range(2000)))
    check(response)
    chosen = response.content.count(b'name="tag" value="t')
    assert 0 < chosen <= 500
    assert len(response.content) < 1_000_000


def caches():
    """Yield every function of the search that remembers what it returned."""
    for module in pkgutil.walk_packages(search.__path__, "search."):
        for name, thing in vars(import_module(module.name)).items():
            if hasattr(thing, "cache_info") and thing.__module__ == module.name:
                yield f"{module.name}.{name}", thing


def containers() -> dict[str, int]:
    """Return how much each container of the search's modules holds, but for the characters met."""
    return {
        f"{module.name}.{name}": len(thing)
        for module in pkgutil.walk_packages(search.__path__, "search.")
        for name, thing in vars(import_module(module.name)).items()
        if isinstance(thing, dict | list | set) and thing is not folding._table
    }


class TestFlood:
    def test_three_hundred_queries_fill_no_cache_beyond_its_size(self, client):
        words = [f"党员{'甲乙丙丁戊己庚辛壬癸'[n // 30]}第{n}支部建设" for n in range(300)]
        for word in words[:10]:
            client.get("/search/?kind=practice", {"q": word})
        before = containers()
        for number, word in enumerate(words):
            address = ("/search/", "/practices/", "/search/suggest/")[number % 3]
            client.get(address, {"q": word, "kind": "practice"})
        sizes = {name: cache.cache_info() for name, cache in caches()}
        assert finding._everything.cache_info().currsize == 16
        assert queries.dictionary_words.cache_info().misses >= 200
        for name, size in sizes.items():
            assert size.maxsize is not None, name
            assert size.currsize <= size.maxsize <= 10_000, name
        assert containers() == before

    def test_characters_that_no_record_has_are_not_remembered_for_ever(self, client):
        before = len(folding._table)
        for first in range(0x40000, 0x40000 + 30_000, 100):
            client.get("/search/suggest/", {"q": "".join(map(chr, range(first, first + 100)))})
        assert len(folding._table) - before < 5_000
