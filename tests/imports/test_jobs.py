"""An import job from handing in to review, whatever happens on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from imports import jobs
from imports.draft import Document
from imports.models import ImportJob
from imports.reading import read_bytes
from imports.review import CannotEdit

pytestmark = pytest.mark.django_db
States = ImportJob.State

TALK = """访谈嘉宾
甲高新区党工委书记 周明
记者：你们怎样开展党建工作？
周明：我们实施“三联”工程，联组织、联活动、联服务。去年党组织达到120个。""".encode()


def handed_in(content: bytes = TALK, name: str = "访谈.txt", **more) -> ImportJob:
    document = read_bytes(content, file_name=name)
    return jobs.hand_in(document=document, content=content, user=None, **more)


def worked_on(job: ImportJob) -> ImportJob:
    assert jobs.claim(job)
    jobs.work(job)
    job.refresh_from_db()
    return job


def test_what_was_received_is_kept_byte_for_byte_under_a_name_of_our_own():
    job = handed_in(name="../../etc/访谈.txt")

    with job.file.open("rb") as file:
        assert file.read() == TALK
    assert job.file.name == f"imports/{job.fingerprint[:2]}/{job.fingerprint}.txt"
    assert isinstance(job.received, Document)
    assert job.received.text.startswith("访谈嘉宾")


def test_a_job_is_read_out_and_ready_for_review():
    job = worked_on(handed_in(published_on="2021-05"))

    assert (job.state, job.progress, job.step) == (States.READY, 100, "")
    assert [guest["name"] for guest in job.review["guests"]] == ["周明"]
    assert job.review["facts"][0]["as_of"] == "2020"


def test_what_is_no_interview_says_why_and_can_still_be_reviewed():
    job = worked_on(handed_in("编者按：党建工作很重要。".encode()))

    assert job.state == States.REFUSED
    assert job.message
    with jobs.reviewing(job) as copy:
        copy.kind = "case"
    job.refresh_from_db()
    assert job.review["kind"] == "case"


def test_two_workers_never_take_the_same_job():
    job = handed_in()

    assert jobs.claim(job)
    assert not jobs.claim(job)


@pytest.mark.parametrize("clock", [1, -1], ids=["as ever", "set back since"])
def test_a_job_whose_worker_is_gone_can_be_begun_again(clock):
    job = handed_in()
    jobs.claim(job)
    last = timezone.now() - clock * (jobs.LOST_AFTER + timedelta(minutes=1))
    ImportJob.objects.filter(pk=job.pk).update(changed_at=last)
    job.refresh_from_db()

    assert jobs.is_lost(job)
    assert worked_on(job).state == States.READY


def test_a_job_that_is_told_to_stop_waits_again_with_nothing_half_done():
    job = handed_in()
    jobs.claim(job)
    job.refresh_from_db()
    jobs.request_stop(job)

    jobs.work(job)

    assert (job.state, job.review) == (States.WAITING, {})
    assert "停下" in job.message
    assert worked_on(job).state == States.READY


def test_a_failure_is_told_and_the_job_can_be_tried_again(monkeypatch):
    job = handed_in()
    jobs.claim(job)
    with monkeypatch.context() as broken:
        broken.setattr(jobs, "draft_from", lambda *args, **kwargs: 1 / 0)
        jobs.work(job)
    job.refresh_from_db()

    assert job.state == States.FAILED
    assert "再试一次" in job.message
    assert worked_on(job).state == States.READY


def test_progress_rises_while_a_job_is_worked_on(monkeypatch):
    seen = []
    monkeypatch.setattr(jobs, "_report", lambda job, step, done: seen.append((step, done)))
    worked_on(handed_in())

    shares = [done for _, done in seen]
    assert shares == sorted(shares)
    assert {step for step, _ in seen} == {"修复文字", "分清提问和回答", "找出做法和数据"}
    assert all(0 <= share < 1 for share in shares)


def test_every_change_is_kept_and_counted():
    job = worked_on(handed_in())
    with jobs.reviewing(job) as copy:
        copy.title = "新标题"
    job.refresh_from_db()

    assert (job.title, job.review["title"], job.revision) == ("新标题", "新标题", 2)


def _rename_and_fail(copy):
    copy.title = "新标题"
    raise CannotEdit("不行")


def test_a_change_that_fails_changes_nothing():
    job = worked_on(handed_in())
    with pytest.raises(CannotEdit), jobs.reviewing(job) as copy:
        _rename_and_fail(copy)
    job.refresh_from_db()

    assert (job.review["title"], job.revision) == ("", 1)


def test_a_saved_job_is_not_changed_any_more():
    job = worked_on(handed_in())
    ImportJob.objects.filter(pk=job.pk).update(state=States.SAVED)

    with pytest.raises(CannotEdit), jobs.reviewing(job):
        pass
    job.refresh_from_db()
    with pytest.raises(CannotEdit):
        jobs.begin_again(job)


def test_beginning_again_throws_the_review_away():
    job = worked_on(handed_in())

    jobs.begin_again(job)

    assert (job.state, job.review) == (States.WAITING, {})
