"""Tables of parts and vocabularies."""

from __future__ import annotations

import pytest

from editorial.models import PendingChange
from imports.models import TableJob
from imports.tables import jobs
from practices.models import Problem
from tests.editorial.desk import staff
from tests.factories import (
    AppointmentFactory,
    ProblemFactory,
    ProblemGroupFactory,
    SourceFactory,
    ZoneFactFactory,
    ZoneFactory,
)
from zones.models import ZoneFact

from .tables import (
    EDITOR,
    applied,
    as_csv,
    compared,
    exported,
    rows_in,
    wrong,
)

pytestmark = pytest.mark.django_db
States = TableJob.State


@pytest.fixture
def editor(client):
    return staff(client, "bianji", *EDITOR)


class TestParts:
    EDITOR = (
        "zones.view_zonefact",
        "zones.add_zonefact",
        "zones.change_zonefact",
        "zones.change_zone",
    )

    def test_figures_of_a_published_zone_wait_with_its_change(self, client):
        staff(client, "bianji", *self.EDITOR)
        fact = ZoneFactFactory(published=True)
        source = SourceFactory()
        rows = rows_in(exported("facts", "csv"))
        rows[0]["数值"] = "-3.5"
        rows.append(
            {
                **dict.fromkeys(rows[0], ""),
                "高新区": fact.zone.slug,
                "指标": "党组织数",
                "数值": "1316",
                "出处": str(source.pk),
                "原文": source.text[:12],
            }
        )
        job = compared(client, "facts", as_csv(rows))
        assert job.counts == {"new": 1, "changed": 1, "unchanged": 0, "wrong": 0}
        job = applied(client, job)

        assert job.written["proposed"] == [fact.zone.pk]
        assert ZoneFact.objects.count() == 1
        change = PendingChange.objects.get()
        values = {row["indicator"]: row["value"] for row in change.data["parts"]["facts"]}
        assert values == {fact.indicator: "-3.5", "党组织数": "1316"}

    def test_words_that_are_not_in_the_source_are_told(self, client):
        staff(client, "bianji", *self.EDITOR)
        ZoneFactFactory()
        rows = rows_in(exported("facts", "csv"))
        rows[0]["原文"] = "没有说过的话"
        job = compared(client, "facts", as_csv(rows))
        [(row, title, why)] = wrong(job)
        assert (row, title) == (2, "原文")
        assert "全文里没有这句话" in why

    def test_a_figure_stays_with_its_zone(self, client):
        staff(client, "bianji", *self.EDITOR)
        ZoneFactFactory()
        rows = rows_in(exported("facts", "csv"))
        rows[0]["高新区"] = ZoneFactory().slug
        assert "不能改到别处" in wrong(compared(client, "facts", as_csv(rows)))[0][2]

    def test_a_post_is_held_in_one_place(self, client):
        staff(
            client,
            "bianji",
            "interviews.change_appointment",
            "interviews.change_guest",
        )
        AppointmentFactory()
        rows = rows_in(exported("appointments", "csv"))
        rows[0]["党组织"] = ""
        assert "请选且只选一个" in wrong(compared(client, "appointments", as_csv(rows)))[0][2]


class TestVocabularies:
    def test_a_group_and_its_terms_come_in_one_file(self, client):
        staff(client, "bianji", "practices.add_problem", "practices.change_problem")
        rows = [
            {"编号": "P900.1", "名称": "党员太少"},
            {"编号": "P900", "名称": "新的一组"},
            {"编号": "P900.2", "名称": "没有场地"},
        ]
        job = compared(client, "problems", as_csv(rows))
        assert wrong(job) == []
        applied(client, job)

        term = Problem.objects.get(code="P900.1")
        assert (term.name, term.parent.code) == ("党员太少", "P900")
        assert Problem.objects.filter(parent__code="P900").count() == 2

    def test_a_term_is_saved_at_once_with_its_history(self, client):
        user = staff(client, "bianji", "practices.change_problem")
        term = ProblemFactory()
        rows = [{"编号": term.code, "其他名称": "甲、乙"}]
        job = applied(client, compared(client, "problems", as_csv(rows)))
        term.refresh_from_db()
        assert term.alt_names == ["甲", "乙"]
        assert term.history.first().history_user == user
        assert job.written["saved"] == [term.pk]

    def test_a_wrong_code_is_told(self, client):
        staff(client, "bianji", "practices.add_problem", "practices.change_problem")
        ProblemGroupFactory(code="P900")
        rows = [{"编号": "X1", "名称": "甲"}, {"编号": "P901.1", "名称": "乙"}]
        job = compared(client, "problems", as_csv(rows))
        assert {(row, title) for row, title, _ in wrong(job)} == {(2, "编号"), (3, "编号")}

    def test_a_term_that_changed_since_is_not_overwritten(self, client, monkeypatch):
        staff(client, "bianji", "practices.change_problem")
        term = ProblemFactory()
        job = compared(client, "problems", as_csv([{"编号": term.code, "名称": "新名"}]))
        Problem.objects.filter(pk=term.pk).update(name="别人的新名")
        job = applied(client, job)
        assert (job.state, job.message) == (States.READY, jobs.MADE_ANEW)
