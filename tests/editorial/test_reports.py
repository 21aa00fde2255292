"""Readers point out mistakes: the form, what is kept, and what is refused."""

from urllib.parse import urlencode

import pytest
from django.core.cache import cache

from editorial.models import MistakeReport
from practices.models import Practice
from tests.factories import AnswerFactory, EditorFactory, PracticeFactory, SourceFactory
from tests.support.pages import html, queries, words

pytestmark = pytest.mark.django_db

WRONG = "成立时间写错了一年"


def form(of: str, at: str = "") -> str:
    return f"/report/?{urlencode({'of': of, 'at': at})}"


def send(client, of: str, **said):
    return client.post("/report/", {"of": of, "wrong": WRONG, **said})


@pytest.fixture
def practice():
    return PracticeFactory(name="红领沙龙", published=True)


@pytest.fixture
def paragraph():
    """The address of an interview, and the anchor of the second paragraph of its answer."""
    answer = AnswerFactory(text="先说第一件。\n再说一心三亮。", published=True)
    return answer.interview, answer.paragraphs[1].anchor


@pytest.fixture
def counting(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.REPORTS_PER_HOUR = 2
    cache.clear()
    yield
    cache.clear()


class TestTheForm:
    def test_it_says_which_page_is_meant_and_asks_for_nothing_personal(self, client, practice):
        page = html(client, form(practice.get_absolute_url()))
        assert f"哪一页{practice.name}" in words(page)
        assert "请不要写姓名" in words(page)
        for asked in ("email", "tel", "name"):
            assert f'name="{asked}"' not in page

    def test_it_shows_the_words_that_stand_at_the_place(self, client, paragraph):
        interview, anchor = paragraph
        page = words(html(client, form(interview.get_absolute_url(), anchor)))
        assert "哪一处再说一心三亮。" in page
        assert "先说第一件" not in page

    def test_a_quoted_passage_of_a_source_is_shown(self, client):
        source = SourceFactory(text="前面的话。办了红领沙龙。", published=True)
        page = words(html(client, form(source.passage_url(5, 6))))
        assert "哪一处办了红领沙龙" in page

    def test_a_place_that_is_not_there_is_left_out(self, client, practice):
        page = words(html(client, form(practice.get_absolute_url(), "a99-p1")))
        assert "哪一处" not in page

    def test_every_page_and_passage_leads_to_it(self, client, paragraph):
        interview, anchor = paragraph
        page = html(client, interview.get_absolute_url())
        of = f"/report/?of={interview.get_absolute_url().replace('/', '%2F')}"
        assert f'href="{of}"' in page
        assert f'href="{of}&amp;at={anchor}"' in page

    def test_it_takes_the_whole_address_as_a_browser_shows_it(self, client, practice):
        send(client, f"http://testserver{practice.get_absolute_url()}#words")
        report = MistakeReport.objects.get()
        assert (report.path, report.title) == (practice.get_absolute_url(), practice.name)
        assert report.anchor in ("", "words")

    def test_it_is_made_anew_for_everybody_and_kept_from_robots(self, client, practice):
        answer = client.get(form(practice.get_absolute_url()))
        assert "private" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"
        assert "Disallow: /report/\n" in client.get("/robots.txt").text

    def test_its_token_is_asked_for(self, practice, client):
        strict = type(client)(enforce_csrf_checks=True)
        assert send(strict, practice.get_absolute_url()).status_code == 403
        assert not MistakeReport.objects.exists()
        strict.get(form(practice.get_absolute_url()))
        token = strict.cookies["csrftoken"].value
        answer = send(strict, practice.get_absolute_url(), csrfmiddlewaretoken=token)
        assert answer.status_code == 302

    def test_it_takes_few_queries_beside_the_page_itself(self, client, practice):
        address = practice.get_absolute_url()
        assert queries(client, form(address)) <= queries(client, address) + 2


class TestKeeping:
    def test_a_report_is_kept_with_its_place_and_thanked_for(self, client, paragraph):
        interview, anchor = paragraph
        address = interview.get_absolute_url()
        answer = send(client, address, at=anchor, should_be="2019 年", basis="章程", follow=True)
        report = MistakeReport.objects.get()
        assert (report.path, report.anchor) == (address, anchor)
        assert report.passage == "再说一心三亮。"
        assert (report.wrong, report.should_be, report.basis) == (WRONG, "2019 年", "章程")
        assert (report.state, report.times) == ("new", 1)
        thanks = html(client, answer["Location"])
        assert f'href="{address}#{anchor}"' in thanks
        assert "收到了" in words(thanks)

    def test_the_same_words_about_a_page_are_counted_not_kept_twice(self, client, practice):
        address = practice.get_absolute_url()
        for said in (WRONG, f"  {WRONG}\r\n", "另一处也不对吧"):
            assert send(client, address, wrong=said).status_code == 302
        kept = MistakeReport.objects.order_by("pk").values_list("wrong", "times")
        assert list(kept) == [(WRONG, 2), ("另一处也不对吧", 1)]

    def test_words_that_were_settled_may_be_said_again(self, client, practice):
        send(client, practice.get_absolute_url())
        report = MistakeReport.objects.get()
        report.state, report.handled_by, report.handled_at = "done", EditorFactory(), report.created
        report.save()
        send(client, practice.get_absolute_url())
        assert MistakeReport.objects.count() == 2

    def test_nothing_of_it_is_public(self, client, practice):
        send(client, practice.get_absolute_url(), should_be="应当是十七家")
        pages = (practice.get_absolute_url(), "/", "/search/?q=十七家", form("/zones/"))
        for page in pages:
            text = html(client, page)
            assert WRONG not in text
            assert "应当是十七家" not in text

    def test_nothing_is_kept_about_who_sent_it(self):
        names = {field.name for field in MistakeReport._meta.get_fields()}
        assert not names & {"address", "ip", "user", "email", "session", "agent"}


class TestRefusing:
    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ("", "请写明哪里不对"),
            ("不对", "请多写几个字"),
            ("字" * 1001, "请不超过 1000 个字，现在有 1001 个字"),
        ],
    )
    def test_too_little_or_too_much_is_said_and_nothing_lost(
        self, client, practice, said, sentence
    ):
        answer = send(client, practice.get_absolute_url(), wrong=said, basis="依据在此")
        page = answer.content.decode()
        assert answer.status_code == 400
        assert sentence in page
        assert said in page
        assert "依据在此" in page
        assert not MistakeReport.objects.exists()

    def test_a_thousand_characters_on_several_lines_are_not_too_many(self, client, practice):
        said = "字\r\n" * 499 + "字字"
        assert send(client, practice.get_absolute_url(), wrong=said).status_code == 302
        assert len(MistakeReport.objects.get().wrong) == 1000

    @pytest.mark.parametrize(
        "address",
        [
            "/nowhere/",
            "/admin/",
            "/report/",
            "/healthz",
            "/api/practices/",
            "/practices/feed/",
            "/practices/?format=csv",
            "https://example.org/practices/",
            "//example.org/",
            "javascript:alert(1)",
            "http://[",
            "practices/",
            "/%00/",
            "/\x00/",
            "/%ff/",
            "/" + "x" * 3000,
            "/practices/?" + "zone=a&" * 200,
        ],
    )
    def test_only_public_pages_of_this_site_can_be_meant(self, client, address):
        asked = client.get("/report/", {"of": address})
        assert asked.status_code == 400
        sent = send(client, address, basis="依据在此")
        assert sent.status_code == 400
        if "\x00" not in address:
            assert "依据在此" in sent.content.decode()
            assert 'name="of"' in asked.content.decode()
        assert not MistakeReport.objects.exists()

    def test_a_draft_cannot_be_reported_nor_found_out_even_by_its_editor(self, client, practice):
        draft = PracticeFactory(name="藏而未发")
        Practice.objects.filter(pk=practice.pk).update(state="archived")
        client.force_login(EditorFactory())
        for hidden in (draft, practice):
            assert client.get(hidden.get_absolute_url()).status_code in (200, 404)
            asked = client.get(form(hidden.get_absolute_url()))
            assert asked.status_code == 400
            assert hidden.name not in asked.content.decode()
            thanks = client.get(f"/report/thanks/?of={hidden.get_absolute_url()}")
            assert hidden.name not in thanks.content.decode()
            assert send(client, hidden.get_absolute_url()).status_code == 400
        assert not MistakeReport.objects.exists()

    def test_a_program_that_fills_in_everything_is_stopped(self, client, practice):
        answer = send(client, practice.get_absolute_url(), more="http://example.org/")
        assert answer.status_code == 400
        assert "example.org" not in answer.content.decode()
        assert WRONG in answer.content.decode()
        assert not MistakeReport.objects.exists()

    def test_an_address_that_sends_too_many_is_told_so_and_loses_nothing(
        self, client, practice, counting
    ):
        address = practice.get_absolute_url()
        for said in ("第一处不对", "第二处不对"):
            assert send(client, address, wrong=said).status_code == 302
        refused = send(client, address, wrong="第三处不对")
        assert refused.status_code == 429
        assert "第三处不对" in refused.content.decode()
        assert MistakeReport.objects.count() == 2
        other = client.post("/report/", {"of": address, "wrong": WRONG}, REMOTE_ADDR="10.0.0.9")
        assert other.status_code == 302

    def test_what_is_not_valid_does_not_count(self, client, practice, counting):
        for _ in range(3):
            send(client, practice.get_absolute_url(), wrong="")
        assert send(client, practice.get_absolute_url()).status_code == 302

    def test_the_cache_holds_no_address(self, client, practice, counting):
        client.post(
            "/report/",
            {"of": practice.get_absolute_url(), "wrong": WRONG},
            REMOTE_ADDR="10.20.30.40",
        )
        assert not [key for key in cache._cache if "10.20.30.40" in key]
        assert [key for key in cache._cache if "report-" in key]

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_other_methods_are_no_error_of_ours(self, client, method):
        for page in ("/report/", "/report/thanks/"):
            assert getattr(client, method)(page).status_code < 500
