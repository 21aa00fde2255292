"""The lists of what is missing: worked through, set aside, brought back."""

import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from editorial import findings
from editorial.models import Finding
from practices.models import Practice
from tests.factories import (
    GuestFactory,
    PracticeFactory,
    ZoneFactory,
)

from .desk import staff
from .queues import WRITER, worklist

pytestmark = pytest.mark.django_db


class TestWorklist:
    @pytest.fixture
    def practice(self):
        practice = PracticeFactory(name="要补的做法")
        findings.refresh(practice)
        return practice

    def finding(self):
        return Finding.objects.get(check_name="practice-theme")

    def post(self, client, page, **data):
        address = reverse(f"admin:finding_{page}", args=[self.finding().pk])
        return client.post(address, data)

    def test_it_is_set_aside_with_a_reason_and_brought_back(self, client, practice):
        staff(client, "zhuangao", *WRITER)
        here = worklist("practice-theme")
        assert "要补的做法" in client.get(here).content.decode()
        answer = self.post(client, "set_aside", why="暂无合适的主题", next=here)
        assert answer["Location"] == here
        assert "没有了" in client.get(here).content.decode()
        aside = client.get(worklist("practice-theme", aside=1)).content.decode()
        assert "暂无合适的主题" in aside
        assert "zhuangao" in aside
        self.post(client, "bring_back")
        assert len(client.get(here).context["rows"]) == 1

    def test_without_a_reason_it_is_asked_for(self, client, practice):
        staff(client, "zhuangao", *WRITER)
        answer = self.post(client, "set_aside", why=" ")
        assert "搁置必须写明理由" in answer.content.decode()
        assert self.finding().set_aside_at is None

    def test_a_reason_too_long_is_kept_in_the_form(self, client, practice):
        staff(client, "zhuangao", *WRITER)
        answer = self.post(client, "set_aside", why="长" * 201)
        assert "现在有 201 个字" in answer.content.decode()
        assert "长" * 201 in answer.content.decode()

    @pytest.mark.parametrize("page", ["set_aside", "bring_back"])
    def test_it_needs_the_right_to_change_the_record(self, client, practice, page):
        staff(client, "duzhe", "practices.view_practice")
        assert self.post(client, page, why="理由").status_code == 403
        html = client.get(worklist("practice-theme")).content.decode()
        assert "要补的做法" in html
        assert "<summary>" not in html

    def test_the_way_back_leads_to_no_other_site(self, client, practice):
        staff(client, "zhuangao", *WRITER)
        answer = self.post(client, "set_aside", why="理由", next="https://example.org/")
        assert answer["Location"] == worklist("practice-theme")

    def test_bringing_back_is_no_link(self, client, practice):
        staff(client, "zhuangao", *WRITER)
        address = reverse("admin:finding_bring_back", args=[self.finding().pk])
        assert client.get(address).status_code == 405

    def test_it_narrows_by_kind_of_record(self, admin_client):
        old = timezone.now() - datetime.timedelta(days=1200)
        for factory in (PracticeFactory, ZoneFactory):
            findings.refresh(factory(published=True, published_at=old, reviewed_at=old))
        everything = admin_client.get(worklist("not-looked-at"))
        assert len(everything.context["rows"]) == 2
        zones = admin_client.get(worklist("not-looked-at", kind="zones.zone"))
        assert [row.label for row in zones.context["rows"]] == ["高新区"]

    def test_twins_lead_to_the_other(self, admin_client):
        first = GuestFactory(name="李建国")
        findings.refresh(GuestFactory(name="李建国", distinction="西安高新区"))
        html = admin_client.get(worklist("people-twins")).content.decode()
        assert reverse("admin:interviews_guest_change", args=[first.pk]) in html

    def test_long_lists_are_paged(self, admin_client):
        for _ in range(3):
            findings.refresh(PracticeFactory())
        Finding.objects.bulk_create(
            Finding(
                content_type=ContentType.objects.get_for_model(Practice),
                object_id=10_000 + n,
                title=f"第{n}个",
                check_name="practice-theme",
                sentence="没有主题",
            )
            for n in range(60)
        )
        first = admin_client.get(worklist("practice-theme"))
        assert len(first.context["rows"]) == 50
        second = admin_client.get(worklist("practice-theme", p=2))
        assert len(second.context["rows"]) == 13
        assert second.context["page"].next is None

    @pytest.mark.parametrize(
        "address",
        [
            *("findings/no-such/", "desk/no-such/", "findings/99999999999999999999/set-aside/"),
            *("findings/practice-theme/?p=abc&kind=x&aside=x", "desk/drafts/?p=-1"),
            *("desk/drafts/?p=999999999999999999999", "findings/1/bring-back/"),
        ],
    )
    def test_odd_addresses_are_no_errors_of_the_server(self, admin_client, address):
        assert admin_client.get(f"/admin/{address}").status_code in (200, 404, 405)

    def test_visitors_are_sent_to_sign_in(self, client, practice):
        for address in (worklist("practice-theme"), reverse("admin:desk_queue", args=["drafts"])):
            assert client.get(address).status_code == 302
        assert self.post(client, "set_aside", why="理由").status_code == 302
        assert self.finding().set_aside_at is None
