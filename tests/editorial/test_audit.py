"""The audit log: who signed in, who could not, whose account and rights changed, by whom."""

import datetime

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from editorial.admin.audit import span
from editorial.audit import note
from editorial.models import AuditEntry
from tests.factories import EditorFactory, UserFactory, ZoneFactory
from zones.models import EditorZones

from .desk import address, fields_of, save, staff

pytestmark = pytest.mark.django_db
Action = AuditEntry.Action
PASSWORD = "gao-xin-2026-dang-jian"
LIST = "/admin/editorial/auditentry/"


@pytest.fixture
def editor():
    return User.objects.create_user("wangwu", password=PASSWORD, is_staff=True)


def sign_in(client, name, password, **given):
    sent = {"username": name, "password": password}
    return client.post(reverse("admin:login"), sent, **given)


def entries(*actions):
    found = AuditEntry.objects.filter(action__in=actions).order_by("pk")
    return [(entry.actor_name, entry.get_action_display(), entry.title) for entry in found]


def details(action):
    found = AuditEntry.objects.filter(action=action).order_by("pk")
    return list(found.values_list("detail", flat=True))


def test_signing_in_and_out_is_written_down_with_the_address(client, editor):
    assert sign_in(client, "wangwu", PASSWORD, REMOTE_ADDR="10.1.2.3").status_code == 302
    client.post(reverse("admin:logout"), REMOTE_ADDR="2001:db8::7")
    assert entries(Action.SIGN_IN, Action.SIGN_OUT) == [
        ("wangwu", "登录", "wangwu"),
        ("wangwu", "退出", "wangwu"),
    ]
    found = AuditEntry.objects.filter(action__in=("sign_in", "sign_out")).order_by("pk")
    assert list(found.values_list("address", flat=True)) == ["10.1.2.3", "2001:db8::7"]
    assert {entry.actor for entry in found} == {editor}


@pytest.mark.parametrize("name", ["wangwu", "meiyou", "长" * 150, "wangwu'; --"])
def test_a_failed_sign_in_is_written_down_with_the_name_and_never_the_password(
    client, editor, name
):
    answer = sign_in(client, name, "cuowu-de-mima", REMOTE_ADDR="10.1.2.3")
    assert answer.status_code == 200
    assert "账号名或密码不对" in answer.content.decode()
    entry = AuditEntry.objects.get(action=Action.SIGN_IN_FAILED)
    assert (entry.title, entry.actor, entry.address) == (name, None, "10.1.2.3")
    assert "cuowu-de-mima" not in repr(AuditEntry.objects.values().get(pk=entry.pk))


def test_a_name_beyond_all_measure_is_cut(client):
    assert sign_in(client, "长" * 10_000, "x").status_code == 200
    assert AuditEntry.objects.get(action=Action.SIGN_IN_FAILED).title == "长" * 300


@pytest.mark.parametrize("column", ["is_active", "is_staff"])
def test_who_may_not_come_in_with_the_right_password_is_written_down(client, editor, column):
    User.objects.filter(pk=editor.pk).update(**{column: False})
    assert sign_in(client, "wangwu", PASSWORD).status_code == 200
    assert entries(Action.SIGN_IN, Action.SIGN_IN_FAILED) == [("", "登录失败", "wangwu")]


def test_changes_of_an_account_are_written_down_with_who_made_them(client):
    boss = staff(client, "zhuguan", "auth.view_user", "auth.change_user")
    account = UserFactory(username="lisi", is_staff=True)
    save(client, account, first_name="李四", email="lisi@example.org")
    data = fields_of(client.get(address(account)))
    del data["is_active"]
    client.post(address(account), data)
    said = AuditEntry.objects.filter(actor=boss, action=Action.ACCOUNT).order_by("pk")
    assert {entry.title for entry in said} == {"lisi"}
    first, second = said
    assert set(first.detail.split("；")) == {
        "姓名：（空） → 李四",
        "电子邮箱：（空） → lisi@example.org",
    }
    assert second.detail == "启用：是 → 否"


