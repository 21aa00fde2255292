"""Pages of interviews and guests as visitors see them."""

import re

import pytest

from editorial.merging import merge
from search.indexing import together
from tests.factories import (
    AnswerFactory,
    AppearanceFactory,
    AppointmentFactory,
    EditorFactory,
    EvidenceFactory,
    GuestFactory,
    InterviewFactory,
    MeasureFactory,
    OutcomeFactory,
    PracticeFactory,
    ProblemFactory,
    ProblemStatementFactory,
    QuestionFactory,
    SourceFactory,
    ZoneFactory,
)
from tests.support.pages import html, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ODD_PAGES = ["0", "x", "-1", "9" * 30, "%D9%A1", "1e3", ""]


@pytest.fixture
def interview():
    """An interview of two questions; the first is answered in two paragraphs."""
    lead = "党员数量少，队伍难抓，怎么办？"
    first, second = "我们办了红领沙龙，职工都来。老板也重视了。", "后来又建了党群服务中心。"
    source = SourceFactory(text="\n".join([lead, first, second, "还有呢？"]), published=True)
    interview = InterviewFactory(source=source, title="沙龙里的党建", published=True)
    question = QuestionFactory(interview=interview, text=lead, published=True)
    QuestionFactory(interview=interview, text="还有呢？", published=True)
    speaker = AppearanceFactory(
        interview=interview, guest__name="沈言", posts_as_given="临江组织部部长", published=True
    )
    AnswerFactory(question=question, appearance=speaker, text=f"{first}\n{second}", published=True)
    return interview


def linked(page: str, kind: str) -> list[tuple[str, str]]:
    """Return address and words of the passages marked as `practice` or `problem`."""
    return re.findall(rf'<a class="spoken spoken-{kind}" href="([^"]+)">([^<]*)</a>', page)


