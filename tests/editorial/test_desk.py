"""The first page of the desk: its numbers, and what nobody is told who may not know."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import findings, services
from editorial.models import Finding
from practices.models import Practice
from tests.factories import (
    GuestFactory,
    ImportJobFactory,
    PracticeFactory,
    UserFactory,
    ZoneFactory,
)
from zones.models import EditorZones

from .desk import staff
from .queues import REVIEWS, WRITER, boxes, pending, submitted, titles, worklist

pytestmark = pytest.mark.django_db


class TestFirstPage:
    def test_numbers_beyond_a_thousand_are_not_counted(self, client):
        user = staff(client, "zhuangao", *WRITER)
        Practice.objects.bulk_create(
            Practice(name=f"草稿{n}", gist="一句话", slug=f"caogao-{n}", created_by=user)
            for n in range(1002)
        )
        box = boxes(client)["drafts"]
        assert box.is_beyond_counting
        assert len(box.lines) == 5
        html = client.get(reverse("admin:index")).content.decode()
        assert "1000 以上" in html

    def test_missing_things_are_numbered_and_lead_to_their_lists(self, client):
        staff(client, "zhuangao", *WRITER)
        findings.refresh(PracticeFactory())
        html = client.get(reverse("admin:index")).content.decode()
        assert re.search(r"没有主题的做法</a>\s*<span[^>]*>1</span>", html)
        assert worklist("practice-theme") in html

    def test_names_of_records_one_may_not_view_are_nowhere(self, client):
        user = staff(client, "zhuangao", *WRITER, *REVIEWS)
        secret = GuestFactory(name="保密甲", created_by=user)
        services.submit(record=GuestFactory(name="保密乙"), actor=UserFactory())
        returned = GuestFactory(name="保密丙", created_by=user)
        services.submit(record=returned, actor=user)
        services.send_back(record=returned, actor=UserFactory(is_superuser=True), reason="保密丁")
        services.release(record=GuestFactory(name="保密戊"), remark="随数据")
        findings.refresh(GuestFactory(name="保密甲", distinction="另一个"))
        findings.refresh(secret)
        pages = [
            reverse("admin:index"),
            *(reverse("admin:desk_queue", args=[name]) for name in boxes(client)),
        ]
        for page in pages:
            assert "保密" not in client.get(page).content.decode(), page
        assert client.get(worklist("people-twins")).status_code == 403

    def test_queries_do_not_grow_with_the_records(self, client):
        user = staff(client, "shenjiao")
        user.is_superuser = True
        user.save()

        def fill(rows):
            for _ in range(rows):
                for factory in (PracticeFactory, GuestFactory, ZoneFactory):
                    factory(created_by=user)
                    services.submit(record=factory(), actor=UserFactory())
                    findings.refresh(factory())
                    services.release(record=factory(), remark="随数据")
                ImportJobFactory(state="ready")

        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse("admin:index")).status_code == 200
            return len(queries)

        fill(3)
        count()
        few = count()
        fill(27)
        assert count() <= few + 2  # the kinds among the newest five
        assert few <= 40


class TestZones:
    @pytest.fixture
    def limited(self, client):
        """Somebody who may do everything, in one zone."""
        user = staff(client, "xianding", *WRITER, *REVIEWS)
        zone = ZoneFactory()
        EditorZones.objects.create(user=user).zones.add(zone)
        return zone

    def test_a_limited_reviewer_gets_the_own_zones_only(self, client, limited):
        submitted(name="本区的", zones=[limited])
        submitted(name="外区的", zones=[ZoneFactory()])
        change = PracticeFactory(name="外区的修改稿", zones=[ZoneFactory()], published=True)
        pending(change, UserFactory(), state="first")
        assert titles(client, "review") == ["本区的"]

    def test_a_limited_editor_is_told_what_is_missing_there_only(self, client, limited):
        for name, zone in (("本区的", limited), ("外区的", ZoneFactory())):
            findings.refresh(PracticeFactory(name=name, zones=[zone]))
        rows = client.get(worklist("practice-theme")).context["rows"]
        assert [row.finding.title for row in rows] == ["本区的"]
        html = client.get(reverse("admin:index")).content.decode()
        assert re.search(r"没有主题的做法</a>\s*<span[^>]*>1</span>", html)

    def test_a_limited_editor_sets_nothing_aside_elsewhere(self, client, limited):
        findings.refresh(PracticeFactory(zones=[ZoneFactory()]))
        finding = Finding.objects.get(check_name="practice-theme")
        address = reverse("admin:finding_set_aside", args=[finding.pk])
        assert client.post(address, {"why": "理由"}).status_code == 403