def test_saving_what_did_not_change_is_not_written_down(client):
    staff(client, "zhuguan", "auth.view_user", "auth.change_user")
    account = UserFactory(is_staff=True)
    before = AuditEntry.objects.count()
    assert save(client, account).status_code == 302
    assert AuditEntry.objects.count() == before


def test_a_new_account_is_written_down_also_when_a_command_made_it():
    call_command("createsuperuser", "--noinput", "--username=boss", "--email=b@example.org")
    assert entries(Action.ACCOUNT) == [("", "账号变更", "boss")]
    assert details(Action.ACCOUNT) == ["新建账号。可以登录编辑部、超级用户"]


def test_becoming_a_superuser_is_a_change_of_rights(client):
    boss = EditorFactory()
    client.force_login(boss)
    save(client, UserFactory(username="lisi"), is_superuser="on", is_staff="on")
    entry = AuditEntry.objects.get(action=Action.RIGHTS)
    assert (entry.actor, entry.title) == (boss, "lisi")
    assert set(entry.detail.split("；")) == {"超级用户：否 → 是", "可以登录编辑部：否 → 是"}


def test_roles_that_are_given_and_taken_are_written_down(client):
    boss = EditorFactory()
    client.force_login(boss)
    account = UserFactory(username="lisi", is_staff=True)
    for role in ("撰稿", "终审"):
        save(client, account, groups=[Group.objects.get(name=role).pk])
    found = AuditEntry.objects.filter(action=Action.RIGHTS, actor=boss, title="lisi")
    assert sorted(found.values_list("detail", flat=True)) == [
        "收回：角色“撰稿”",
        "给予：角色“撰稿”",
        "给予：角色“终审”",
    ]


def test_rights_from_the_side_of_the_group_are_written_down_for_each():
    group = Group.objects.get(name="初审")
    one, two = UserFactory(username="yi"), UserFactory(username="er")
    group.user_set.add(one, two)
    group.user_set.clear()
    assert [title for _, _, title in entries(Action.RIGHTS)] == ["yi", "er", "yi", "er"]
    assert details(Action.RIGHTS) == ["给予：角色“初审”"] * 2 + ["收回：角色“初审”"] * 2


def test_single_rights_and_those_of_a_role_are_written_down():
    user, role = UserFactory(username="lisi"), Group.objects.get(name="初审")
    right = Permission.objects.get(codename="change_practice")
    user.user_permissions.add(right)
    user.user_permissions.clear()
    role.permissions.add(right)
    assert [
        (title, detail)
        for (*_, title), detail in zip(entries(Action.RIGHTS), details(Action.RIGHTS), strict=True)
    ] == [
        ("lisi", "给予：做法：修改"),
        ("lisi", "收回：做法：修改"),
        ("初审", "给予：做法：修改"),
    ]


def test_a_group_that_comes_or_goes_is_written_down_with_its_members():
    group = Group.objects.create(name="实习")
    UserFactory(username="lisi").groups.add(group)
    group.delete()
    assert details(Action.RIGHTS) == ["新建用户组", "给予：角色“实习”", "删除用户组。成员：lisi"]


def test_a_limit_to_zones_is_a_change_of_rights():
    user, zone = UserFactory(username="lisi"), ZoneFactory(short_name="临江高新区")
    limit = EditorZones.objects.create(user=user)
    limit.zones.add(zone)
    limit.delete()
    assert [title for *_, title in entries(Action.RIGHTS)] == ["lisi", "lisi"]
    assert details(Action.RIGHTS) == ["限于的高新区加上：临江高新区", "不再限于部分高新区"]


def test_a_password_that_is_changed_is_written_down_and_not_said(client, editor):
    client.force_login(editor)
    new = "xin-de-mima-2026"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("admin:password_change"), sent).status_code == 302
    entry = AuditEntry.objects.get(action=Action.PASSWORD)
    assert (entry.actor, entry.title, entry.detail) == (editor, "wangwu", "更改密码")
    stored = repr(list(AuditEntry.objects.values()))
    assert new not in stored
    assert User.objects.get(pk=editor.pk).password not in stored


def test_a_password_is_written_down_however_it_is_set(editor):
    editor.password = make_password("other")
    editor.save()
    editor.set_unusable_password()
    editor.save()
    assert details(Action.PASSWORD) == ["更改密码", "停用密码登录"]


