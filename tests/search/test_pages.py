"""The search page: one box over everything, and always a polite answer."""

from xml.etree import ElementTree

import pytest

from search.indexing import together
from tests.factories import (
    AllianceFactory,
    AnswerFactory,
    AppearanceFactory,
    AppointmentFactory,
    EvidenceFactory,
    GuestFactory,
    InterviewFactory,
    MeasureFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    ProblemFactory,
    QuestionFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactory,
    ZoneTitleFactory,
)
from tests.support.pages import html, queries, words

pytestmark = pytest.mark.django_db


def found(client, query: str, kind: str = "") -> str:
    response = client.get("/search/", {"q": query, **({"kind": kind} if kind else {})})
    assert response.status_code == 200
    return response.content.decode()


def one_of_each(word: str, *, published: bool) -> dict[str, str]:
    """Make a record of every kind with `word` in it; return the address of each by kind."""
    source = SourceFactory(title=f"{word}纪实", text=f"谈{word}。\n谈别的。", published=published)
    interview = InterviewFactory(source=source, title=f"{word}访谈录", published=published)
    question = QuestionFactory(interview=interview, text=f"{word}怎么样？", published=published)
    speaker = AppearanceFactory(interview=interview, published=published)
    AnswerFactory(
        question=question, appearance=speaker, text=f"别的。\n{word}好。", published=published
    )
    practice = PracticeFactory(name=f"{word}行动", published=published)
    measure = MeasureFactory(practice=practice, label=f"{word}一项", published=published)
    records = {
        "source": f"{source.get_absolute_url()}#p1",
        "interview": interview.get_absolute_url(),
        "paragraph": f"{interview.get_absolute_url()}#a1-p2",
        "practice": practice.get_absolute_url(),
        "measure": f"{practice.get_absolute_url()}#part-{measure.pk}",
    }
    for kind, record in (
        ("zone", ZoneFactory(short_name=f"{word}高新区", published=published)),
        ("guest", GuestFactory(name=f"{word}君", published=published)),
        ("organization", PartyOrganizationFactory(name=f"{word}党工委", published=published)),
        ("alliance", AllianceFactory(name=f"{word}党建联盟", published=published)),
    ):
        records[kind] = record.get_absolute_url()
    return records


class TestFinding:
    def test_every_kind_is_found_in_one_box(self, client):
        records = one_of_each("梧桐", published=True)
        records["problem"] = ProblemFactory(name="梧桐难题").get_absolute_url()
        records["theme"] = ThemeFactory(name="梧桐工作").get_absolute_url()
        page = found(client, "梧桐")
        for kind, url in records.items():
            assert f'<h3><a href="{url}">' in page, kind
            assert f'id="kind-{kind}"' in page
        assert f"找到 {len(records)} 条" in words(page)

    def test_nothing_unpublished_is_found(self, client):
        one_of_each("梧桐", published=False)
        assert "没有找到" in words(found(client, "梧桐"))

    def test_what_a_draft_says_of_a_published_record_does_not_find_it(self, client):
        guest = GuestFactory(published=True)
        AppointmentFactory(guest=guest, title="梧桐总管", source=SourceFactory(published=True))
        zone = ZoneFactory(published=True)
        ZoneTitleFactory(zone=zone, name="梧桐示范区", source=SourceFactory())
        assert "没有找到" in words(found(client, "梧桐"))

    def test_a_hidden_speaker_is_not_named(self, client):
        answer = AnswerFactory(
            question=QuestionFactory(published=True),
            appearance__guest=GuestFactory(name="隐名者"),
            text="梧桐好。",
        )
        page = found(client, "梧桐好")
        assert answer.get_absolute_url() in page
        assert "隐名者" not in page

    @pytest.mark.parametrize("query", ["黨建引領", "党建引领", "党建　引领", "引领，党建"])
    def test_script_width_and_order_do_not_matter(self, client, query):
        practice = PracticeFactory(name="党建引领1+X", published=True)
        assert practice.get_absolute_url() in found(client, query)

    @pytest.mark.parametrize("query", ["1+x", "１＋Ｘ", "1+X", "党建 1+x"])
    def test_codes_are_found(self, client, query):
        practice = PracticeFactory(name="党建引领1+X", published=True)
        assert practice.get_absolute_url() in found(client, query)

    def test_traditional_text_is_found_as_it_is_written(self, client):
        practice = PracticeFactory(name="黨建引領", published=True)
        page = found(client, "黨建")
        assert practice.get_absolute_url() in page
        assert "<mark>黨建</mark>引領" in page

    def test_all_words_must_occur(self, client):
        both = PracticeFactory(name="红色园区", gist="服务企业", published=True)
        one = PracticeFactory(name="红色楼宇", gist="服务街区", published=True)
        page = found(client, "红色 企业")
        assert both.get_absolute_url() in page
        assert one.get_absolute_url() not in page

    def test_names_come_before_texts(self, client):
        late = PracticeFactory(name="别的行动", body="这里提到梧桐。", published=True)
        first = PracticeFactory(name="梧桐行动", published=True)
        page = found(client, "梧桐")
        assert page.index(first.get_absolute_url()) < page.index(late.get_absolute_url())

    def test_a_guest_is_found_by_the_post(self, client):
        speaker = AppearanceFactory(posts_as_given="临江智库主任", published=True)
        assert speaker.guest.get_absolute_url() in found(client, "智库主任")

    def test_wildcards_of_the_database_are_plain_characters(self, client):
        PracticeFactory(name="先锋行动", published=True)
        for query in ("a%b", "x*", "%水%"):
            assert "没有找到" in words(found(client, query))

    def test_the_found_characters_are_marked_and_everything_is_escaped(self, client):
        PracticeFactory(name="<b>梧桐</b>行动", gist="&梧桐&", published=True)
        page = found(client, "梧桐")
        assert "&lt;b&gt;<mark>梧桐</mark>&lt;/b&gt;行动" in page
        assert "<b>" not in page


