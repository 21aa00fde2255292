"""管理员 keeps the accounts of the office, and gives nobody more than is theirs to give."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from editorial.roles import permission_label
from tests.factories import EditorFactory, UserFactory, ZoneFactory
from zones.models import EditorZones

from .desk import add_row, address, fields_of, save

pytestmark = pytest.mark.django_db
PASSWORD = "gao-xin-2026-dang-jian"


def person(*roles, **given):
    user = UserFactory(is_staff=True, **given)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


@pytest.fixture
def manager(client):
    user = person("管理员")
    client.force_login(user)
    return user


@pytest.fixture
def boss_client():
    client = Client()
    client.force_login(EditorFactory())
    return client


def role(name):
    return Group.objects.get(name=name)


def roles_of(user):
    return set(User.objects.get(pk=user.pk).groups.values_list("name", flat=True))


def test_a_manager_makes_an_account_and_gives_it_a_role(client, manager):
    made = client.post(
        "/admin/auth/user/add/",
        {"username": "xiaoli", "usable_password": "true"}
        | {"password1": PASSWORD, "password2": PASSWORD},
    )
    assert made.status_code == 302
    account = User.objects.get(username="xiaoli")
    answer = save(client, account, first_name="李小", is_staff="on", groups=[role("撰稿").pk])
    assert answer.status_code == 302
    account = User.objects.get(username="xiaoli")
    assert (account.first_name, account.is_staff, roles_of(account)) == ("李小", True, {"撰稿"})


def test_a_manager_deactivates_an_account_and_deletes_none(client, manager):
    account = person("撰稿")
    data = fields_of(client.get(address(account)))
    del data["is_active"]
    assert client.post(address(account), data).status_code == 302
    assert not User.objects.get(pk=account.pk).is_active
    assert client.post(address(account, "delete"), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=account.pk).exists()


def test_even_a_superuser_deletes_no_account(boss_client):
    account = UserFactory()
    assert boss_client.post(address(account, "delete"), {"post": "yes"}).status_code == 403
    listed = boss_client.get("/admin/auth/user/").content.decode()
    assert "delete_selected" not in listed


def test_a_manager_makes_nobody_a_superuser_and_gives_no_single_rights(client, manager):
    account = person("撰稿")
    page = client.get(address(account)).content.decode()
    assert 'name="is_superuser"' not in page
    assert 'name="user_permissions"' not in page
    right = Permission.objects.get(codename="delete_user")
    assert save(client, account, is_superuser="on", user_permissions=[right.pk]).status_code == 302
    account = User.objects.get(pk=account.pk)
    assert not account.is_superuser
    assert not account.user_permissions.exists()


def test_a_manager_gives_no_group_but_the_five_roles(client, manager):
    other = Group.objects.create(name="系统")
    other.permissions.add(Permission.objects.get(codename="delete_user"))
    account = person("撰稿")
    answer = save(client, account, groups=[other.pk])
    assert answer.status_code == 200
    assert "groups" in answer.context["adminform"].form.errors
    assert roles_of(account) == {"撰稿"}
    assert "系统" not in str(answer.context["adminform"].form["groups"])


@pytest.mark.parametrize("who", ["superuser", "single right", "other group"])
def test_a_manager_does_not_touch_accounts_that_can_do_more(client, manager, who):
    account = EditorFactory() if who == "superuser" else person("撰稿")
    if who == "single right":
        account.user_permissions.add(Permission.objects.get(codename="delete_user"))
    if who == "other group":
        account.groups.add(Group.objects.create(name="系统"))
    before = User.objects.filter(pk=account.pk).values().get()
    assert client.get(address(account)).status_code == 200
    assert client.post(address(account), {"username": "duoqu"}).status_code == 403
    password = f"/admin/auth/user/{account.pk}/password/"
    sent = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    assert client.get(password).status_code == 403
    assert client.post(password, sent).status_code == 403
    assert User.objects.filter(pk=account.pk).values().get() == before


def test_a_manager_keeps_the_own_name_and_not_the_own_rights(client, manager):
    answer = save(
        client,
        manager,
        first_name="王主管",
        groups=[role(name).pk for name in ("管理员", "终审")],
        is_superuser="on",
    )
    assert answer.status_code == 302
    stored = User.objects.get(pk=manager.pk)
    assert stored.first_name == "王主管"
    assert not stored.is_superuser
    assert stored.is_active
    assert roles_of(manager) == {"管理员"}


def test_a_manager_sets_a_new_password_for_a_colleague(client, manager):
    account = person("撰稿")
    sent = {"password1": PASSWORD, "password2": PASSWORD}
    sent |= {"usable_password": "true", "set-password": "1"}
    answer = client.post(f"/admin/auth/user/{account.pk}/password/", sent)
    assert answer.status_code == 302
    assert User.objects.get(pk=account.pk).check_password(PASSWORD)


def test_who_is_limited_to_zones_keeps_no_accounts(client, manager):
    EditorZones.objects.create(user=manager).zones.add(ZoneFactory())
    account = person("撰稿")
    assert client.get("/admin/auth/user/add/").status_code == 403
    assert client.post("/admin/auth/user/add/", {"username": "x"}).status_code == 403
    assert client.post(address(account), {"username": "x"}).status_code == 403
    data = fields_of(client.get(address(manager)))
    data |= {"limited_to-0-DELETE": "on", "limited_to-0-zones": [], "first_name": "王"}
    client.post(address(manager), data)
    assert manager.limited_to.zones.count() == 1


def test_the_zones_of_an_editor_are_set_on_the_page_of_the_account(client, manager):
    account, zone = person("撰稿"), ZoneFactory()
    data = add_row(fields_of(client.get(address(account))), "limited_to", zones=[zone.pk])
    assert client.post(address(account), data).status_code == 302
    assert list(EditorZones.objects.get(user=account).zones.all()) == [zone]
    data = fields_of(client.get(address(account))) | {"limited_to-0-DELETE": "on"}
    assert client.post(address(account), data).status_code == 302
    assert not EditorZones.objects.exists()


def test_an_editor_without_the_role_sees_no_accounts(client):
    account = person("撰稿")
    client.force_login(account)
    assert client.get("/admin/auth/user/").status_code == 403
    assert client.post(address(account), {"first_name": "王"}).status_code == 403


def test_only_superusers_change_what_a_role_may_do(client, manager, boss_client):
    writer = role("撰稿")
    number = writer.permissions.count()
    assert client.get(address(writer)).status_code == 200
    assert client.post(address(writer), {"name": "撰稿", "permissions": []}).status_code == 403
    assert client.post("/admin/auth/group/add/", {"name": "新组"}).status_code == 403
    assert writer.permissions.count() == number
    assert save(boss_client, writer, name="改名", permissions=[]).status_code == 302
    assert role("撰稿").permissions.count() == 0


def test_a_role_is_neither_renamed_nor_deleted(boss_client):
    writer = role("撰稿")
    assert boss_client.post(address(writer, "delete"), {"post": "yes"}).status_code == 403
    other = Group.objects.create(name="实习")
    assert boss_client.post(address(other, "delete"), {"post": "yes"}).status_code == 302
    assert not Group.objects.filter(name="实习").exists()


def test_a_right_to_change_groups_raises_nobody(client, manager):
    """Not even if a site gives it: what a role may do is not theirs to give."""
    manager.groups.get().permissions.add(Permission.objects.get(codename="change_group"))
    assert client.post(address(role("撰稿")), {"name": "撰稿"}).status_code == 403


def test_rights_are_said_in_chinese(boss_client):
    usual = Permission.objects.get(codename="change_practice")
    own = Permission.objects.get(codename="review_final")
    assert permission_label(usual) == "做法：修改"
    assert permission_label(own) == "审校记录：可以终审并发布"
    page = boss_client.get(address(role("终审"))).content.decode()
    assert "审校记录：可以终审并发布" in page
    assert "Can add" not in page


def test_the_lists_ask_the_same_for_many_accounts(boss_client, django_assert_max_num_queries):
    person("撰稿", "初审")
    for address_of_list in ("/admin/auth/user/", "/admin/auth/group/"):
        with django_assert_max_num_queries(20) as few:
            boss_client.get(address_of_list)
        for _ in range(10):
            person("撰稿", "管理员")
        with django_assert_max_num_queries(len(few)):
            boss_client.get(address_of_list)


@pytest.mark.parametrize("written", ["{}", "0{}", " {}"])
def test_nobody_sets_the_own_password_without_the_present_one(client, manager, written):
    address = f"/admin/auth/user/{written.format(manager.pk)}/password/"
    sent = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    for answer in (client.get(address), client.post(address, sent)):
        assert answer["Location"] == "/admin/password_change/"
    assert not User.objects.get(pk=manager.pk).check_password(PASSWORD)
