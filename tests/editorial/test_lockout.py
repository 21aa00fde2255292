"""Whoever fails too often waits; whoever is signed in works on."""

import datetime

import pytest
from axes.models import AccessAttempt
from django.core.management import call_command
from django.test import Client

from editorial.models import AuditEntry
from editorial.visitors import address_of, network_of
from tests.factories import EditorFactory, FailedSignInFactory

from .accounts import enter, person, said

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FAILED = AuditEntry.Action.SIGN_IN_FAILED


def fail(client, times, name="wangwu", **given):
    for _ in range(times):
        answer = enter(client, name, "cuo-wu", **given)
    return answer


def failed(number, name="wangwu", address="127.0.0.1", browser=""):
    """Have failed so often before."""
    FailedSignInFactory(
        username=name, ip_address=address, user_agent=browser, failures_since_start=number
    )


def later(minutes):
    """Let time pass for what is counted."""
    for attempt in AccessAttempt.objects.all():
        at = attempt.attempt_time - datetime.timedelta(minutes=minutes)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=at)


def test_five_failures_lock_the_account_from_that_address_for_half_an_hour(client):
    person()
    assert fail(client, 4).status_code == 200
    answer = fail(client, 1)
    assert answer.status_code == 429
    assert 1790 <= int(answer["Retry-After"]) <= 1800
    assert "请在 30 分钟以后再试" in answer.content.decode()
    assert enter(client).status_code == 429
    assert enter(client, REMOTE_ADDR="10.9.9.9").status_code == 302
    later(31)
    assert enter(client).status_code == 302


def test_trying_on_does_not_prolong_it(client):
    person()
    failed(5)
    later(29)
    assert 1 <= int(enter(client)["Retry-After"]) <= 60


def test_the_same_is_said_of_accounts_that_there_are_not(client):
    person()
    for name in ("wangwu", "meiyou"):
        failed(4, name)
    there, not_there = fail(client, 1), fail(Client(), 1, "meiyou")
    assert there.status_code == not_there.status_code == 429
    assert there.content == not_there.content


def test_each_failure_is_written_down_once_and_says_when_it_locks(client):
    person()
    fail(client, 6)
    why = "账号名或密码不对，或账号已停用"
    assert said(FAILED) == [*[why] * 4, f"{why}；此后暂时锁定", "已锁定，没有核对密码"]


def test_an_account_is_locked_for_a_guesser_with_many_addresses(client):
    person()
    for number in range(4):
        failed(4, address=f"10.1.1.{number}")
    assert fail(client, 3, REMOTE_ADDR="10.1.1.9").status_code == 200
    assert fail(client, 1, REMOTE_ADDR="10.1.1.9").status_code == 429
    assert enter(client, REMOTE_ADDR="10.2.2.2").status_code == 429


def test_an_address_is_locked_for_a_guesser_with_many_names(client):
    person()
    for number in range(14):
        failed(2, f"ren{number}")
    assert fail(client, 1, "zuihou").status_code == 200
    assert fail(client, 1, "zuihou").status_code == 429
    assert enter(client).status_code == 429
    assert enter(client, REMOTE_ADDR="10.2.2.2").status_code == 302


def test_a_success_wipes_out_only_the_own_failures(client):
    person("wangwu")
    person("lisi")
    failed(4, "wangwu")
    failed(4, "lisi")
    assert enter(client, "lisi").status_code == 302
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["wangwu"]


def test_who_is_signed_in_works_on_while_the_account_is_locked(client):
    person()
    enter(client)
    failed(5)
    assert enter(Client()).status_code == 429
    assert client.get("/admin/").status_code == 200


def test_a_name_beyond_all_measure_is_counted_too(client):
    failed(4, "长" * 255)
    assert fail(client, 1, "长" * 5000).status_code == 429


def test_nothing_secret_is_kept_of_a_failure(client):
    fail(client, 1)
    kept = repr(AccessAttempt.objects.values().get())
    assert "cuo-wu" not in kept


def test_the_manager_unlocks_an_account_or_an_address(client):
    account = person()
    person("guanli", "管理员")
    failed(5)
    enter(client, "guanli")
    page = client.get("/admin/editorial/failedsignin/").content.decode()
    assert "wangwu" in page
    assert "锁定至" in page
    chosen = {"action": "unlock", "_selected_action": [AccessAttempt.objects.get().pk]}
    client.post("/admin/editorial/failedsignin/", chosen)
    assert enter(Client()).status_code == 302
    failed(5)
    client.post("/admin/auth/user/", {"action": "unlock", "_selected_action": [account.pk]})
    assert enter(Client()).status_code == 302
    assert [line for line in said() if line.startswith("解除登录锁定")] == [
        "解除登录锁定：wangwu，来自 127.0.0.1",
        "解除登录锁定，清除 5 次失败",
    ]


def test_a_manager_unlocks_nobody_who_can_do_more(client):
    boss = EditorFactory(username="boss")
    person("guanli", "管理员")
    failed(5, "boss")
    enter(client, "guanli")
    client.post("/admin/auth/user/", {"action": "unlock", "_selected_action": [boss.pk]})
    assert AccessAttempt.objects.exists()


def test_a_command_lets_in_when_no_manager_can(client, capsys):
    person()
    failed(5)
    call_command("regain_access", "wangwu")
    assert "清除 5 次登录失败" in capsys.readouterr().out
    assert enter(client).status_code == 302


def test_old_failures_leave_the_table_by_themselves(client):
    failed(2, "zhang")
    later(31)
    fail(client, 1, "li")
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["li"]


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        (0, "10.0.0.1", "1.2.3.4", "10.0.0.1"),
        (1, "127.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "127.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        (1, "127.0.0.1", "not-an-address", "127.0.0.1"),
        (1, "", "", None),
        (1, "", "1.2.3.4", "1.2.3.4"),
        (1, "127.0.0.1", "::ffff:1.2.3.4", "1.2.3.4"),
        (1, "127.0.0.1", "2001:DB8::0001", "2001:db8::1"),
        (0, "fe80::1%eth0", "", "fe80::1"),
    ],
)
def test_an_address_is_believed_as_far_as_the_own_proxies_say_it(
    rf, settings, proxies, remote, forwarded, address
):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    request = rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == address


def test_who_has_a_whole_ipv6_network_is_counted_once(rf):
    one, two = (rf.get("/", REMOTE_ADDR=f"2001:db8:1:2::{n}") for n in ("1", "ffff"))
    assert network_of(one) == network_of(two) == "2001:db8:1:2::"


def test_a_made_up_address_does_not_get_around_it(client):
    person()
    failed(3)
    for number in range(2):
        fail(client, 1, HTTP_X_FORWARDED_FOR=f"6.6.6.{number}")
    assert enter(client, HTTP_X_FORWARDED_FOR="7.7.7.7").status_code == 429
