"""The basket: collecting from pages, order, remarks, taking out and back, and what is refused."""

import re
import time
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache

from practices.basket import keeping
from practices.basket.keeping import MOST
from practices.basket.pieces import piece_of
from tests.factories import (
    CollectionItemFactory,
    EditorFactory,
    EvidenceFactory,
    PracticeFactory,
    ProblemStatementFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactory,
)
from tests.support.pages import html, words

from .collecting import OWN, basket, collect, kept, press, remarks, send
from .reading import speech

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BUTTON = re.compile(r'<button class="collect[^>]* value="([^"#]*)#([^"]*)"[^>]*>')


@pytest.fixture
def three(client):
    """Three practices, collected."""
    made = [
        PracticeFactory(name=name, slug=slug, published=True)
        for name, slug in (("甲行动", "jia"), ("乙行动", "yi"), ("丙行动", "bing"))
    ]
    collect(client, *(piece_of(practice).name for practice in made))
    return made


def full(client, number=MOST):
    """Fill the basket with practices that are nowhere else."""
    client.get("/basket/")
    session = client.session
    session["basket"] = [["practice", f"yi-you-{n}", ""] for n in range(number)]
    session.save()
    client.cookies["sessionid"] = session.session_key


def buttons(page: str) -> list[str]:
    return [unescape(name) for name, _ in BUTTON.findall(page)]


class TestWhatCanBeCollectedWhere:
    def test_practices_on_their_page_and_in_every_list(self, client):
        link = ProblemStatementFactory(published=True)
        theme = ThemeFactory()
        practice = PracticeFactory(slug="wu-tong", themes=[theme], published=True)
        item = CollectionItemFactory(practice=practice, published=True)
        practice.problem_links.create(problem=link.problem)
        for url in (
            "/",
            "/practices/",
            practice.get_absolute_url(),
            link.problem.get_absolute_url(),
            theme.get_absolute_url(),
            item.collection.get_absolute_url(),
            f"/search/?q={practice.name}",
            "/compare/?practice=wu-tong",
        ):
            assert "practice:wu-tong" in buttons(html(client, url)), url

    def test_answers_in_the_interview_with_the_guest_and_where_they_are_found(self, client):
        answer = speech()
        name = piece_of(answer).name
        for url in (
            answer.interview.get_absolute_url(),
            answer.appearance.guest.get_absolute_url(),
            f"/search/?q={answer.text[:4]}&kind=paragraph",
        ):
            assert name in buttons(html(client, url)), url

    def test_words_where_they_are_quoted_and_marked(self, client):
        evidence = EvidenceFactory(published=True)
        name = piece_of(evidence).name
        for url in (evidence.practice.get_absolute_url(), evidence.passage_url):
            assert name in buttons(html(client, url)), url
        assert collect(client, name).status_code == 302
        assert kept(client) == [name]

    def test_every_button_has_a_place_of_its_own_to_come_back_to(self, client):
        statement = ProblemStatementFactory(published=True)
        page = html(client, statement.problem.get_absolute_url())
        places = [place for _, place in BUTTON.findall(page)]
        assert len(places) == len(set(places)) > 0
        assert all(f'id="{place}"' in page for place in places)

    def test_the_ticked_rows_of_the_table(self, client):
        slugs = [row.slug for row in PracticeFactory.create_batch(3, published=True)]
        data = {"practice": slugs[:2], "next": "/practices/?view=table#table"}
        answer = send(client, "/basket/add/", data)
        assert answer["Location"] == "/practices/?view=table#table"
        assert kept(client) == [f"practice:{slug}" for slug in slugs[:2]]
        assert buttons(html(client, "/practices/?view=table")) != []


