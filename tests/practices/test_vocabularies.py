"""Vocabularies are kept by editors; codes never change, and what is used never vanishes."""

import pytest
from django.core.exceptions import ValidationError

from practices.models import Problem, Theme
from practices.ordering import put_in_order
from tests.editorial.desk import address, fields_of, save, staff
from tests.factories import (
    EditorFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    ProblemGroupFactory,
    ProblemStatementFactory,
    ThemeFactory,
    ThemeGroupFactory,
)
from tests.support.pages import html

pytestmark = pytest.mark.django_db
ORDER = "/admin/practices/theme/order/"


def messages(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


# Codes, use, replacement


def test_a_saved_code_is_shown_and_not_asked_for(admin_client):
    problem = ProblemFactory()
    page = admin_client.get(address(problem))
    assert "code" not in fields_of(page)
    code = problem.code
    save(admin_client, problem, code="P9.9", name="改名", alt_names="别名")
    problem.refresh_from_db()
    assert (problem.code, problem.name, problem.alt_names) == (code, "改名", ["别名"])


def test_a_term_goes_out_of_use_with_one_to_use_instead(admin_client, client):
    old, used = ThemeFactory(), ThemeFactory()
    practice = PracticeFactory(themes=[old], published=True)
    save(admin_client, old, deprecated="on", replaced_by=used.pk)
    old.refresh_from_db()
    assert (old.deprecated, old.replaced_by) == (True, used)
    # Old records keep it, and its page says what to use.
    page = html(client, old.get_absolute_url())
    assert "这个词已停用，改用" in page
    assert used.get_absolute_url() in page
    assert practice.name in page
    assert practice.name in html(client, f"/practices/?theme={old.code}")
    assert "已停用，改用" in admin_client.get("/admin/practices/theme/").content.decode()
    assert old.code in admin_client.get("/admin/practices/theme/?use=no").content.decode()


def test_what_to_use_instead_is_in_use_and_of_the_same_level(admin_client):
    old, other = ThemeFactory(), ThemeFactory(deprecated=True)
    reply = save(admin_client, old, replaced_by=ThemeFactory().pk)
    assert "停用的词才能填“改用”" in reply.content.decode()
    for wrong, sentence in (
        (other, "选择一个有效的选项"),
        (old.parent, "二级词请改用二级词"),
        (old, "并且要另选一个词"),
    ):
        reply = save(admin_client, old, deprecated="on", replaced_by=wrong.pk)
        words = reply.content.decode()
        assert sentence in words or "也已停用" in words
    old.refresh_from_db()
    assert not old.deprecated


def test_a_term_out_of_use_is_not_offered_but_stays_where_it_is(admin_client):
    old, used = (ThemeFactory(name=name) for name in ("红色阵地旧", "红色阵地新"))
    practice = PracticeFactory(themes=[old])
    Theme.objects.filter(pk=old.pk).update(deprecated=True)
    query = {"app_label": "practices", "model_name": "practice", "field_name": "themes"}
    found = admin_client.get("/admin/autocomplete/", {**query, "term": "红色阵地"}).json()
    assert [result["id"] for result in found["results"]] == [str(used.pk)]
    assert save(admin_client, practice, name="改名").status_code == 302
    assert list(practice.themes.all()) == [old]
    assert old.name in admin_client.get("/admin/practices/theme/?q=红色阵地").content.decode()


def test_a_term_out_of_use_without_records_is_in_no_public_list(client):
    old, used = ProblemFactory(name="旧说法"), ProblemFactory(name="新说法")
    old.deprecated = True
    old.save()
    assert used.name in html(client, "/problems/")
    assert old.name not in html(client, "/problems/")
    PracticeFactory(themes=[ThemeFactory()], published=True)
    matrix = html(client, "/matrix/?rows=problem&cols=theme")
    assert used.name in matrix
    assert old.name not in matrix
    for name, found in ((used, True), (old, False)):
        page = html(client, f"/search/?q={name.name}")
        assert (name.get_absolute_url() in page) == found
    assert client.get(old.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("use", ["practice", "statement", "child", "replacement", "theme"])
def test_a_term_in_use_is_not_deleted(admin_client, use):
    term = ProblemFactory()
    if use == "practice":
        PracticeProblemFactory(problem=term)
    elif use == "statement":
        ProblemStatementFactory(problem=term)
    elif use == "replacement":
        ProblemFactory(deprecated=True, replaced_by=term)
    elif use == "child":
        term = term.parent
    else:
        term = ThemeFactory()
        PracticeFactory(themes=[term])
    reply = admin_client.post(address(term, "delete"))
    assert reply.status_code == 409
    assert "还有别处用着" in reply.content.decode()
    term.refresh_from_db()


def test_a_term_that_nothing_uses_is_deleted(admin_client):
    term = ThemeFactory()
    assert admin_client.post(address(term, "delete")).status_code == 302
    assert Theme.objects.filter(pk=term.pk).count() == 0


# Order


def codes(parent=None) -> list[str]:
    return [term.code for term in Theme.objects.filter(parent=parent).order_by("position")]


def test_buttons_move_a_group_without_scripts(admin_client):
    groups = [ThemeGroupFactory(position=place) for place in (1, 3, 5)]
    under = [ThemeFactory(parent=groups[0], position=2)]
    data = fields_of(admin_client.get(ORDER))
    done = admin_client.post(ORDER, {**data, "down": groups[0].pk}, follow=True)
    assert "次序已保存" in messages(done)
    assert codes() == [groups[1].code, groups[0].code, groups[2].code]
    under[0].refresh_from_db()
    assert under[0].position == 3
    data = fields_of(admin_client.get(ORDER))
    admin_client.post(ORDER, {**data, "up": groups[1].pk})
    assert codes()[0] == groups[1].code


def test_the_terms_of_a_group_are_put_in_order_at_once(admin_client):
    group = ThemeGroupFactory(position=1)
    terms = [ThemeFactory(parent=group, position=place) for place in (2, 3, 4)]
    wanted = [terms[2], terms[0], terms[1]]
    address = f"{ORDER}?group={group.code}"
    admin_client.post(address, {"order": [term.pk for term in wanted]})
    assert codes(group) == [term.code for term in wanted]
    assert wanted[0].history.first().history_change_reason == "调整次序"


def test_an_order_of_other_terms_is_refused(admin_client):
    group = ThemeGroupFactory()
    terms = [ThemeFactory(parent=group) for _ in range(2)]
    editor = EditorFactory()
    for wrong in ([terms[0].pk], [*(term.pk for term in terms), ThemeFactory().pk], []):
        with pytest.raises(ValidationError, match="词表刚有变动"):
            put_in_order(Theme, group.pk, wrong, actor=editor)
    reply = admin_client.post(f"{ORDER}?group={group.code}", {"order": [terms[0].pk]})
    assert reply.status_code == 409
    assert "请重新排列" in reply.content.decode()
    reply = admin_client.post(f"{ORDER}?group={group.code}", {"order": ["x", "²"]})
    assert reply.status_code == 409
    assert admin_client.get(f"{ORDER}?group=T0").status_code == 404


def test_a_new_term_comes_last_in_its_group(admin_client):
    group = ProblemGroupFactory(code="P990", position=7)
    ProblemFactory(parent=group, code="P990.1", position=8)
    data = fields_of(admin_client.get("/admin/practices/problem/add/"))
    data |= {"code": "P990.2", "name": "新词", "parent": group.pk}
    assert admin_client.post("/admin/practices/problem/add/", data).status_code == 302
    assert Problem.objects.get(code="P990.2").position == 9
    data |= {"code": "P991", "name": "新组", "parent": ""}
    assert admin_client.post("/admin/practices/problem/add/", data).status_code == 302
    assert Problem.objects.get(code="P991").position == 10


def test_ordering_needs_the_right_to_change(client):
    staff(client, "kan", "practices.view_theme")
    assert client.get(ORDER).status_code == 403
    assert client.post(ORDER).status_code == 403
    assert "调整次序" not in client.get("/admin/practices/theme/").content.decode()
    staff(client, "gai", "practices.view_theme", "practices.change_theme")
    assert "调整次序" in client.get("/admin/practices/theme/").content.decode()
    assert client.get(ORDER).status_code == 200
