"""The queues of the desk: what waits for whom."""

import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from editorial import services
from editorial.desk import waiting
from editorial.models import Schedule
from practices.models import Practice
from tests.factories import (
    ImportJobFactory,
    PracticeFactory,
    UserFactory,
)

from .desk import staff
from .queues import REVIEWS, WRITER, boxes, pending, submitted, titles

pytestmark = pytest.mark.django_db


class TestDrafts:
    def test_a_writer_sees_own_drafts_and_changes_newest_first(self, client):
        user = staff(client, "zhuangao", *WRITER)
        PracticeFactory(name="我的第一篇", created_by=user)
        changed = PracticeFactory(name="已发布的", published=True)
        pending(changed, user)
        PracticeFactory(name="别人的", created_by=UserFactory())
        PracticeFactory(name="已发布的二", published=True, created_by=user)
        submitted(name="已送审的", created_by=user)
        assert titles(client, "drafts") == ["已发布的", "我的第一篇"]
        assert [line.is_change for line in boxes(client)["drafts"].lines] == [True, False]

    def test_what_was_returned_is_listed_with_the_reason_and_not_among_the_drafts(self, client):
        user = staff(client, "zhuangao", *WRITER)
        practice = submitted(name="要改的", created_by=user)
        reviewer = UserFactory(username="chushen", is_superuser=True)
        services.send_back(record=practice, actor=reviewer, reason="原话对不上")
        assert titles(client, "drafts") == []
        assert titles(client, "returned") == ["要改的"]
        html = client.get(reverse("admin:index")).content.decode()
        assert "原话对不上" in html
        assert "chushen" in html
        services.submit(record=practice, actor=user)
        assert titles(client, "returned") == []

    def test_a_returned_change_comes_back_to_whoever_submitted_it(self, client):
        user = staff(client, "zhuangao", *WRITER)
        practice = PracticeFactory(published=True)
        pending(practice, user)
        services.submit(record=practice, actor=user)
        services.send_back(record=practice, actor=UserFactory(is_superuser=True), reason="再核一遍")
        assert titles(client, "returned") == [practice.name]
        assert titles(client, "drafts") == []

    def test_nobody_sees_what_was_returned_to_others(self, client):
        practice = submitted(created_by=UserFactory())
        services.send_back(record=practice, actor=UserFactory(is_superuser=True), reason="改")
        staff(client, "zhuangao", *WRITER)
        assert titles(client, "returned") == []

    def test_a_deleted_draft_is_listed_nowhere(self, client):
        user = staff(client, "zhuangao", *WRITER)
        practice = submitted(created_by=user)
        services.send_back(record=practice, actor=UserFactory(is_superuser=True), reason="改")
        practice.delete()
        assert titles(client, "returned") == []


