"""What the checks find, what they leave alone, and what becomes of it when it is mended."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from editorial import findings
from practices.models import PracticeProblem
from sources.services import relocate_quotes
from tests.factories import (
    AllianceMeetingFactory,
    AppointmentFactory,
    EvidenceFactory,
    MeasureFactory,
    OutcomeFactory,
    PracticeFactory,
    PracticeProblemFactory,
    ProblemStatementFactory,
    SourceFactory,
    ThemeFactory,
    ZoneFactFactory,
    ZoneFactory,
    ZoneTitleFactory,
)

from .checking import changed, check_all, found

pytestmark = pytest.mark.django_db


class TestIncompletePractices:
    @pytest.fixture
    def whole(self):
        practice = PracticeFactory(zones=[ZoneFactory()], themes=[ThemeFactory()])
        PracticeProblemFactory(practice=practice)
        EvidenceFactory(practice=practice)
        return practice

    NAMES = ("practice-zone", "practice-theme", "practice-problem", "practice-evidence")

    def test_nothing_is_missing_in_a_complete_one(self, whole):
        check_all()
        assert [found(name, whole) for name in self.NAMES] == [[], [], [], []]

    def test_all_that_is_missing_is_found(self):
        practice = PracticeFactory()
        check_all()
        assert [found(name, practice) for name in self.NAMES] == [
            ["没有高新区"],
            ["没有主题"],
            ["没有回应的问题"],
            ["没有佐证"],
        ]

    @pytest.mark.parametrize(
        ("name", "relation"),
        [
            ("practice-zone", "zones"),
            ("practice-theme", "themes"),
            ("practice-problem", "problem_links"),
            ("practice-evidence", "evidence"),
        ],
    )
    def test_it_comes_and_goes_with_what_is_missing(self, whole, name, relation):
        rows = list(getattr(whole, relation).all())
        if relation in ("zones", "themes"):
            getattr(whole, relation).clear()
        else:
            getattr(whole, relation).all().delete()
        findings.refresh(whole)
        assert len(found(name, whole)) == 1
        if relation in ("zones", "themes"):
            getattr(whole, relation).set(rows)
        else:
            for row in rows:
                row.pk = None
                row.save()
        findings.refresh(whole)
        assert found(name, whole) == []


class TestSlogans:
    def test_parts_fewer_and_more_than_the_number_are_found(self):
        for name, labels in (("三亮", "甲乙"), ("四亮", "甲乙丙丁"), ("两亮", "甲乙丙")):
            practice = PracticeFactory(name=name)
            for label in labels:
                MeasureFactory(practice=practice, label=label)
        check_all()
        assert found("slogan") == [
            "三亮：列出的构成比名称里的数目少",
            "两亮：列出的构成比名称里的数目多",
        ]

    def test_the_missing_part_mends_it(self):
        practice = PracticeFactory(name="三亮")
        for label in "甲乙":
            MeasureFactory(practice=practice, label=label)
        findings.refresh(practice)
        assert len(found("slogan")) == 1
        MeasureFactory(practice=practice, label="丙")
        findings.refresh(practice)
        assert found("slogan") == []

    def test_a_part_that_promises_a_number_is_held_to_it(self):
        practice = PracticeFactory(name="服务体系")
        whole = MeasureFactory(practice=practice, label="三专")
        MeasureFactory(practice=practice, parent=whole, label="专属管理")
        findings.refresh(practice)
        assert found("slogan") == ["三专：列出的构成比名称里的数目少"]


class TestQuotes:
    @pytest.mark.parametrize(
        ("factory", "whole"),
        [
            (EvidenceFactory, "practice"),
            (OutcomeFactory, "practice"),
            (ZoneFactFactory, "zone"),
            (ZoneTitleFactory, "zone"),
            (AppointmentFactory, "guest"),
            (AllianceMeetingFactory, "alliance"),
            (ProblemStatementFactory, None),
        ],
    )
    def test_a_lost_quote_is_told_at_the_record_it_belongs_to(self, factory, whole):
        row = factory()
        record = getattr(row, whole) if whole else row
        source = row.source
        text, source.text = source.text, "换成了别的文字。"
        source.save()
        relocate_quotes(source=source)
        (sentence,) = found("lost-quote", record)
        assert row.quote[:20] in sentence
        assert len(found("lost-quote")) == 1
        source.text = text
        source.save()
        relocate_quotes(source=source)
        assert found("lost-quote") == []


class TestFigures:
    def test_parts_that_do_not_make_the_total_are_found(self):
        total = ZoneFactFactory(indicator="党组织", value=Decimal(10), unit="个")
        part = ZoneFactFactory(zone=total.zone, part_of=total, value=Decimal(4))
        other = ZoneFactFactory(zone=total.zone, part_of=total, value=Decimal(3))
        whole = ZoneFactFactory(value=Decimal(5))
        ZoneFactFactory(zone=whole.zone, part_of=whole, value=Decimal(5))
        check_all()
        assert found("sum") == ["党组织：10个：分项之和比合计少 3"]
        part.value = Decimal(7)
        part.save()
        findings.refresh(other.zone)
        assert found("sum") == []

    @pytest.mark.parametrize(
        ("factory", "whole", "date", "words"),
        [
            (ZoneFactFactory, "zone", "as_of", "as_of_words"),
            (ZoneTitleFactory, "zone", "awarded", "awarded_words"),
            (OutcomeFactory, "practice", "as_of", "as_of_words"),
            (AllianceMeetingFactory, "alliance", "date", "date_words"),
        ],
    )
    def test_a_relative_date_is_found_until_it_is_resolved(self, factory, whole, date, words):
        row = factory(**{date: "", words: "今年9月"})
        factory(**{date: "2020-09", words: "今年9月"})
        factory(**{date: "", words: ""})
        check_all()
        (sentence,) = found("relative-date")
        assert "今年9月" in sentence
        setattr(row, date, "2020-09")
        row.save()
        findings.refresh(getattr(row, whole))
        assert found("relative-date") == []


class TestProblemsAndSources:
    def test_a_stated_problem_without_practice_is_found_until_one_answers_it(self):
        statement = ProblemStatementFactory()
        answered = ProblemStatementFactory().problem
        PracticeProblemFactory(problem=answered)
        check_all()
        assert found("unanswered") == ["有 1 条问题陈述，还没有做法回应"]
        assert found("unanswered", statement.problem)
        practice = PracticeFactory()
        PracticeProblem.objects.create(practice=practice, problem=statement.problem)
        findings.refresh(practice)
        assert found("unanswered") == []

    def test_sources_without_date_or_place_are_found(self):
        bare = SourceFactory(dated="", publication="")
        book = SourceFactory(kind="book", publication="", publisher="人民出版社")
        article = SourceFactory(kind="article", publication="", publisher="人民出版社")
        check_all()
        assert found("source-date") == ["没有发表日期"]
        assert found("source-date", bare)
        assert found("source-publication", bare)
        assert not found("source-publication", book)
        assert found("source-publication", article)


class TestLooking:
    def test_published_records_not_looked_at_for_two_years_are_found(self, settings):
        old = timezone.now() - datetime.timedelta(days=3 * 365)
        due = PracticeFactory(published=True, published_at=old, reviewed_at=old)
        never = ZoneFactory(published=True, published_at=old)
        PracticeFactory(published=True, published_at=old, reviewed_at=timezone.now())
        changed(PracticeFactory(), published_at=old)
        check_all()
        assert found("not-looked-at", due)
        assert found("not-looked-at", never)
        assert len(found("not-looked-at")) == 2
        settings.REVIEW_AGE_YEARS = 4
        check_all()
        assert found("not-looked-at") == []

    def test_looking_at_it_again_mends_it(self):
        old = timezone.now() - datetime.timedelta(days=3 * 365)
        due = PracticeFactory(published=True, published_at=old, reviewed_at=old)
        findings.refresh(due)
        assert found("not-looked-at")
        changed(due, reviewed_at=timezone.now())
        findings.refresh(due)
        assert found("not-looked-at") == []