def test_a_password_hashed_anew_at_a_sign_in_is_no_change(client, editor, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    before = editor.password
    assert sign_in(client, "wangwu", PASSWORD).status_code == 302
    assert User.objects.get(pk=editor.pk).password != before
    assert not AuditEntry.objects.filter(action=Action.PASSWORD).exists()


def test_the_log_is_for_those_who_may_see_it(client):
    staff(client, "shenji", "editorial.view_auditentry")
    note(Action.EXPORT, actor=None, title="做法一览")
    assert "做法一览" in client.get(LIST).content.decode()
    staff(client, "bianji", "editorial.view_reviewstep")
    assert client.get(LIST).status_code == 403


def test_nobody_writes_in_the_log_not_even_a_superuser(client):
    client.force_login(EditorFactory())
    entry = note(Action.EXPORT, actor=None, title="做法一览")
    before = list(AuditEntry.objects.values())
    assert client.get(address(entry)).status_code == 200
    assert client.post(address(entry), {"title": "改"}).status_code == 403
    assert client.post(address(entry, "delete"), {"post": "yes"}).status_code == 403
    assert client.post(f"{LIST}add/", {"title": "改"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403
    sent = {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"}
    client.post(LIST, sent)
    assert list(AuditEntry.objects.values()) == before
    entry.title = "改"
    for rewrite in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(ValidationError):
            rewrite()


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2024", (2024, 1, 1), (2025, 1, 1)),
        ("2026", (2026, 1, 1), (2027, 1, 1)),
        ("2024-02", (2024, 2, 1), (2024, 3, 1)),
        ("2025-12", (2025, 12, 1), (2026, 1, 1)),
        ("2024-02-29", (2024, 2, 29), (2024, 3, 1)),
        ("9999", None, None),
        ("9999-12-31", None, None),
        ("0001", None, None),
        ("2024-13", None, None),
        ("２０２４", None, None),
        ("’", None, None),
    ],
)
def test_a_period_is_a_year_a_month_or_a_day_of_here(period, start, end):
    found = span(period)
    if start is None:
        assert found is None
    else:
        assert found == tuple(
            datetime.datetime(*day, tzinfo=timezone.get_current_timezone()) for day in (start, end)
        )


def test_the_log_is_narrowed_by_time_action_person_and_words(client):
    boss = EditorFactory()
    client.force_login(boss)
    note(Action.EXPORT, actor=boss, title="做法一览")
    note(Action.DELETE, actor=None, title="旧做法", detail="没有人引用")
    today = timezone.localdate()

    def shown(query):
        answer = client.get(LIST + query)
        assert answer.status_code == 200
        return {entry.title for entry in answer.context["cl"].result_list}

    assert {"做法一览", "旧做法"} <= shown("")
    assert shown("?action=export") == {"做法一览"}
    assert "做法一览" in shown(f"?actor__id__exact={boss.pk}&action=export")
    assert shown("?q=没有人引用") == {"旧做法"}
    for period in (today.isoformat(), f"{today:%Y-%m}", f"{today:%Y}"):
        assert "旧做法" in shown(f"?period={period}")
    assert shown("?period=1999") == set()
    assert "旧做法" in shown("?period=abc")
    months = client.get(f"{LIST}?period={today:%Y}").content.decode()
    assert f"?period={today:%Y}-01" in months


def test_a_long_log_costs_no_more_queries_and_is_never_counted_as_a_whole(
    client, django_assert_max_num_queries
):
    boss = EditorFactory()
    client.force_login(boss)
    for _ in range(3):
        note(Action.EXPORT, actor=boss, record=boss)
    with django_assert_max_num_queries(12) as few:
        client.get(LIST)
    for _ in range(40):
        user = UserFactory()
        note(Action.EXPORT, actor=user, record=ZoneFactory())
    with django_assert_max_num_queries(len(few)) as many:
        client.get(LIST)
    whole = [
        query["sql"]
        for query in many.captured_queries
        if "COUNT(" in query["sql"] and "LIMIT" not in query["sql"]
    ]
    assert not whole