class TestCollecting:
    def test_leads_back_to_the_same_place_and_the_page_says_so(self, client):
        practice = PracticeFactory(slug="jia", published=True)
        answer = collect(client, "practice:jia#c7", next="/practices/?zone=x")
        assert answer["Location"] == "/practices/?zone=x#c7"
        page = html(client, practice.get_absolute_url())
        assert "已在材料篮" in page
        assert 'id="basket-count">1<' in page

    def test_with_the_script_the_answer_is_data(self, client):
        PracticeFactory(slug="jia", published=True)
        answer = send(
            client, "/basket/add/", {"piece": "practice:jia#c1"}, Accept="application/json"
        )
        assert answer.json() == {"said": "已收入材料篮，现有 1 份。", "count": 1}
        answer = send(client, "/basket/add/", {"piece": "nonsense"}, Accept="application/json")
        assert (answer.status_code, list(answer.json())) == (400, ["said"])

    def test_twice_is_once(self, client, three):
        collect(client, "practice:yi")
        assert kept(client) == ["practice:jia", "practice:yi", "practice:bing"]

    def test_a_page_of_its_own_takes_it_out_again(self, client, three):
        answer = send(client, "/basket/remove/", {"piece": "practice:yi#c2", "next": "/"})
        assert answer["Location"] == "/#c2"
        assert kept(client) == ["practice:jia", "practice:bing"]

    def test_nobody_is_led_to_another_site(self, client, three):
        for address in (
            *("//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x", ""),
            *("evil.example", "/" * 3000, "///evil.example", "/\t/evil.example"),
        ):
            answer = collect(client, "practice:jia#c1", next=address)
            assert answer["Location"] == "/basket/", address


class TestRefusals:
    @pytest.mark.parametrize(
        ("names", "status", "said"),
        [
            ([], 400, "没有勾选"),
            (["guest:li"], 400, "没有认出"),
            (["practice:"], 400, "没有认出"),
            (["practice:" + "x" * 5000], 400, "没有认出"),
            (["passage:1-2"], 400, "没有认出"),
            (["answer:x.a99999999999"], 400, "没有认出"),
            (["practice:mei-you"], 404, "没有找到"),
            (["answer:mei-you.a1"], 404, "没有找到"),
            (["passage:999999999999999-0-5"], 404, "没有找到"),
            (["passage:1-999999999-5"], 404, "没有找到"),
        ],
    )
    def test_what_cannot_be_collected_is_answered_with_a_sentence(
        self, client, names, status, said
    ):
        answer = collect(client, *names)
        assert answer.status_code == status
        assert said in answer.text
        assert not Session.objects.exists()

    @pytest.mark.parametrize(
        "span", ["0-0", "5-2", "0-999999", "999999-1000000", "0-2001", "0-5-00000000"]
    )
    def test_a_span_that_is_no_passage_is_not_found(self, client, span):
        source = SourceFactory(published=True, text="党" * 5000)
        assert collect(client, f"passage:{source.pk}-{span}").status_code == 404

    def test_a_draft_is_not_found_except_by_its_editor(self, client):
        draft = PracticeFactory(slug="cao-gao")
        answer = collect(client, "practice:cao-gao")
        assert answer.status_code == 404
        assert draft.name not in answer.text
        client.force_login(EditorFactory())
        assert collect(client, "practice:cao-gao").status_code == 302

    def test_of_too_many_those_are_taken_that_there_is_room_for(self, client):
        full(client, MOST - 1)
        slugs = [row.slug for row in PracticeFactory.create_batch(2, published=True)]
        answer = send(client, "/basket/add/", {"practice": slugs, "next": "/practices/"})
        assert answer.status_code == 409
        assert "最多放 100 份" in answer.text
        assert "收入了 1 份，还有 1 份放不下" in answer.text
        assert 'href="/practices/"' in answer.text
        assert len(kept(client)) == MOST

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://["},
            {"Referer": "https://evil.example/testserver/"},
            {"Sec-Fetch-Site": "cross-site", **OWN},
            {"Sec-Fetch-Site": "same-site", **OWN},
        ],
    )
    @pytest.mark.parametrize("url", ["/basket/add/", "/basket/remove/", "/basket/"])
    def test_what_another_site_sends_changes_nothing(self, client, three, url, headers):
        data = {"piece": "practice:jia", "do": "clear"}
        answer = client.post(url, data, headers=headers)
        assert answer.status_code == 403
        assert "看不出来自本站" in answer.text
        assert len(kept(client)) == 3

    @pytest.mark.parametrize(
        "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Referer": "http://testserver/x"}]
    )
    def test_browsers_say_in_several_ways_that_a_form_is_ours(self, client, headers):
        client = type(client)(enforce_csrf_checks=True)
        PracticeFactory(slug="jia", published=True)
        answer = client.post("/basket/add/", {"piece": "practice:jia"}, headers=headers)
        assert answer.status_code == 302

    @pytest.mark.parametrize("url", ["/basket/add/", "/basket/remove/"])
    def test_asking_for_an_address_of_forms_leads_to_the_basket(self, client, url):
        assert client.get(url)["Location"] == "/basket/"