class TestKinds:
    def test_a_kind_shows_five_and_leads_to_the_rest(self, client):
        PracticeFactory.create_batch(26, published=True)
        page = found(client, "红色先锋")
        assert page.count("<h3>") == 5
        assert "全部 26 条做法" in words(page)
        page = found(client, "红色先锋", kind="practice")
        assert page.count("<h3>") == 20
        assert "page=2" in page

    def test_an_unknown_kind_is_ignored_and_said(self, client):
        PracticeFactory(published=True)
        page = found(client, "红色先锋", kind="nonsense")
        assert "没有“nonsense”这一类，已忽略" in words(page)
        assert "找到 1 条" in words(page)

    @pytest.mark.parametrize("number", ["0", "x", "-1", "9" * 30, "٣", "²"])
    def test_odd_page_numbers_get_a_page(self, client, number):
        PracticeFactory(published=True)
        response = client.get("/search/", {"q": "先锋", "kind": "practice", "page": number})
        assert "做法中找到 1 条" in words(response.content.decode())


class TestPoliteness:
    def test_an_empty_box_explains_itself_and_offers_ways_on(self, client):
        group, theme = ProblemFactory().parent, ThemeFactory().parent
        page = html(client, "/search/")
        assert "几个词用空格隔开" in words(page)
        assert group.get_absolute_url() in page
        assert theme.get_absolute_url() in page
        assert page.count('type="search"') == 1

    def test_nothing_found_offers_ways_on(self, client):
        group = ProblemFactory().parent
        page = found(client, "zzz")
        assert "没有找到" in words(page)
        assert group.get_absolute_url() in page

    @pytest.mark.parametrize("query", ["，。？！", "%_'\"", "“”", "\u3000", "—…"])
    def test_marks_alone_are_answered(self, client, query):
        PracticeFactory(published=True)
        assert "找到 " not in words(found(client, query))

    def test_a_very_long_query_is_cut_and_said(self, client):
        text = words(found(client, "党建" * 5_000))
        assert "检索词太长" in text

    def test_a_nul_character_is_refused_politely(self, client):
        response = client.get("/search/?q=%00")
        assert response.status_code == 400
        assert "<main" in response.content.decode()

    @pytest.mark.parametrize("query", ["q=%E9%AB", "q=%", "q=%ff%fe", "q=a&q=b", "q=<script>"])
    def test_broken_encoding_gets_a_page(self, client, query):
        html(client, f"/search/?{query}")

    def test_what_was_typed_stays_in_the_box(self, client):
        assert 'value="&quot;梧桐&quot;"' in found(client, '"梧桐"')


def test_the_number_of_queries_does_not_grow(client):
    @together()
    def fill(numbers):
        for number in numbers:
            one_of_each(f"梧桐{number}号", published=True)
            ProblemFactory(name=f"梧桐{number}号难题")
            ThemeFactory(name=f"梧桐{number}号工作")
            EvidenceFactory(published=True)

    url = "/search/?q=%E6%A2%A7%E6%A1%90"
    fill(range(3))
    few = queries(client, url), queries(client, f"{url}&kind=paragraph")
    fill(range(3, 30))
    assert (queries(client, url), queries(client, f"{url}&kind=paragraph")) == few
    assert few[0] <= 25
    assert few[1] <= 5


def test_browsers_are_told_how_to_search(client, settings):
    settings.SITE_URL, settings.SITE_NAME = (
        "https://kb.example.org",
        "高新区党建实践与经验知识总库（试行）",
    )
    assert 'href="/search/opensearch.xml"' in client.get("/").content.decode()
    response = client.get("/search/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert len(root.find(f"{space}ShortName").text) <= 16
    assert root.find(f"{space}Url").get("template") == (
        "https://kb.example.org/search/?q={searchTerms}"
    )
