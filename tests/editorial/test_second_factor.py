"""A code of the telephone at the sign-in, and codes on paper for the day it is lost."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from editorial.accounts import second_factor
from editorial.models import AuditEntry
from editorial.roles import ROLES
from tests.factories import EditorFactory

from .accounts import PASSWORD, enter, person, said, token
from .desk import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SETUP = "/admin/account/second-factor/"
CHANGE = f"{SETUP}change/"


@pytest.fixture
def clock(monkeypatch):
    """`clock[0]` is the time by which codes are reckoned."""
    now = [1_800_000_000.0]
    monkeypatch.setattr("django_otp.plugins.otp_totp.models.time.time", lambda: now[0])
    return now


@pytest.fixture
def no_waiting(settings):
    settings.OTP_TOTP_THROTTLE_FACTOR = settings.OTP_STATIC_THROTTLE_FACTOR = 0


def set_up(user, at) -> tuple[bytes, list[str]]:
    device = second_factor.prepared(user)
    return device.bin_key, second_factor.confirm(user, token(device.bin_key, at))


def give(client, code, answer=None):
    """Send the form that asks for the code."""
    return client.post("/admin/login/", fields_of(answer or enter(client)) | {"code": code})


def test_a_person_sets_it_up_and_gets_codes_for_paper_once(client, clock):
    user = person()
    enter(client)
    page = client.get(SETUP).content.decode()
    assert 'src="data:image/svg+xml' in page
    key = re.search(r'totp-key">([A-Z2-7 ]+)<', page)[1]
    wrong = client.post(SETUP, {"code": "000000", "password": PASSWORD}).content.decode()
    assert "验证码不对" in wrong
    assert key in wrong
    TOTPDevice.objects.update(throttling_failure_count=0)
    sent = {"code": token(key, clock[0]), "password": "bu-dui"}
    assert "密码不对" in client.post(SETUP, sent).content.decode()
    shown = client.post(SETUP, sent | {"password": PASSWORD}).content.decode()
    codes = re.findall(r"<code>([a-z2-7]{5}-[a-z2-7]{5})</code>", shown)
    assert len(set(codes)) == 10
    assert second_factor.has(user)
    assert client.get(SETUP)["Location"] == "/admin/account/"
    stored = {kept.token for kept in StaticToken.objects.all()}
    assert not stored & {code.replace("-", "") for code in codes}
    assert said() == ["新建账号。可以登录编辑部", "启用两步验证"]


def test_a_key_that_was_looked_at_and_not_used_is_never_used(client, clock):
    user = person()
    enter(client)
    client.get(SETUP)
    seen = second_factor.prepared(user).bin_key
    client.get(SETUP)
    sent = {"code": token(seen, clock[0]), "password": PASSWORD}
    assert "扫的是不是现在这个图形" in client.post(SETUP, sent).content.decode()
    assert not second_factor.has(user)


def test_the_sign_in_asks_for_the_code_only_after_the_right_password(client, clock):
    key, _ = set_up(person(), clock[0])
    wrong = enter(client, password="bu-dui")
    assert "ticket" not in fields_of(wrong)
    assert "验证码" not in wrong.content.decode()
    asked = enter(client)
    assert "密码正确" in asked.content.decode()
    assert client.get("/admin/").status_code == 302
    clock[0] += 60
    assert give(client, token(key, clock[0]), asked)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_code_is_taken_as_it_is_typed_and_never_twice(client, clock, no_waiting):
    key, _ = set_up(person(), clock[0])
    clock[0] += 60
    code = token(key, clock[0])
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    assert give(client, f" {wide[:3]} {wide[3:]} ").status_code == 302
    again = give(Client(), code)
    assert "已经用过" in again.content.decode()


def test_a_code_from_paper_works_once(client, clock, no_waiting):
    user = person()
    _, (code, *_) = set_up(user, clock[0])
    assert give(client, code.upper()).status_code == 302
    assert second_factor.codes_left(user) == 9
    assert "用了一个恢复码，还剩 9 个" in said()
    assert "恢复码不对，或者已经用过" in give(Client(), code).content.decode()


def test_wrong_codes_are_slowed_down_counted_and_written_down(client, clock, settings):
    set_up(person(), clock[0])
    asked = enter(client)
    assert "验证码不对" in give(client, "000000", asked).content.decode()
    assert "试得太快" in give(client, "000000", asked).content.decode()
    settings.OTP_TOTP_THROTTLE_FACTOR = 0
    for _ in range(3):
        give(client, "000000", asked)
    answer = give(client, "000000", asked)
    assert answer.status_code == 429
    assert give(client, "111111", asked).status_code == 429
    assert set(said(AuditEntry.Action.SIGN_IN_FAILED)) == {
        "验证码或恢复码不对",
        "验证码或恢复码不对；此后暂时锁定",
    }


def test_what_leads_to_the_second_step_is_worth_nothing_alone(client, clock, monkeypatch):
    user = person()
    key, _ = set_up(user, clock[0])
    clock[0] += 60
    code = token(key, clock[0])
    asked = fields_of(enter(client))
    for ticket in ("", "abc", asked["ticket"][0][:-1] + "x"):
        answer = client.post("/admin/login/", {"ticket": ticket, "code": code})
        assert answer.status_code == 200
        assert "请重新填写账号名和密码" in answer.content.decode()
    monkeypatch.setattr("editorial.accounts.signing_in._SECONDS", -1)
    assert "请重新填写" in client.post("/admin/login/", asked | {"code": code}).content.decode()
    monkeypatch.undo()
    user.set_password("Xin-de-mi-ma-2026")
    user.save()
    assert "请重新填写" in client.post("/admin/login/", asked | {"code": code}).content.decode()


def test_an_empty_code_is_asked_for_again_and_counts_nothing(client, clock):
    set_up(person(), clock[0])
    answer = give(client, "")
    assert "请填写验证码" in answer.content.decode()
    assert said(AuditEntry.Action.SIGN_IN_FAILED) == []


@pytest.mark.parametrize("who", ["复审", "超级用户", "撰稿"])
def test_whoever_needs_it_sets_it_up_before_anything_else(client, settings, clock, who):
    settings.SECOND_FACTOR_ROLES = ["复审", "超级用户"]
    person("wangwu", who, is_superuser=who == "超级用户")
    enter(client)
    if who == "撰稿":
        assert client.get("/admin/").status_code == 200
        return
    assert client.get("/admin/")["Location"] == SETUP
    page = client.get(SETUP).content.decode()
    assert "您的角色要求两步验证" in page
    key = re.search(r'totp-key">([A-Z2-7 ]+)<', page)[1]
    client.post(SETUP, {"code": token(key, clock[0]), "password": PASSWORD})
    assert client.get("/admin/").status_code == 200
    client.post(CHANGE, {"remove": "1", "password": PASSWORD})
    assert client.get("/admin/")["Location"] == SETUP


def test_the_own_one_is_given_up_with_the_password_only(client, clock):
    user = person()
    enter(client)
    set_up(user, clock[0])
    refused = client.post(CHANGE, {"remove": "1", "password": "bu-dui"})
    assert "密码不对" in refused.content.decode()
    assert second_factor.has(user)
    old = set(StaticToken.objects.values_list("token", flat=True))
    assert "恢复码" in client.post(CHANGE, {"renew": "1", "password": PASSWORD}).content.decode()
    assert not old & set(StaticToken.objects.values_list("token", flat=True))
    client.post(CHANGE, {"remove": "1", "password": PASSWORD})
    assert not second_factor.has(user)
    assert said()[-2:] == ["重新生成恢复码", "停用两步验证"]


def test_a_manager_takes_it_off_somebody_who_lost_the_telephone(client, clock):
    user, boss = person(), EditorFactory(username="boss")
    own = person("guanli", "管理员")
    set_up(user, clock[0])
    set_up(boss, clock[0])
    enter(client, "guanli")
    set_up(own, clock[0])
    sent = {"action": "remove_second_factor", "_selected_action": [user.pk, boss.pk, own.pk]}
    answer = client.post("/admin/auth/user/", sent, follow=True)
    assert "您无权改动boss的账号" in answer.content.decode()
    assert "自己的两步验证请在“我的账号”里停用" in answer.content.decode()
    assert not second_factor.has(user)
    assert second_factor.has(boss)
    assert second_factor.has(own)
    assert said()[-1] == "取消两步验证"


def test_a_command_takes_it_off_the_only_administrator(clock, capsys):
    user = person()
    set_up(user, clock[0])
    call_command("regain_access", "wangwu")
    assert "取消两步验证" in capsys.readouterr().out
    assert not second_factor.has(user)
    assert said()[-1] == "取消两步验证"


def test_keys_are_on_no_page_of_the_admin(client):
    client.force_login(EditorFactory())
    for model in ("otp_totp/totpdevice", "otp_static/staticdevice", "axes/accessattempt"):
        assert client.get(f"/admin/{model}/").status_code == 404


def test_the_roles_that_can_be_named_are_those_there_are():
    from config.settings import accounts

    assert set(accounts._ROLES) == {*ROLES, second_factor.SUPERUSERS}