class TestOrder:
    @pytest.mark.parametrize(
        ("do", "order", "anchor"),
        [
            ("up:practice:bing", "jia bing yi", "#up-piece-practice-bing"),
            ("up:practice:yi", "yi jia bing", "#down-piece-practice-yi"),
            ("down:practice:yi", "jia bing yi", "#up-piece-practice-yi"),
            ("up:practice:jia", "jia yi bing", "#down-piece-practice-jia"),
            ("down:practice:bing", "jia yi bing", "#up-piece-practice-bing"),
            ("up:practice:mei-you", "jia yi bing", ""),
            ("sideways:practice:jia", "jia yi bing", ""),
        ],
    )
    def test_a_piece_moves_by_one_and_no_further_than_the_ends(
        self, client, three, do, order, anchor
    ):
        answer = press(client, do)
        assert kept(client) == [f"practice:{slug}" for slug in order.split()]
        assert answer["Location"] == f"/basket/{anchor}"
        assert not anchor or f'id="{anchor[1:]}"' in basket(client)

    def test_what_was_collected_on_another_page_meanwhile_stays(self, client, three):
        press(client, "down:practice:jia", names=["practice:jia", "practice:yi"])
        assert set(kept(client)) == {"practice:jia", "practice:yi", "practice:bing"}
        assert kept(client)[0] == "practice:yi"


class TestRemarks:
    def test_whatever_is_pressed_saves_all_that_was_typed(self, client, three):
        press(client, "up:practice:yi", remarks={"practice:bing": "  一行\r\n两行 "})
        assert remarks(client) == ["", "", "一行\n两行"]
        assert "一行\n两行</textarea>" in basket(client)

    def test_one_that_is_too_long_is_not_lost_and_nothing_is_done(self, client, three):
        typed = {"practice:jia": "长" * 501, "practice:yi": "短的备注"}
        answer = press(client, "clear", remarks=typed)
        assert answer.status_code == 400
        assert "多了 1 字" in answer.text
        assert all(text in answer.text for text in typed.values())
        assert len(kept(client)) == 3

    def test_what_was_typed_outlives_the_session(self, client, three):
        names = kept(client)
        client.cookies.clear()
        press(client, "save:practice:yi", names=names, remarks={"practice:yi": "写了很久"})
        assert kept(client) == names
        assert "写了很久" in remarks(client)

    def test_markup_is_words(self, client, three):
        press(client, "save", remarks={"practice:yi": "</textarea><script>x</script>"})
        assert "<script>x" not in basket(client)