class TestInterview:
    def test_it_reads_question_by_question(self, client, interview):
        page = html(client, interview.get_absolute_url())
        text = words(page[page.index('id="q1"') :])
        places = [text.index(part) for part in ("怎么办？", "沈言", "红领沙龙", "还有呢？")]
        assert places == sorted(places)
        assert 'href="#q1"' in page
        assert 'href="#q2"' in page
        assert f'href="{interview.source.get_absolute_url()}"' in page

    def test_each_paragraph_has_its_own_address(self, client, interview):
        page = html(client, interview.get_absolute_url())
        for anchor in ("q1", "q2", "a1", "a1-p1", "a1-p2"):
            assert page.count(f'id="{anchor}"') == 1
        assert 'class="permalink" href="#a1-p2"' in page

    def test_what_is_spoken_of_is_marked_and_leads_there(self, client, interview):
        answer, practice = interview.answers.get(), PracticeFactory(name="红领沙龙", published=True)
        EvidenceFactory(practice=practice, answer=answer, quote="办了红领沙龙", published=True)
        statement = ProblemStatementFactory(answer=answer, quote="老板也重视了", published=True)
        page = html(client, interview.get_absolute_url())
        assert linked(page, "practice") == [(practice.get_absolute_url(), "办了红领沙龙")]
        assert linked(page, "problem") == [(statement.problem.get_absolute_url(), "老板也重视了")]
        text = words(page)
        assert f"本段谈到做法 红领沙龙 本段谈到问题 {statement.problem.name}" in text

    def test_the_question_marks_the_problems_it_names(self, client, interview):
        problem = ProblemFactory(name="队伍难抓的难题")
        ProblemStatementFactory(
            problem=problem, question=interview.questions.first(), quote="队伍难抓", published=True
        )
        page = html(client, interview.get_absolute_url())
        assert linked(page, "problem") == [(problem.get_absolute_url(), "队伍难抓")]

    def test_passages_in_one_another_belong_to_the_innermost(self, client, interview):
        answer = interview.answers.get()
        whole, part = PracticeFactory.create_batch(2, published=True)
        sentence = "我们办了红领沙龙，职工都来"
        EvidenceFactory(practice=whole, answer=answer, quote=sentence, published=True)
        EvidenceFactory(practice=part, answer=answer, quote="红领沙龙", published=True)
        page = html(client, interview.get_absolute_url())
        assert linked(page, "practice") == [
            (whole.get_absolute_url(), "我们办了"),
            (part.get_absolute_url(), "红领沙龙"),
            (whole.get_absolute_url(), "，职工都来"),
        ]

    def test_overlapping_quotes_of_one_practice_are_one_passage(self, client, interview):
        answer, practice = interview.answers.get(), PracticeFactory(published=True)
        measure = MeasureFactory(practice=practice, published=True)
        EvidenceFactory(practice=practice, answer=answer, quote="办了红领沙龙", published=True)
        EvidenceFactory(measure=measure, answer=answer, quote="红领沙龙，职工", published=True)
        OutcomeFactory(practice=practice, answer=answer, quote="职工都来", published=True)
        page = html(client, interview.get_absolute_url())
        assert [text for _, text in linked(page, "practice")] == ["办了红领沙龙，职工都来"]

    def test_the_text_stays_whole_however_it_is_marked(self, client, interview):
        answer = interview.answers.get()
        for quote in ("我们办了红领", "了红领沙龙，", "职工都来。老板", "老板"):
            EvidenceFactory(answer=answer, quote=quote, published=True)
        assert answer.paragraphs[0].text in words(html(client, interview.get_absolute_url()))

    def test_nothing_unpublished_shows(self, client, interview):
        answer = interview.answers.get()
        hidden = PracticeFactory(name="藏而未发的做法")
        EvidenceFactory(practice=hidden, answer=answer, quote="红领沙龙")
        silent = AppearanceFactory(interview=interview, guest=GuestFactory(name="隐名者"))
        AnswerFactory(question=interview.questions.last(), appearance=silent, text="我说两句。")
        zone = ZoneFactory(short_name="藏龙高新区")
        interview.appearances.filter(guest__name="沈言").update(zone=zone)
        text = words(html(client, interview.get_absolute_url()))
        for name in (hidden.name, "隐名者", "藏龙"):
            assert name not in text
        assert "我说两句。" in text

    @pytest.mark.parametrize("state", ["interview", "source"])
    def test_a_draft_is_not_found(self, client, interview, state):
        record = interview if state == "interview" else interview.source
        type(record).objects.filter(pk=record.pk).update(state="draft")
        assert client.get(interview.get_absolute_url()).status_code == 404
        assert interview.title not in html(client, "/interviews/")

    def test_a_former_address_leads_on(self, client, interview):
        old = interview.get_absolute_url()
        interview.slug = "xin-dizhi"
        interview.save()
        assert client.get(old)["Location"] == "/interviews/xin-dizhi/"

    def test_the_number_of_queries_does_not_grow(self, client):
        @together()
        def fill(interview, count):
            for _ in range(count):
                question = QuestionFactory(interview=interview, published=True)
                answer = AnswerFactory(question=question, published=True)
                EvidenceFactory(answer=answer, published=True)
                OutcomeFactory(answer=answer, published=True)
                ProblemStatementFactory(answer=answer, published=True)
                ProblemStatementFactory(question=question, published=True)

        few, many = InterviewFactory.create_batch(2, published=True)
        fill(few, 3)
        fill(many, 30)
        assert queries(client, many.get_absolute_url()) == queries(client, few.get_absolute_url())
        assert queries(client, few.get_absolute_url()) <= 12


