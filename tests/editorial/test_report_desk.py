"""Reports of readers on the desk: who gets them, and how they are settled."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.models import MistakeReport
from tests.factories import EditorFactory, MistakeReportFactory, UserFactory

from .desk import address, save, staff
from .queues import boxes, titles
from .rights import FINAL, FIRST, MANAGER, ROLES, SECOND

pytestmark = pytest.mark.django_db

HANDLERS = ("editorial.view_mistakereport", "editorial.change_mistakereport")


@pytest.mark.parametrize("role", ROLES)
def test_reviewers_and_managers_find_reports_on_their_desk(client, role):
    report = MistakeReportFactory(title="一心三亮")
    user = UserFactory(is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    handles = role in (FIRST, SECOND, FINAL, MANAGER)
    assert ("reports" in boxes(client)) == handles
    desk = client.get(reverse("admin:index")).content.decode()
    assert (report.wrong in desk) == handles
    assert client.get(reverse("admin:desk_queue", args=["reports"])).status_code == (
        200 if handles else 404
    )


def test_open_reports_wait_oldest_first_and_say_how_often_they_came(client):
    staff(client, "chushen", *HANDLERS)
    MistakeReportFactory(title="甲页", times=3)
    MistakeReportFactory(title="乙页")
    MistakeReportFactory(
        title="丙页", state="done", handled_by=EditorFactory(), handled_at="2026-01-01T00:00Z"
    )
    assert titles(client, "reports") == ["甲页", "乙页"]
    box = boxes(client)["reports"]
    assert box.number == 2
    assert "3 次" in box.lines[0].label


def test_queries_do_not_grow_with_the_reports(client):
    staff(client, "chushen", *HANDLERS)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            for page in ("admin:index", "admin:editorial_mistakereport_changelist"):
                assert client.get(reverse(page)).status_code == 200
        return len(queries)

    MistakeReportFactory.create_batch(3)
    count()
    few = count()
    MistakeReportFactory.create_batch(27)
    assert count() == few


class TestSettling:
    @pytest.fixture
    def editor(self, client):
        return staff(client, "chushen", *HANDLERS)

    def test_the_page_shows_the_words_and_leads_to_the_place(self, client, editor):
        report = MistakeReportFactory(anchor="list", should_be="十七家")
        page = client.get(address(report)).content.decode()
        assert 'href="/zones/#list"' in page
        assert report.wrong in page
        assert "十七家" in page

    def test_who_settled_it_and_when_is_put_down(self, client, editor):
        report = MistakeReportFactory()
        save(client, report, state="done", note="已改正")
        report.refresh_from_db()
        assert (report.state, report.note, report.handled_by) == ("done", "已改正", editor)
        assert report.handled_at
        assert titles(client, "reports") == []

    def test_pressing_the_button_alone_changes_nothing(self, client, editor):
        other = EditorFactory()
        report = MistakeReportFactory(
            state="done", handled_by=other, handled_at="2026-01-01T00:00Z", note="甲"
        )
        save(client, report)
        report.refresh_from_db()
        assert report.handled_by == other

    def test_what_readers_wrote_cannot_be_changed(self, client, editor):
        report = MistakeReportFactory()
        save(client, report, state="done", wrong="改过的话", path="/guests/")
        report.refresh_from_db()
        assert report.wrong != "改过的话"
        assert report.path == "/zones/"

    def test_nobody_adds_or_deletes_any(self, client, editor):
        report = MistakeReportFactory()
        client.force_login(EditorFactory(is_superuser=True))
        adding = reverse("admin:editorial_mistakereport_add")
        for page in (adding, address(report, "delete")):
            assert client.get(page).status_code == 403
            assert client.post(page, {"post": "yes"}).status_code == 403
        listed = client.get(reverse("admin:editorial_mistakereport_changelist"))
        assert b'name="action"' not in listed.content
        assert MistakeReport.objects.get() == report

    def test_turning_a_report_down_needs_the_reason(self, client, editor):
        report = MistakeReportFactory()
        answer = save(client, report, state="rejected")
        assert "请写明为什么不成立" in answer.content.decode()
        report.refresh_from_db()
        assert report.state == "new"

    def test_two_editors_do_not_settle_it_unawares(self, client, editor):
        report, other = MistakeReportFactory(), EditorFactory(last_name="王", first_name="芳")
        data = {"state": "rejected", "note": "原文如此", "was": "new"}
        MistakeReport.objects.update(state="done", handled_by=other, handled_at=report.created)
        answer = client.post(address(report), data)
        assert "这条报错刚刚已由王芳改为“已处理”" in answer.content.decode()
        report.refresh_from_db()
        assert report.handled_by == other

    def test_it_can_be_opened_again_unless_it_came_again_meanwhile(self, client, editor):
        settled = {"handled_by": editor, "handled_at": "2026-01-01T00:00Z", "state": "done"}
        report = MistakeReportFactory(**settled)
        save(client, report, state="new")
        report.refresh_from_db()
        assert (report.state, report.handled_by, report.handled_at) == ("new", None, None)
        twin = MistakeReportFactory(digest=report.digest, **settled)
        answer = save(client, twin, state="new")
        assert "请在待处理的那一条里处理" in answer.content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"state": "done"},
        {"handled_at": "2026-01-01T00:00Z"},
        {"path": "https://example.org/"},
        {"wrong": ""},
    ],
)
def test_the_database_refuses_what_cannot_be(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        MistakeReportFactory(**values)
