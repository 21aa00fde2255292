"""The state buttons: who gets them, what they ask, and what they refuse."""

import pytest
from django.test import Client

from editorial.models import ReviewStep
from practices.models import Practice
from tests.factories import PartyOrganizationFactory, PracticeFactory

from .desk import address, fields_of, save, staff

pytestmark = pytest.mark.django_db
EDIT = ("practices.view_practice", "practices.change_practice")
REVIEWS = tuple(f"editorial.review_{name}" for name in ("first", "second", "final"))


def press(client, record, move, **data):
    """Open the page that asks, fill it in, and send it."""
    page = client.get(address(record, "review", move))
    return client.post(address(record, "review", move), fields_of(page) | data)


def refusal(response) -> str:
    assert response.status_code in (200, 403, 409)
    form = response.context["form"]
    return " ".join(form.non_field_errors() + form.errors.get("remark", []))


def buttons(client, record) -> set[str]:
    return {move["name"] for move in client.get(address(record)).context.get("moves", ())}


def test_a_practice_goes_from_draft_to_the_readers(client, settings):
    settings.REVIEW_STEPS = 3
    practice = PracticeFactory()
    staff(client, "zhang", *EDIT)
    assert save(client, practice, gist="改好的一句话。").status_code == 302
    practice.refresh_from_db()
    assert buttons(client, practice) == {"submit"}
    assert press(client, practice, "submit").status_code == 302
    for name in ("li", "wang", "zhao"):
        staff(client, name, "practices.view_practice", *REVIEWS)
        assert buttons(client, practice) == {"pass", "return"}
        assert press(client, practice, "pass", remark=f"{name}看过").status_code == 302
    practice.refresh_from_db()
    assert practice.state == "published"
    log = client.get(address(practice)).content.decode().partition("审校记录")[2]
    assert all(words in log for words in ("送审", "终审 → 已发布", "zhao看过"))
    assert Client().get(practice.get_absolute_url()).status_code == 200


def test_the_page_that_asks_changes_nothing(client):
    practice = PracticeFactory()
    staff(client, "zhang", *EDIT)
    assert client.get(address(practice, "review", "submit")).status_code == 200
    practice.refresh_from_db()
    assert practice.state == "draft"
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    data = {"seen_revision": practice.revision}
    assert strict.post(address(practice, "review", "submit"), data).status_code == 403
    assert not ReviewStep.objects.exists()


def test_nobody_passes_their_own_work(client):
    practice = PracticeFactory()
    staff(client, "zhang", *EDIT, *REVIEWS)
    save(client, practice, gist="我写的。")
    press(client, practice, "submit")
    answer = press(client, practice, "pass")
    assert "不能审自己撰写或修改的记录" in refusal(answer)
    practice.refresh_from_db()
    assert practice.state == "first"


def test_a_review_needs_its_permission(client):
    practice = PracticeFactory(state="first")
    staff(client, "zhang", *EDIT, "editorial.review_second")
    assert buttons(client, practice) == {"withdraw"}
    answer = press(client, practice, "pass")
    assert answer.status_code == 403
    assert "您没有初审的权限" in refusal(answer)
    staff(client, "li", "zones.view_zone", *REVIEWS)
    assert client.get(address(practice, "review", "pass")).status_code == 403


@pytest.mark.parametrize(
    ("move", "state"),
    [("return", "first"), ("reopen", "published"), ("archive", "published"), ("withdraw", "first")],
)
def test_a_step_back_needs_a_reason(client, move, state):
    practice = PracticeFactory(published=state == "published", state=state)
    user = staff(client, "zhang", *EDIT, *REVIEWS, "editorial.archive_record")
    Practice.objects.update(created_by=user)
    for nothing in ("", " \n"):
        assert "必须写明理由" in refusal(press(client, practice, move, remark=nothing))
    assert press(client, practice, move, remark="有一处要改。").status_code == 302
    step = ReviewStep.objects.get()
    assert (step.kind, step.actor, step.remark) == (move, user, "有一处要改。")


def test_archiving_and_reopening_need_their_permission(client):
    practice = PracticeFactory(published=True)
    staff(client, "zhang", *EDIT, *REVIEWS)
    assert buttons(client, practice) == {"confirm"}
    assert press(client, practice, "archive", remark="旧了。").status_code == 403
    practice.refresh_from_db()
    assert practice.state == "published"


def test_submitting_needs_the_right_to_change(client):
    practice = PracticeFactory()
    staff(client, "zhang", "practices.view_practice")
    assert buttons(client, practice) == set()
    answer = press(client, practice, "submit")
    assert answer.status_code == 403
    assert "不能送审" in refusal(answer)


def test_what_must_be_mended_is_said_before_and_when_submitting(admin_client):
    branch = PartyOrganizationFactory(kind="joint_branch")
    assert "联合党支部要覆盖两个以上依托单位" in admin_client.get(address(branch)).content.decode()
    assert "联合党支部要覆盖两个以上" in refusal(press(admin_client, branch, "submit"))


def test_one_passes_only_what_one_has_read(client):
    practice = PracticeFactory(state="first")
    staff(client, "zhang", "practices.view_practice", *REVIEWS)
    page = fields_of(client.get(address(practice, "review", "pass") + "?seen_revision=1"))
    practice.gist = "又改了。"
    practice.save()
    answer = client.post(address(practice, "review", "pass"), page)
    assert "请先看过最新内容" in refusal(answer)
    practice.refresh_from_db()
    assert practice.state == "first"


def test_unknown_moves_and_records_are_not_errors(admin_client):
    practice = PracticeFactory()
    assert admin_client.get(address(practice, "review", "explode")).status_code == 404
    broken = address(practice, "review", "submit") + "?seen_revision=abc"
    assert admin_client.get(broken).status_code == 200
    practice.delete()
    gone = Practice(pk=999)
    assert admin_client.get(address(gone, "review", "submit")).status_code == 302
