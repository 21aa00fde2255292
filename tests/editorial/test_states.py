"""The moves of a record through review, and their log (三审三校)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from editorial import services, stages
from editorial.desk.waiting import waiting_for
from editorial.models import ReviewStep, State, Version
from editorial.versions import pending
from practices.models import Practice
from tests.factories import EditorFactory, PartyOrganizationFactory, PracticeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return UserFactory()


@pytest.fixture
def draft(author):
    return PracticeFactory(created_by=author)


def submitted(record, author):
    services.submit(record=record, actor=author)
    return record


def passed_by(record, *reviewers):
    for reviewer in reviewers:
        services.pass_review(record=record, actor=reviewer)
    return record


def published(record, author):
    return passed_by(submitted(record, author), *EditorFactory.create_batch(3))


def edited(record, user):
    """Change the record as the admin does: the history notes who."""
    record._history_user = user
    record.gist += "又改了一处。"
    record.save()
    return record


@pytest.mark.parametrize(
    ("steps", "states"),
    [
        (1, ["final", "published"]),
        (2, ["first", "final", "published"]),
        (3, ["first", "second", "final", "published"]),
    ],
)
def test_a_site_has_one_two_or_three_reviews(settings, draft, author, steps, states):
    settings.REVIEW_STEPS = steps
    submitted(draft, author)
    seen = [draft.state]
    for reviewer in EditorFactory.create_batch(steps):
        assert draft.published_at is None
        services.pass_review(record=draft, actor=reviewer)
        seen.append(draft.state)
    assert seen == states
    draft.refresh_from_db()
    assert draft.is_published
    assert draft.published_at == draft.reviewed_at is not None
    with pytest.raises(ValidationError, match="不在审校之中"):
        services.pass_review(record=draft, actor=EditorFactory())


@pytest.mark.parametrize(("left_in", "steps"), [(1, 1), (2, 1), (2, 2)])
def test_a_review_that_is_no_longer_used_leads_to_one_that_is(
    settings, draft, author, left_in, steps
):
    settings.REVIEW_STEPS = 3
    first, second, third = EditorFactory.create_batch(3)
    passed_by(submitted(draft, author), *[first, second][: left_in - 1])
    settings.REVIEW_STEPS = steps
    services.pass_review(record=draft, actor=second)
    assert draft.state == State.FINAL
    services.pass_review(record=draft, actor=third)
    assert draft.is_published


def test_nobody_passes_their_own_work():
    author, submitter = EditorFactory.create_batch(2)
    draft = submitted(PracticeFactory(created_by=author), submitter)
    for user in (author, submitter):
        with pytest.raises(ValidationError, match="不能审自己"):
            services.pass_review(record=draft, actor=user)
    assert draft.state == State.FIRST


def test_nobody_passes_what_they_changed(draft, author):
    helper = EditorFactory()
    submitted(edited(draft, helper), author)
    with pytest.raises(ValidationError, match="不能审自己"):
        services.pass_review(record=draft, actor=helper)
    reviewer = EditorFactory()
    passed_by(draft, reviewer)
    another = EditorFactory()
    edited(draft, another)
    with pytest.raises(ValidationError, match="不能审自己"):
        services.pass_review(record=draft, actor=another)


def test_passing_is_not_changing(draft, author):
    first = EditorFactory()
    submitted(draft, author)
    draft._history_user = first
    passed_by(draft, first)
    draft._history_user = author
    services.send_back(record=draft, actor=EditorFactory(), reason="引文不全")
    passed_by(submitted(draft, author), first)
    assert draft.state == State.SECOND


def test_who_changed_an_earlier_version_may_pass_the_next_one(draft, author):
    helper = EditorFactory()
    published(edited(draft, helper), author)
    services.reopen(record=draft, actor=EditorFactory(), reason="补充成效")
    submitted(edited(draft, author), author)
    services.pass_review(record=draft, actor=helper)
    assert draft.state == State.SECOND


def test_one_person_passes_one_review_of_a_round(draft, author):
    first = EditorFactory()
    passed_by(submitted(draft, author), first)
    with pytest.raises(ValidationError, match="同一轮"):
        services.pass_review(record=draft, actor=first)
    passed_by(draft, EditorFactory())
    with pytest.raises(ValidationError, match="同一轮"):
        services.pass_review(record=draft, actor=first)
    assert draft.state == State.FINAL


@pytest.mark.parametrize("state", stages.REVIEWS)
def test_each_review_needs_its_own_permission(author, state):
    draft = PracticeFactory(created_by=author, state=state)
    allowed, others = UserFactory(), UserFactory()
    codes = {review: f"review_{review}" for review in stages.REVIEWS}
    allowed.user_permissions.add(Permission.objects.get(codename=codes.pop(state)))
    others.user_permissions.add(*Permission.objects.filter(codename__in=codes.values()))
    for move in (
        lambda: services.pass_review(record=draft, actor=others),
        lambda: services.send_back(record=draft, actor=others, reason="引文不全"),
    ):
        with pytest.raises(PermissionDenied, match=state.label):
            move()
    services.pass_review(record=draft, actor=allowed)
    assert draft.state != state


@pytest.mark.parametrize("reason", ["", " \n"])
def test_every_step_back_says_why(draft, author, reason):
    editor = EditorFactory()
    submitted(draft, author)
    with pytest.raises(ValidationError, match="退回必须写明理由"):
        services.send_back(record=draft, actor=editor, reason=reason)
    with pytest.raises(ValidationError, match="撤回必须写明理由"):
        services.withdraw(record=draft, actor=author, reason=reason)
    passed_by(draft, *EditorFactory.create_batch(3))
    with pytest.raises(ValidationError, match="归档必须写明理由"):
        services.archive(record=draft, actor=editor, reason=reason)
    with pytest.raises(ValidationError, match="重新编辑必须写明理由"):
        services.reopen(record=draft, actor=editor, reason=reason)
    draft.refresh_from_db()
    assert draft.is_published


def test_authors_withdraw_and_nobody_else_does(draft, author):
    submitted(draft, author)
    with pytest.raises(PermissionDenied, match="只有撰稿人"):
        services.withdraw(record=draft, actor=EditorFactory(), reason="还要改")
    services.withdraw(record=draft, actor=author, reason="还要改")
    assert draft.state == State.DRAFT
    with pytest.raises(ValidationError, match="只有送审中"):
        services.withdraw(record=draft, actor=author, reason="还要改")


def test_only_archivists_take_something_from_the_readers(draft, author):
    published(draft, author)
    plain = UserFactory()
    for move in (services.archive, services.reopen):
        with pytest.raises(PermissionDenied, match="归档与重新编辑"):
            move(record=draft, actor=plain, reason="过时")
    plain.user_permissions.add(Permission.objects.get(codename="archive_record"))
    archivist = type(plain).objects.get(pk=plain.pk)
    services.archive(record=draft, actor=archivist, reason="过时")
    assert draft.state == State.ARCHIVED
    with pytest.raises(ValidationError, match="只有已发布的记录可以归档"):
        services.archive(record=draft, actor=archivist, reason="过时")
    services.reopen(record=draft, actor=archivist, reason="又有新进展")
    assert draft.state == State.DRAFT


def test_the_first_day_of_publication_stays_and_the_last_review_is_noted(draft, author):
    published(draft, author)
    first = draft.published_at
    services.reopen(record=draft, actor=EditorFactory(), reason="补充")
    published(draft, author)
    assert draft.published_at == first < draft.reviewed_at


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_only_drafts_are_submitted_or_released(author, state):
    record = PracticeFactory(published=True)
    record.state = state
    record.save()
    for move in (
        lambda: services.submit(record=record, actor=author),
        lambda: services.release(record=record, remark="随目录装入"),
    ):
        with pytest.raises(ValidationError, match="只有草稿"):
            move()


def test_what_must_be_mended_first_stops_a_record():
    author, reviewer = EditorFactory.create_batch(2)
    joint = PartyOrganizationFactory(kind="joint_branch", created_by=author)
    for move in (
        lambda: services.submit(record=joint, actor=author),
        lambda: services.release(record=joint, remark="随目录装入"),
    ):
        with pytest.raises(ValidationError, match="两个以上依托单位"):
            move()
    joint.state = State.FINAL
    joint.save()
    with pytest.raises(ValidationError, match="发布之前请先解决：联合党支部"):
        services.pass_review(record=joint, actor=reviewer)
    assert not type(joint).objects.published().exists()
    assert not ReviewStep.objects.exists()


def test_each_move_is_logged(draft, author):
    services.submit(record=draft, actor=author, remark="请审")
    reviewer = EditorFactory()
    services.send_back(record=draft, actor=reviewer, reason=" 引文不全 ")
    log = [
        (step.kind, step.from_state, step.to_state, step.actor, step.remark, step.title)
        for step in stages.steps_of(draft)
    ]
    assert log == [
        ("return", "first", "draft", reviewer, "引文不全", draft.name),
        ("submit", "draft", "first", author, "请审", draft.name),
    ]
    assert not stages.steps_of(PracticeFactory()).exists()


def test_records_of_the_projects_own_data_are_released_and_that_is_logged(draft):
    services.release(record=draft, remark="随目录装入")
    step = stages.steps_of(draft).get()
    assert draft.is_published
    assert draft.published_at
    assert (step.kind, step.actor, step.to_state) == ("load", None, "published")


def test_a_move_that_fails_leaves_no_trace(draft, author, monkeypatch):
    def fail(**kwargs):
        raise RuntimeError

    monkeypatch.setattr(ReviewStep.objects, "create", fail)
    with pytest.raises(RuntimeError):
        services.submit(record=draft, actor=author)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_a_clock_that_was_set_back_lets_nobody_pass_their_own_change(author, draft):
    ahead = timezone.now() + timedelta(days=2)
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("django.utils.timezone.now", lambda: ahead)
        record = published(draft, author)
    writer = EditorFactory()
    data = pending.content(record, None)
    data["fields"]["gist"] = "时钟拨回以后改的话。"
    pending.propose(record, data, actor=writer, action=Version.Action.SAVE)
    services.submit(record=record, actor=author)
    kind = ContentType.objects.get_for_model(Practice)
    assert stages.steps_of(record).first().kind == "submit"
    assert writer.pk in stages.authors_of(record)
    assert not waiting_for(writer, {kind.pk: Practice}).exists()
    with pytest.raises(ValidationError, match="不能审自己"):
        services.pass_review(record=record, actor=writer)