class TestTakingOutAndBack:
    def test_one_comes_back_to_its_place_with_its_remark(self, client, three):
        press(client, "remove:practice:yi", remarks={"practice:yi": "要紧"})
        assert kept(client) == ["practice:jia", "practice:bing"]
        assert "已移出“乙行动”" in words(basket(client))
        press(client, "undo")
        assert kept(client) == ["practice:jia", "practice:yi", "practice:bing"]
        assert remarks(client)[1] == "要紧"
        assert "已移出" not in basket(client)

    def test_collected_anew_it_has_its_remark_and_is_there_once(self, client, three):
        press(client, "remove:practice:yi", remarks={"practice:yi": "要紧"})
        collect(client, "practice:yi")
        assert kept(client) == ["practice:jia", "practice:bing", "practice:yi"]
        assert remarks(client)[2] == "要紧"
        page = basket(client)
        assert page.count('class="basket-piece"') == 3
        assert "已移出" not in page

    def test_all_come_back(self, client, three):
        press(client, "clear")
        page = basket(client)
        assert "已移出 3 份材料" in words(page)
        assert "材料篮是空的" in page
        press(client, "undo")
        assert kept(client) == ["practice:jia", "practice:yi", "practice:bing"]

    def test_after_a_while_nothing_is_left_of_an_empty_basket(self, client, three, monkeypatch):
        press(client, "clear")
        late = time.time() + keeping.UNDO_SECONDS + 1
        monkeypatch.setattr(keeping.time, "time", lambda: late)
        client.get("/practices/")
        assert not Session.objects.exists()
        assert not client.cookies["sessionid"].value

    def test_an_editor_who_empties_it_stays_signed_in(self, client, monkeypatch):
        client.force_login(EditorFactory())
        collect(client, f"practice:{PracticeFactory(published=True).slug}")
        press(client, "clear")
        late = time.time() + keeping.UNDO_SECONDS + 1
        monkeypatch.setattr(keeping.time, "time", lambda: late)
        assert "已移出" not in basket(client)
        assert client.get("/admin/").status_code == 200


class TestWhatIsNoLongerPublic:
    def test_it_is_left_out_counted_and_can_be_taken_out(self, client, three):
        hidden = three[1]
        hidden.state = "archived"
        hidden.save()
        page = basket(client)
        assert hidden.name not in page
        assert "另有 1 份已经不再公开" in words(page)
        press(client, "drop", names=["practice:jia", "practice:bing"])
        assert kept(client) == ["practice:jia", "practice:bing"]
        press(client, "remove:practice:jia", names=[])
        hidden.refresh_from_db()
        assert hidden.name not in basket(client)

    def test_zones_and_speakers_that_are_not_published_are_not_named(self, client):
        zone = ZoneFactory()
        answer = speech(zone=zone)
        guest = answer.appearance.guest
        guest.state = "draft"
        guest.save()
        practice = PracticeFactory(zones=[zone], published=True)
        collect(client, piece_of(answer).name, piece_of(practice).name)
        page = basket(client)
        assert practice.name in page
        assert guest.name not in page
        assert zone.short_name not in page


class TestPagesOfOthers:
    def test_pages_of_those_who_collect_nothing_are_one_page_without_a_cookie(
        self, client, settings
    ):
        settings.CACHES = {
            "default": {
                "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
                "LOCATION": "basket",
            }
        }
        cache.clear()
        practice = PracticeFactory(slug="jia", published=True)
        first = client.get(practice.get_absolute_url())
        collector = type(client)()
        collect(collector, "practice:jia")
        own = collector.get(practice.get_absolute_url())
        again = client.get(practice.get_absolute_url())
        assert again.content == first.content != own.content
        assert again["ETag"] == first["ETag"]
        assert not again.cookies
        assert (own["Cache-Control"], "ETag" in own) == ("private, no-cache", False)

    @pytest.mark.parametrize("url", ["/basket/", "/practices/", "/"])
    def test_looking_begins_no_session(self, client, url):
        assert not client.get(url).cookies
        assert not Session.objects.exists()

    @pytest.mark.parametrize(
        "stored", ["x", [1], [["practice"]], [["practice", 3, ""]], [["guest", "li", ""]], {"a": 1}]
    )
    def test_a_session_that_holds_nonsense_is_an_empty_basket(self, client, stored):
        full(client)
        session = client.session
        session["basket"] = session["basket_taken"] = stored
        session.save()
        assert "材料篮是空的" in basket(client)
        client.cookies["sessionid"] = "x" * 32
        assert "材料篮是空的" in basket(client)