class TestReview:
    def test_a_writer_has_no_queue_of_reviews(self, client):
        submitted()
        staff(client, "zhuangao", *WRITER)
        assert "review" not in boxes(client)
        assert client.get(reverse("admin:desk_queue", args=["review"])).status_code == 404

    def test_a_reviewer_sees_it_first_and_only_the_own_stage(self, client):
        submitted(name="在初审")
        second = submitted(name="在复审")
        services.pass_review(record=second, actor=UserFactory(is_superuser=True))
        staff(client, "chushen", "practices.view_practice", "editorial.review_first")
        assert next(iter(boxes(client))) == "review"
        assert titles(client, "review") == ["在初审"]

    def test_nobody_gets_what_they_wrote_changed_submitted_or_passed(self, client):
        user = staff(client, "shenjiao", *WRITER, *REVIEWS)
        submitted(name="自己写的", created_by=user)
        handed_in = PracticeFactory(name="自己送的")
        services.submit(record=handed_in, actor=user)
        touched = PracticeFactory(name="自己改过的")
        touched._history_user = user
        touched.save()
        services.submit(record=touched, actor=UserFactory())
        passed = submitted(name="自己过了初审的")
        services.pass_review(record=passed, actor=user)
        submitted(name="别人的")
        assert titles(client, "review") == ["别人的"]

    def test_a_new_round_is_everybodys_again(self, client):
        user = staff(client, "shenjiao", "practices.view_practice", *REVIEWS)
        practice = submitted()
        services.pass_review(record=practice, actor=user)
        services.send_back(record=practice, actor=UserFactory(is_superuser=True), reason="再改")
        services.submit(record=practice, actor=UserFactory())
        assert titles(client, "review") == [practice.name]

    def test_changes_of_published_records_wait_too(self, client):
        staff(client, "shenjiao", "practices.view_practice", *REVIEWS)
        practice = PracticeFactory(published=True)
        pending(practice, UserFactory(), state="second")
        assert titles(client, "review") == [practice.name]
        assert boxes(client)["review"].lines[0].is_change

    def test_what_is_scheduled_has_its_own_queue(self, client):
        staff(client, "shenjiao", "practices.view_practice", *REVIEWS)
        practice = submitted()
        for _ in range(2):
            services.pass_review(record=practice, actor=UserFactory(is_superuser=True))
        assert titles(client, "review") == [practice.name]
        services.pass_review(
            record=practice,
            actor=UserFactory(is_superuser=True),
            publish_at=timezone.now() + datetime.timedelta(days=1),
        )
        assert titles(client, "review") == []
        assert titles(client, "scheduled") == [practice.name]

    def test_the_queue_holds_exactly_what_the_services_let_pass(self, client):
        user = staff(client, "shenjiao", *WRITER, *REVIEWS)
        others = [UserFactory(is_superuser=True) for _ in range(3)]
        made = []
        for number in range(24):
            practice = PracticeFactory(created_by=user if number % 5 == 0 else others[0])
            if number % 7 == 0:
                practice._history_user = user
                practice.save()
            services.submit(record=practice, actor=user if number % 6 == 0 else others[0])
            if number % 3 == 1:
                actor = user if number % 4 == 1 else others[1]
                try:
                    services.pass_review(record=practice, actor=actor)
                except ValidationError:
                    services.pass_review(record=practice, actor=others[1])
            made.append(practice)
        kinds = {ContentType.objects.get_for_model(Practice).pk: Practice}
        listed = {row[1] for row in waiting.waiting_for(user, kinds)}
        may_pass = set()
        for practice in made:
            practice.refresh_from_db()
            try:
                services.pass_review(record=practice, actor=user)
            except (ValidationError, PermissionDenied):
                continue
            may_pass.add(practice.pk)
        assert listed == may_pass
        assert 0 < len(listed) < len(made)


class TestOtherQueues:
    def test_imports_are_for_those_who_may_import(self, client):
        ImportJobFactory(state="ready", title="待核对的访谈")
        ImportJobFactory(state="waiting", title="还没有识别的")
        staff(client, "zhuangao", "imports.view_importjob", "imports.change_importjob")
        assert titles(client, "imports") == ["待核对的访谈"]
        staff(client, "duzhe", *WRITER)
        assert "imports" not in boxes(client)

    def test_published_ones_are_listed_with_the_last_first(self, client):
        staff(client, "zhuangao", *WRITER)
        for name in ("先发布的", "后发布的"):
            services.release(record=PracticeFactory(name=name), remark="随数据")
        assert titles(client, "published") == ["后发布的", "先发布的"]

    def test_a_schedule_that_failed_says_why(self, client):
        staff(client, "zhuangao", *WRITER)
        practice = PracticeFactory()
        Schedule.objects.create(
            content_type=ContentType.objects.get_for_model(practice),
            object_id=practice.pk,
            title=practice.name,
            at=timezone.now(),
            by=UserFactory(),
            refusal="联合党支部要覆盖两个以上依托单位",
        )
        assert "要覆盖两个以上" in client.get(reverse("admin:index")).content.decode()

    def test_empty_queues_say_so(self, client):
        staff(client, "shenjiao", *WRITER, *REVIEWS, "imports.change_importjob")
        html = client.get(reverse("admin:index")).content.decode()
        for box in boxes(client).values():
            assert box.queue.empty in html
            page = client.get(reverse("admin:desk_queue", args=[box.queue.name]))
            assert box.queue.empty in page.content.decode()

    def test_somebody_without_rights_is_told_so(self, client):
        staff(client, "xinren")
        page = client.get(reverse("admin:index"))
        assert page.status_code == 200
        assert "请与管理员联系" in page.content.decode()
