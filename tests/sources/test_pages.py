"""Pages of sources: the whole text, the asked passage, and what rests on it."""

import re

import pytest

from search.indexing import together
from tests.factories import (
    AllianceProvisionFactory,
    EvidenceFactory,
    InterviewFactory,
    OutcomeFactory,
    PracticeFactory,
    ProblemStatementFactory,
    SourceFactory,
    ZoneFactFactory,
    ZoneTitleFactory,
)
from tests.support.pages import html, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TEXT = "第一段讲<现状>。\n第二段讲“做法”，有成效。\n会后印制〔此处缺文〕"


def marked(page: str) -> list[str]:
    return re.findall(r"<mark[^>]*>([^<]*)</mark>", page)


@pytest.fixture
def source():
    return SourceFactory(text=TEXT, title="高新区党建座谈", published=True)


class TestPassage:
    def test_exactly_the_asked_characters_are_marked(self, client, source):
        start = TEXT.index("做法")
        page = html(client, f"{source.get_absolute_url()}?at={start}-{start + 3}")
        assert '<mark id="passage">做法”</mark>，有成效。' in page
        assert marked(page) == ["做法”"]

    def test_a_passage_over_two_paragraphs_is_marked_in_both_and_named_once(self, client, source):
        start, end = TEXT.index("现状"), TEXT.index("“")
        page = html(client, f"{source.get_absolute_url()}?at={start}-{end}")
        assert marked(page) == ["现状&gt;。", "第二段讲"]
        assert page.count('id="passage"') == 1

    def test_a_passage_may_hold_the_gap(self, client, source):
        page = html(client, f"{source.get_absolute_url()}?at={len(TEXT) - 8}-{len(TEXT)}")
        assert "".join(marked(page)) == TEXT[-8:]

    def test_the_address_of_every_quote_marks_its_words(self, client):
        quoted = [
            EvidenceFactory(published=True),
            ZoneFactFactory(published=True),
            ProblemStatementFactory(published=True),
        ]
        for row in quoted:
            page = html(client, row.passage_url.removesuffix("#passage"))
            assert "".join(marked(page)) == row.quote

    def test_what_the_passage_is_quoted_for_is_said(self, client):
        evidence = EvidenceFactory(published=True)
        page = html(client, evidence.passage_url.removesuffix("#passage"))
        assert f"用来佐证：做法{evidence.practice.name}。" in words(page)

    @pytest.mark.parametrize(
        "at",
        ["5-2", "0-9999", "a-b", "-1-5", "3", "%F0%9F", "1-" + "9" * 10_000, "%3Cb%3E", "0-0"],
    )
    def test_a_bad_passage_is_ignored_and_said(self, client, source, at):
        page = html(client, f"{source.get_absolute_url()}?at={at}")
        assert "已忽略" in words(page)
        assert marked(page) == []

    def test_without_a_passage_nothing_is_said_of_one(self, client, source):
        assert "已忽略" not in words(html(client, f"{source.get_absolute_url()}?at="))


class TestSource:
    def test_the_whole_text_has_addresses_for_its_paragraphs(self, client, source):
        page = html(client, source.get_absolute_url())
        for number in (1, 2, 3):
            assert page.count(f'id="p{number}"') == 1
        assert "第一段讲<现状>。" in words(page)

    def test_a_gap_is_shown_and_explained(self, client, source):
        page = html(client, source.get_absolute_url())
        assert '<a class="lacuna" href="#gap-note">〔此处缺文〕</a>' in page
        assert 'id="gap-note"' in page
        whole = SourceFactory(text="完整的文字。", published=True)
        assert "gap-note" not in html(client, whole.get_absolute_url())

    def test_it_is_cited_with_what_is_known(self, client):
        source = SourceFactory(
            title="党建座谈", title_is_supplied=True, publication="", dated="2020", published=True
        )
        text = words(html(client, source.get_absolute_url()))
        assert "[党建座谈][J]. 2020." in text
        assert "方括号内的题名为编者所拟" in text
        assert "刊名或网站" not in text

    def test_what_was_repaired_is_counted(self, client, source):
        source.repairs = [{"rule": "D1", "accepted": True}] * 3
        source.save()
        assert "删去混入的注音3 处" in words(html(client, source.get_absolute_url()))

    def test_what_rests_on_it_is_listed_with_its_words(self, client, source):
        quote = "第二段讲“做法”"
        evidence = EvidenceFactory(source=source, quote=quote, published=True)
        OutcomeFactory(practice=evidence.practice, source=source, quote="有成效", published=True)
        interview = InterviewFactory(source=source, title="座谈里的问答", published=True)
        statement = ProblemStatementFactory(
            answer=None, source=source, quote="第一段", published=True
        )
        fact = ZoneFactFactory(source=source, quote="有成效", published=True)
        title = ZoneTitleFactory(source=source, quote="做法", published=True)
        provision = AllianceProvisionFactory(source=source, quote="会后", published=True)
        page = html(client, source.get_absolute_url())
        text = words(page)
        assert f"{evidence.practice.name} 2 处原话" in text
        assert f'href="{interview.get_absolute_url()}"' in page
        for name in (statement.problem, fact.zone, title.zone, provision.alliance):
            assert getattr(name, "name", name) in text
        assert evidence.passage_url in page

    def test_nothing_unpublished_shows(self, client, source):
        hidden = [
            EvidenceFactory(source=source, quote="第一段").practice.name,
            ZoneFactFactory(source=source, quote="第一段").zone.name,
            AllianceProvisionFactory(source=source, quote="第一段").alliance.name,
        ]
        interview = InterviewFactory(source=source)
        page = html(client, source.get_absolute_url())
        for name in hidden:
            assert name not in page
        assert interview.get_absolute_url() not in page

    def test_a_draft_is_not_found(self, client):
        draft = SourceFactory(title="未发的文章")
        assert client.get(draft.get_absolute_url()).status_code == 404
        assert "未发的文章" not in html(client, "/sources/")

    @pytest.mark.parametrize("address", ["999999", "99999999999999999999999"])
    def test_an_unknown_source_is_not_found(self, client, address):
        assert client.get(f"/sources/{address}/").status_code == 404

    def test_the_number_of_queries_does_not_grow(self, client):
        @together()
        def fill(source, count):
            for _ in range(count):
                practice = PracticeFactory(published=True)
                EvidenceFactory(practice=practice, source=source, published=True)
                OutcomeFactory(practice=practice, source=source, published=True)
                ZoneFactFactory(source=source, published=True)
                AllianceProvisionFactory(source=source, published=True)
                SourceFactory(published=True)

        few, many = SourceFactory.create_batch(2, published=True)
        fill(few, 3)
        listed = queries(client, "/sources/")
        fill(many, 30)
        assert queries(client, many.get_absolute_url()) == queries(client, few.get_absolute_url())
        assert queries(client, few.get_absolute_url()) <= 12
        assert queries(client, "/sources/") == listed


@pytest.mark.parametrize("number", ["0", "x", "-1", "9" * 30, "1e3"])
def test_odd_page_numbers_get_a_page(client, source, number):
    assert source.title in words(html(client, f"/sources/?page={number}"))
