"""Who is signed in where; ended from afar, and asked for the password again after a while."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from editorial.accounts import second_factor, sessions
from editorial.models import AuditEntry, PreferredForm, SignIn

from .accounts import PASSWORD, enter, person, said, token
from .desk import address, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ADD = "/admin/editorial/preferredform/add/"
END = "/admin/account/sign-ins/end/"
NEW = "Shi-ba-ge-2026-zhi-bu"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/120.0.0.0 Safari/537.36 Edg/121.0.0.0"
)


def go_away(minutes=31):
    SignIn.objects.update(seen=timezone.now() - datetime.timedelta(minutes=minutes))


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.fixture
def two():
    """Two browsers of one person."""
    person("wangwu", "撰稿")
    browsers = Client(), Client()
    for browser in browsers:
        assert enter(browser, HTTP_USER_AGENT=EDGE, REMOTE_ADDR="10.1.2.3").status_code == 302
    return browsers


def test_the_own_ones_are_listed_with_browser_and_address(two):
    page = two[0].get("/admin/account/").content.decode()
    assert page.count("Edge 121 · Windows</strong>") == 2
    assert page.count("（这一台）") == 1
    assert "来自 10.1.2.3" in page


def test_one_is_ended_and_the_other_stays(two):
    here, there = two
    other = SignIn.objects.order_by("pk").last()
    here.post(END, {"sign_in": other.pk})
    assert not is_in(there)
    assert is_in(here)
    assert said()[-1] == "结束登录：Edge 121 · Windows，10.1.2.3"


def test_all_others_are_ended_and_the_own_is_not(two):
    here, there = two
    here.post(END)
    assert (is_in(here), is_in(there)) == (True, False)


def test_nobody_ends_those_of_others(two, client):
    person("lisi")
    enter(client, "lisi")
    for number in (SignIn.objects.filter(user__username="wangwu").first().pk, "9" * 40, "x", "²"):
        client.post(END, {"sign_in": number})
    assert all(map(is_in, two))


def test_a_changed_password_ends_all_others(two):
    here, there = two
    sent = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert here.post("/admin/password_change/", sent).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert SignIn.objects.count() == 1


def test_a_manager_sees_and_ends_those_of_others(two, client):
    person("guanli", "管理员")
    enter(client, "guanli")
    assert "Edge 121" in client.get("/admin/editorial/signin/").content.decode()
    theirs = SignIn.objects.filter(user__username="wangwu").values_list("pk", flat=True)
    sent = {"action": "end", "_selected_action": list(theirs)}
    client.post("/admin/editorial/signin/", sent)
    assert not any(map(is_in, two))
    assert is_in(client)
    assert two[0].get("/admin/editorial/signin/").status_code == 302


def test_an_account_that_is_deactivated_is_out(two, client):
    person("guanli", "管理员")
    enter(client, "guanli")
    account = SignIn.objects.filter(user__username="wangwu").first().user
    data = fields_of(client.get(address(account)))
    del data["is_active"]
    client.post(address(account), data)
    assert not any(map(is_in, two))
    assert not account.sign_ins.exists()


def test_signing_out_leaves_nothing(two):
    two[0].post("/admin/logout/")
    assert not is_in(two[0])
    assert SignIn.objects.count() == 1


def test_what_was_collected_stays_when_a_sign_in_is_ended(two):
    here, _ = two
    session = here.session
    session["collected"] = ["x"]
    session.save()
    SignIn.objects.all().delete()
    assert not is_in(here)
    assert here.session["collected"] == ["x"]


class TestComingBack:
    """After half an hour the password is asked for again, and nothing that was sent is lost."""

    def test_a_page_asks_first_and_then_shows_itself(self, two):
        here, _ = two
        go_away()
        asked = here.get("/admin/practices/practice/?q=x")
        assert asked.status_code == 403
        assert "请再输入一次密码" in asked.content.decode()
        sent = fields_of(asked) | {"again-password": PASSWORD}
        assert here.post("/admin/practices/practice/?q=x", sent)["Location"] == (
            "/admin/practices/practice/?q=x"
        )
        assert is_in(here)

    def test_a_form_that_was_sent_meanwhile_goes_on_where_it_was_sent(self):
        person("guanli", "管理员")
        here = Client(enforce_csrf_checks=True)
        page = here.get("/admin/login/")
        enter(here, "guanli", HTTP_X_CSRFTOKEN=fields_of(page)["csrfmiddlewaretoken"][0])
        # Two forms stand open; both are still good afterwards.
        forms = [fields_of(here.get(ADD)) for _ in range(2)]
        go_away()
        text = '第一段“话”。\r\n\r\n第二段 <&amp;> "引"'
        asked = here.post(ADD, forms[0] | {"wrong": "三课一会", "right": "三会一课", "note": text})
        assert asked.status_code == 403
        assert not PreferredForm.objects.exists()
        wrong = here.post(ADD, fields_of(asked) | {"again-password": "bu-dui"})
        assert "密码不对" in wrong.content.decode()
        answer = here.post(ADD, fields_of(wrong) | {"again-password": PASSWORD})
        assert answer.status_code == 302
        kept = PreferredForm.objects.get()
        assert (kept.wrong, kept.note.splitlines()) == ("三课一会", text.splitlines())
        other = forms[1] | {"wrong": "支部建设", "right": "党支部建设"}
        assert here.post(ADD, other).status_code == 302

    def test_it_is_asked_for_too_when_the_day_is_over(self, two):
        here, _ = two
        SignIn.objects.update(since=timezone.now() - datetime.timedelta(hours=13))
        assert here.get("/admin/").status_code == 403
        sent = fields_of(here.get("/admin/")) | {"again-password": PASSWORD}
        assert here.post("/admin/", sent).status_code == 302
        assert is_in(here)

    def test_public_pages_are_those_of_everybody_meanwhile(self, two):
        go_away()
        assert not two[0].get("/practices/").wsgi_request.user.is_authenticated

    def test_the_second_factor_is_asked_for_again_too(self, two):
        here, _ = two
        user = SignIn.objects.first().user
        device = second_factor.prepared(user)
        device.confirmed = True
        device.save()
        go_away()
        asked = fields_of(here.get("/admin/")) | {"again-password": PASSWORD}
        assert here.post("/admin/", asked | {"again-code": ""}).status_code == 403
        assert here.post("/admin/", asked | {"again-code": "000000"}).status_code == 403
        type(device).objects.update(throttling_failure_count=0)
        code = token(device.bin_key, timezone.now().timestamp())
        assert here.post("/admin/", asked | {"again-code": code}).status_code == 302

    def test_guesses_are_counted_and_what_was_sent_is_still_not_lost(self, two):
        here, _ = two
        go_away()
        answer = here.post(ADD, {"wrong": "三课一会"})
        for _ in range(5):
            answer = here.post(ADD, fields_of(answer) | {"again-password": "bu-dui"})
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) > 1700
        assert "已暂时锁定" in answer.content.decode()
        assert fields_of(answer)["wrong"] == ["三课一会"]

    def test_who_it_is_not_may_sign_out(self, two):
        here, _ = two
        go_away()
        assert here.post("/admin/logout/").status_code == 200
        assert here.get("/admin/").status_code == 302

    def test_no_password_is_held_in_the_page(self, two):
        here, _ = two
        go_away()
        asked = here.post("/admin/password_change/", {"old_password": PASSWORD})
        assert PASSWORD not in asked.content.decode()

    def test_it_is_written_down(self, two):
        here, _ = two
        go_away()
        here.post("/admin/", fields_of(here.get("/admin/")) | {"again-password": PASSWORD})
        assert said(AuditEntry.Action.SIGN_IN) == ["", "", "离开以后回来"]


def test_who_works_is_seen_once_a_minute_and_asked_for_with_one_query(
    two, django_assert_num_queries
):
    here, _ = two
    before = SignIn.objects.order_by("pk").first()
    with django_assert_num_queries(3) as asked:
        here.get("/admin/jsi18n/")
    # The session, the sign-in, the person; and nothing is written.
    assert not [query["sql"] for query in asked if "UPDATE" in query["sql"]]
    go_away(5)
    here.get("/admin/jsi18n/")
    assert SignIn.objects.get(pk=before.pk).seen > timezone.now() - datetime.timedelta(minutes=1)


def test_sign_ins_that_nobody_comes_back_to_go_away_by_themselves(two, client):
    go_away(60 * 24 * 15)
    enter(client)
    assert SignIn.objects.count() == 1


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (EDGE, "Edge 121 · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko Firefox/128.0", "Firefox 128 · Linux"),
        ("Mozilla/5.0 (iPhone; CPU OS 17) MicroMessenger/8.0 Safari/6", "微信 8 · iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/17.1 Safari/6", "Safari 17 · macOS"),
        ("curl/8", "curl/8"),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_short(agent, name):
    assert sessions.browser_of(agent) == name


@pytest.mark.parametrize("elsewhere", ["//example.org", "https://example.org/", "/\\example.org"])
def test_a_sign_in_leads_to_the_desk_and_never_to_another_site(client, elsewhere):
    person()
    sent = {"username": "wangwu", "password": PASSWORD, "next": elsewhere}
    assert client.post("/admin/login/", sent)["Location"] == "/admin/"
