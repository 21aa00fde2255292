"""What a password has to be, and when it has to be changed before anything else."""

import datetime
from itertools import pairwise

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from editorial.models import PasswordSet

from .accounts import PASSWORD, enter, person
from .desk import address

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NEW = "Shi-ba-ge-2026-zhi-bu"


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("Aa1!aa11bb", "至少 12 个字符"),
        ("zhibulianjian2026", "至少有 3 种"),
        ("Zhibulianjianlian", "至少有 3 种"),
        ("xx-WangWu-xx-2026", "账号名、姓名或邮箱名"),
        ("Kai-王小五-2026-hui", "账号名、姓名或邮箱名"),
        ("Password2026!!", "太常见"),
        ("P@ssw0rd!!2026", "太常见"),
        ("Dangjian@2026", "太常见"),
        ("Admin@2026!!!", "太常见"),
        ("Aa123456789!", "太常见"),
        ("Qwerty!23456#", "太常见"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password, words):
    user = User(username="wangwu", first_name="王小五")
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, user)
    assert words in "".join(refusal.value.messages)


@pytest.mark.parametrize(
    "password", [PASSWORD, "三会一课-2026-zhi-bu", "correct Horse battery 9", "x7$Kq9#mP2vLbz", NEW]
)
def test_a_good_password_is_taken(password):
    validate_password(password, User(username="wangwu", first_name="王小五"))


def change(client, old, new):
    sent = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/admin/password_change/", sent)


def test_the_last_five_passwords_do_not_come_again(client):
    user = person()
    enter(client)
    passwords = [PASSWORD, *(f"{NEW}-{number}" for number in range(5))]
    for old, new in pairwise(passwords):
        assert change(client, old, new).status_code == 302
    for kept in passwords[1:]:
        assert "最近 5 次用过" in change(client, passwords[-1], kept).content.decode()
    assert PasswordSet.objects.filter(user=user).count() == 5
    assert change(client, passwords[-1], PASSWORD).status_code == 302


def grow_old(user, days):
    PasswordSet.objects.filter(user=user).update(at=timezone.now() - datetime.timedelta(days=days))


def test_an_old_password_is_changed_before_anything_else(client):
    user = person("wangwu", "撰稿")
    grow_old(user, 91)
    enter(client)
    for page in ("/admin/", "/admin/practices/practice/", "/admin/account/"):
        assert client.get(page)["Location"] == "/admin/password_change/"
    assert client.post("/admin/practices/practice/add/", {"name": "x"}).status_code == 302
    page = client.get("/admin/password_change/").content.decode()
    assert "密码已经用了 90 天以上" in page
    assert "至少 12 个字符" in page
    assert change(client, PASSWORD, NEW).status_code == 302
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(("days", "setting"), [(89, 90), (1000, 0)])
def test_a_password_in_its_time_is_not_asked_for(client, settings, days, setting):
    settings.PASSWORD_DAYS = setting
    grow_old(person(), days)
    enter(client)
    assert client.get("/admin/").status_code == 200


def test_a_password_that_another_set_is_changed_first(client):
    user = person("wangwu", "撰稿")
    person("guanli", "管理员")
    enter(client, "guanli")
    sent = {"password1": NEW, "password2": NEW, "usable_password": "true", "set-password": "1"}
    assert client.post(address(user, "password_change"), sent).status_code == 302
    own = Client()
    enter(own, password=NEW)
    assert own.get("/admin/")["Location"] == "/admin/password_change/"
    assert "别人替您设的" in own.get("/admin/password_change/").content.decode()
    assert change(own, NEW, f"{NEW}-2").status_code == 302
    assert own.get("/admin/").status_code == 200


def test_drafts_are_not_shown_meanwhile_on_public_pages_either(client):
    user = person("wangwu", "撰稿")
    grow_old(user, 91)
    enter(client)
    assert not client.get("/practices/").wsgi_request.user.is_authenticated


def test_a_password_from_past_the_application_counts_from_the_first_sign_in(client):
    user = person()
    PasswordSet.objects.all().delete()
    enter(client)
    assert client.get("/admin/").status_code == 200
    assert PasswordSet.objects.get().user == user


def test_who_makes_an_account_at_the_terminal_is_told_what_a_password_has_to_be(capsys):
    call_command("make_editor", "--noinput", "--username=boss", "--email=b@example.org")
    told = capsys.readouterr().out
    assert "至少 12 个字符" in told
    assert "每 90 天换一次" in told
    assert User.objects.get(username="boss").is_superuser
