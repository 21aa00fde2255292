"""What is kept of findings from one run to the next, and the command that runs the checks."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial import findings
from editorial.management.commands import check_records
from editorial.models import Finding
from tests.factories import (
    GuestFactory,
    MeasureFactory,
    PracticeFactory,
    ProblemStatementFactory,
    UserFactory,
    ZoneFactory,
)

from .checking import changed, check_all

pytestmark = pytest.mark.django_db


class TestKeeping:
    def test_what_is_found_again_stays_as_it_was(self):
        practice = PracticeFactory()
        check_all()
        before = list(Finding.objects.order_by("pk").values())
        check_all()
        findings.refresh(practice)
        assert list(Finding.objects.order_by("pk").values()) == before

    def test_a_renamed_record_is_listed_under_its_name(self):
        practice = PracticeFactory()
        findings.refresh(practice)
        practice.name = "双培一创"
        practice.save()
        findings.refresh(practice)
        assert set(Finding.objects.values_list("title", flat=True)) == {"双培一创"}

    def test_what_is_set_aside_comes_back_when_it_changes(self):
        statement = ProblemStatementFactory()
        check_all()
        finding = Finding.objects.get(check_name="unanswered")
        findings.set_aside(finding, by=UserFactory(), why="另有专题")
        check_all()
        finding.refresh_from_db()
        assert finding.set_aside_why == "另有专题"
        ProblemStatementFactory(problem=statement.problem)
        check_all()
        assert Finding.objects.get(check_name="unanswered").set_aside_at is None

    @pytest.mark.parametrize("why", ["", "  ", "长" * 201])
    def test_setting_aside_needs_a_reason_that_fits(self, why):
        findings.refresh(PracticeFactory())
        with pytest.raises(ValidationError):
            findings.set_aside(Finding.objects.first(), by=UserFactory(), why=why)

    def test_findings_of_records_and_checks_that_are_gone_are_dropped(self):
        practice = PracticeFactory()
        findings.refresh(practice)
        left = Finding.objects.first()
        changed(left, object_id=practice.pk + 1)
        other = Finding.objects.exclude(pk=left.pk).first()
        changed(other, check_name="no-such-check")
        check_all()
        assert not Finding.objects.filter(pk__in=(left.pk, other.pk)).exists()
        assert set(Finding.objects.values_list("object_id", flat=True)) == {practice.pk}

    def test_queries_do_not_grow_with_the_records(self):
        def count(rows):
            for _ in range(rows):
                practice = PracticeFactory(zones=[ZoneFactory()])
                MeasureFactory(practice=practice)
                GuestFactory()
            with CaptureQueriesContext(connection) as queries:
                check_all()
            return len(queries)

        few = count(3)
        assert count(30) <= few + 2 * len(findings.checks())


class TestCommand:
    def test_it_says_what_was_found(self, capsys):
        PracticeFactory()
        call_command("check_records")
        said = capsys.readouterr()
        assert "没有主题的做法：1" in said.out
        assert "待补共" in said.out
        assert "做法：1 / 1" in said.err

    def test_it_can_be_stopped_and_run_again(self, monkeypatch):
        PracticeFactory()

        def stop(report):
            raise KeyboardInterrupt

        monkeypatch.setattr(check_records, "refresh_all", stop)
        with pytest.raises(CommandError, match="已停下") as stopped:
            call_command("check_records")
        assert stopped.value.returncode == 130