class TestInterviews:
    def test_interviews_are_listed_newest_first_with_their_guests(self, client, interview):
        older = InterviewFactory(source__dated="2015-01", published=True)
        AppearanceFactory(interview=interview, guest=GuestFactory(name="隐名者"))
        text = words(html(client, "/interviews/"))
        assert text.index(interview.title) < text.index(older.title)
        assert "沈言" in text
        assert "2 个提问" in text
        assert "隐名者" not in text

    @pytest.mark.parametrize("number", ODD_PAGES)
    @pytest.mark.parametrize("url", ["/interviews/", "/guests/"])
    def test_odd_page_numbers_get_a_page(self, client, interview, url, number):
        assert "共 1" in words(html(client, f"{url}?page={number}"))

    def test_pages_follow_one_another(self, client):
        InterviewFactory.create_batch(21, published=True)
        assert 'href="?page=2"' in html(client, "/interviews/")
        last = html(client, "/interviews/?page=99")
        assert last.count("<h2>") == 1
        assert 'rel="prev"' in last

    def test_the_number_of_queries_does_not_grow(self, client):
        @together()
        def fill(count):
            for _ in range(count):
                zone = ZoneFactory(published=True)
                AppearanceFactory(zone=zone, published=True)

        fill(3)
        few = queries(client, "/interviews/"), queries(client, "/guests/")
        fill(15)
        assert (queries(client, "/interviews/"), queries(client, "/guests/")) == few
        assert max(few) <= 5


class TestGuest:
    def test_posts_words_and_what_is_spoken_of(self, client, interview):
        answer = interview.answers.get()
        guest = answer.appearance.guest
        source = SourceFactory(text="临江支部书记沈言到会。", published=True)
        post = AppointmentFactory(
            guest=guest, title="支部书记", source=source, quote="支部书记沈言", published=True
        )
        evidence = EvidenceFactory(answer=answer, quote="党群服务中心", published=True)
        statement = ProblemStatementFactory(answer=answer, quote="老板也重视了", published=True)
        page = html(client, guest.get_absolute_url())
        text = words(page)
        for expected in (
            f"{post.organization} 支部书记",
            "2020年11月17日在任",
            "支部书记沈言",
            interview.title,
            "怎么办？",
            "我们办了红领沙龙",
            evidence.practice.name,
            statement.problem.name,
        ):
            assert str(expected) in text
        assert f'href="/sources/{source.pk}/?at=2-8#passage"' in page
        assert f'href="{interview.get_absolute_url()}#a1"' in page

    def test_nothing_unpublished_shows(self, client, interview):
        answer = interview.answers.get()
        guest = answer.appearance.guest
        post = AppointmentFactory(guest=guest)
        evidence = EvidenceFactory(answer=answer)
        other = AppearanceFactory(guest=guest)
        AnswerFactory(question__interview=other.interview, appearance=other, text="另有一说。")
        text = words(html(client, guest.get_absolute_url()))
        for hidden in (
            post.organization.name,
            evidence.practice.name,
            other.interview.title,
            "另有一说",
        ):
            assert hidden not in text

    def test_a_merged_guest_leads_to_the_one_kept(self, client, interview):
        duplicate = GuestFactory(published=True)
        old = duplicate.get_absolute_url()
        keep = interview.guests.get()
        merge(keep, duplicate, actor=EditorFactory())
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, keep.get_absolute_url())

    def test_a_draft_is_not_found(self, client):
        guest = GuestFactory(name="隐名者")
        assert client.get(guest.get_absolute_url()).status_code == 404
        assert "隐名者" not in html(client, "/guests/")

    def test_the_number_of_queries_does_not_grow(self, client):
        @together()
        def fill(guest, count):
            for _ in range(count):
                AppointmentFactory(guest=guest, published=True)
                speaker = AppearanceFactory(
                    guest=guest, zone=ZoneFactory(published=True), published=True
                )
                answer = AnswerFactory(
                    question__interview=speaker.interview, appearance=speaker, published=True
                )
                EvidenceFactory(answer=answer, published=True)
                ProblemStatementFactory(answer=answer, published=True)

        few, many = GuestFactory.create_batch(2, published=True)
        fill(few, 3)
        fill(many, 30)
        assert queries(client, many.get_absolute_url()) == queries(client, few.get_absolute_url())
        assert queries(client, few.get_absolute_url()) <= 12
