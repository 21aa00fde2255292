"""Tags, themes, problems and submission for many practices at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from editorial import findings
from editorial.models import Finding, PendingChange, ReviewStep, Version
from practices.models import PracticeProblem
from search.models import Listing
from tests.editorial.desk import staff
from tests.factories import (
    GuestFactory,
    InterviewFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemFactory,
    ThemeFactory,
    ZoneFactory,
)
from zones.models import EditorZones

pytestmark = pytest.mark.django_db
LIST = "admin:practices_practice_changelist"


@pytest.fixture
def editor(client):
    return staff(client, "bianji", "practices.view_practice", "practices.change_practice")


def ask(client, name: str, records, **more):
    """Choose an action in the list."""
    data = {"action": f"bulk_{name}", "_selected_action": [record.pk for record in records]}
    return client.post(reverse(LIST), {**data, **more})


def do(client, name: str, records, **fields):
    """Press the button of the page that asks."""
    address = reverse("admin:practices_practice_bulk", args=[name])
    chosen = ",".join(str(record.pk) for record in records)
    return client.post(address, {"chosen": chosen, **fields}, follow=True)


def said(answer) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def tags_of(practice) -> set[str]:
    return set(practice.tags.names())


def test_the_page_names_what_was_chosen_and_says_what_will_be_done(client, editor):
    practices = [PracticeFactory(name="红色引擎"), PracticeFactory()]
    html = ask(client, "add-tags", practices).content.decode()
    assert "选中了 2 条做法：红色引擎" in html
    assert "要么全部改好，要么一条也不改" in html


def test_tags_are_added_and_taken_away(client, editor):
    draft, other = PracticeFactory(tags=["支部"]), PracticeFactory()
    answer = do(client, "add-tags", [draft, other], tags="产业链、支部，亮身份")
    assert "已改 2 条" in said(answer)
    assert tags_of(draft) == tags_of(other) == {"产业链", "支部", "亮身份"}
    assert draft.history.first().history_user == editor
    version = Version.objects.filter(object_id=draft.pk).first()
    assert (version.action, version.note) == (Version.Action.BULK, "成批加标签")

    do(client, "drop-tags", [draft], tags="产业链,没有这个")
    assert tags_of(draft) == {"支部", "亮身份"}


def test_what_is_so_already_is_left_alone(client, editor):
    practice = PracticeFactory(tags=["支部"])
    assert "本来就是这样" in said(do(client, "add-tags", [practice], tags="支部"))
    practice.refresh_from_db()
    assert practice.revision == 1


def test_published_practices_get_a_change_to_be_reviewed(client, editor):
    practice = PracticeFactory(published=True)
    theme = ThemeFactory()
    answer = do(client, "add-themes", [practice], themes=[theme.pk])
    assert "1 条存成了修改稿" in said(answer)
    assert not practice.themes.exists()
    assert PendingChange.objects.get().data["many"]["themes"] == [theme.pk]


def test_problems_are_added_with_a_word_on_how(client, editor):
    problem = ProblemFactory()
    kept = PracticeProblemFactory(problem=problem, how="原来的说法")
    other, published = PracticeFactory(), PracticeFactory(published=True)
    records = [kept.practice, other, published]
    do(client, "add-problems", records, problems=[problem.pk], how="派指导员上门")

    kept.refresh_from_db()
    assert kept.how == "原来的说法"
    assert PracticeProblem.objects.get(practice=other).how == "派指导员上门"
    assert not published.problem_links.exists()
    [row] = PendingChange.objects.get().data["parts"]["problem_links"]
    assert (row["problem"], row["how"]) == (problem.pk, "派指导员上门")


def test_one_that_cannot_be_changed_keeps_all_from_being_changed(client, editor):
    free, locked = PracticeFactory(), PracticeFactory(name="送审的", state="first")
    answer = do(client, "add-tags", [free, locked], tags="支部")
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "有 1 条不能这样改，所以一条也没有改" in html
    assert "送审的</a>：正在初审" in html
    assert tags_of(free) == set()
    # The others can be changed without choosing them again, and nothing has to be typed anew.
    assert f'name="chosen" value="{free.pk}"' in html
    assert 'value="支部"' in html
    do(client, "add-tags", [free], tags="支部")
    assert tags_of(free) == {"支部"}


def test_many_are_changed_at_once_and_indexed(client, editor):
    practices = PracticeFactory.create_batch(60)
    answer = ask(client, "add-tags", practices)
    assert "选中了 60 条" in answer.content.decode()
    assert "已改 60 条" in said(do(client, "add-tags", practices, tags="支部"))
    assert all(tags_of(practice) == {"支部"} for practice in practices)
    assert Listing.objects.count() >= 60


def test_all_that_the_list_finds_can_be_chosen(client, editor):
    practices = PracticeFactory.create_batch(60)
    answer = ask(client, "add-tags", practices[:1], select_across="1")
    assert "选中了 60 条" in answer.content.decode()


def test_too_many_are_not_chosen(client, editor, monkeypatch):
    monkeypatch.setattr("editorial.admin.bulk.MOST", 1)
    answer = ask(client, "add-tags", PracticeFactory.create_batch(2))
    assert answer.status_code == 302
    assert "一次最多选 1 条" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("chosen", ["", "x", "1,2,x;drop", "99999999999999999999999", ",,,"])
def test_odd_choices_change_nothing(client, editor, chosen):
    address = reverse("admin:practices_practice_bulk", args=["add-tags"])
    answer = client.post(address, {"chosen": chosen, "tags": "支部"}, follow=True)
    assert answer.status_code == 200


def test_what_was_not_filled_in_is_told(client, editor):
    practice = PracticeFactory()
    assert "请写上标签" in do(client, "add-tags", [practice], tags=" 、").content.decode()
    assert "请选主题" in do(client, "add-themes", [practice]).content.decode()
    long = do(client, "add-tags", [practice], tags="长" * 101)
    assert "太长" in long.content.decode()


def test_without_the_permission_nothing_is_offered_or_done(client):
    practice = PracticeFactory()
    staff(client, "duzhe", "practices.view_practice")
    assert "成批加标签" not in client.get(reverse(LIST)).content.decode()
    assert do(client, "add-tags", [practice], tags="支部").status_code == 403
    assert do(client, "submit", [practice]).status_code == 403
    assert tags_of(practice) == set()


def test_a_limited_editor_changes_only_practices_of_their_zones(client, editor):
    own, other = ZoneFactory(), ZoneFactory()
    EditorZones.objects.create(user=editor).zones.add(own)
    theirs, foreign = PracticeFactory(zones=[own]), PracticeFactory(zones=[other])
    answer = do(client, "add-tags", [theirs, foreign], tags="支部")
    assert "不在您负责的高新区之内" in answer.content.decode()
    assert tags_of(theirs) == set()


def test_each_is_submitted_as_far_as_it_can_be(client, editor):
    draft, waiting = PracticeFactory(), PracticeFactory(name="已送的", state="first")
    published = PracticeFactory(name="没有改过的", published=True)
    answer = do(client, "submit", [draft, waiting, published], remark="请审。")

    html = answer.content.decode()
    assert "已送审 1 条；2 条没有办成" in said(answer)
    assert "已送的</a>：只有草稿和修改稿可以送审" in html
    assert "没有改过的</a>：只有草稿和修改稿可以送审" in html
    draft.refresh_from_db()
    assert draft.state == "first"
    step = ReviewStep.objects.get()
    assert (step.actor, step.remark) == (editor, "请审。")


@pytest.mark.parametrize("make", [GuestFactory, InterviewFactory])
def test_every_reviewed_list_offers_submission(client, make):
    record = make()
    kind = record._meta.model_name
    user = staff(client, "bianji", f"interviews.view_{kind}", f"interviews.change_{kind}")
    html = client.get(reverse(f"admin:interviews_{kind}_changelist")).content.decode()
    assert "成批送审" in html
    address = reverse(f"admin:interviews_{kind}_bulk", args=["submit"])
    answer = client.post(address, {"chosen": str(record.pk)}, follow=True)
    record.refresh_from_db()
    assert record.state == "first", said(answer)
    assert ReviewStep.objects.get().actor == user
    assert client.get(address).status_code == 302
    assert client.get(reverse(f"admin:interviews_{kind}_bulk", args=["nothing"])).status_code == 404


def test_what_is_missing_is_found_anew_for_all_of_them(client, editor):
    practices = PracticeFactory.create_batch(2)
    for practice in practices:
        findings.refresh(practice)
    missing = Finding.objects.filter(check_name="practice-theme")
    assert missing.count() == 2
    do(client, "add-themes", practices, themes=[ThemeFactory().pk])
    assert not missing.exists()
