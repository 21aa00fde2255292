"""Vocabularies, practices with their parts, and what ties them to the exact words."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from practices.models import Evidence, Measure, Practice, PracticeRelation, ProblemStatement
from tests.factories import (
    AnswerFactory,
    CollectionItemFactory,
    EvidenceFactory,
    MeasureFactory,
    OutcomeFactory,
    PracticeFactory,
    PracticeProblemFactory,
    PracticeRelationFactory,
    ProblemFactory,
    ProblemGroupFactory,
    ProblemStatementFactory,
    QuestionFactory,
    ThemeFactory,
    ThemeGroupFactory,
)

pytestmark = pytest.mark.django_db

VOCABULARIES = [(ProblemGroupFactory, ProblemFactory), (ThemeGroupFactory, ThemeFactory)]


def refused(record, field):
    """Assert that form and save refuse `record`, and say so at `field`."""
    for check in (record.clean, record.save):
        with pytest.raises(ValidationError) as refusal:
            check()
        assert set(refusal.value.message_dict) == {field}


@pytest.mark.parametrize(("group_factory", "term_factory"), VOCABULARIES)
class TestVocabulary:
    def test_it_has_two_levels(self, group_factory, term_factory):
        term = term_factory()
        assert (term.parent.is_group, term.is_group) == (True, False)
        assert set(type(term).objects.groups()) == {term.parent}
        assert set(type(term).objects.leaves()) == {term}
        refused(term_factory.build(parent=term, code=f"{term.code}.1"), "parent")

    def test_a_group_with_terms_under_it_is_not_put_under_another(
        self, group_factory, term_factory
    ):
        group = term_factory().parent
        group.parent = group_factory()
        refused(group, "parent")

    def test_codes_never_change(self, group_factory, term_factory):
        for term in (group_factory(), term_factory()):
            code = term.code
            term.code = f"{code}9"
            refused(term, "code")
            assert type(term).objects.get(pk=term.pk).code == code

    def test_a_code_says_where_its_term_stands(self, group_factory, term_factory):
        group, other = group_factory(), group_factory()
        refused(group_factory.build(code=f"{group.code}.1"), "code")
        refused(term_factory.build(parent=group, code=f"{other.code}.1"), "code")
        refused(term_factory.build(parent=group, code=f"{group.code}9"), "code")

    @pytest.mark.parametrize("code", ["X1", "P", "T", "P1.", "P1.1.1", "p1", "问题一"])
    def test_a_form_refuses_what_is_no_code(self, group_factory, term_factory, code):
        with pytest.raises(ValidationError) as refusal:
            group_factory.build(code=code).full_clean()
        assert "code" in refusal.value.message_dict

    def test_names_are_given_once_on_each_level(self, group_factory, term_factory):
        term = term_factory()
        with pytest.raises(IntegrityError), transaction.atomic():
            term_factory(parent=term.parent, name=term.name)
        with pytest.raises(IntegrityError), transaction.atomic():
            group_factory(name=term.parent.name)
        with pytest.raises(IntegrityError), transaction.atomic():
            type(term).objects.filter(pk=term.pk).update(code=term.parent.code)
        assert term_factory(name=term.name).pk

    def test_a_group_with_terms_under_it_stays(self, group_factory, term_factory):
        with pytest.raises(IntegrityError), transaction.atomic():
            term_factory().parent.delete()


def test_a_theme_finds_what_is_tied_to_it_or_under_it():
    theme = ThemeFactory()
    practice = PracticeFactory(themes=[theme])
    PracticeFactory(themes=[ThemeFactory()])
    for found in (Practice.objects.on_theme(theme), Practice.objects.on_theme(theme.parent)):
        assert list(found) == [practice]


@pytest.mark.parametrize("change", [{"name": ""}, {"gist": ""}])
def test_a_practice_has_a_name_and_is_told_in_a_sentence(change):
    practice = PracticeFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.filter(pk=practice.pk).update(**change)


def test_parts_of_one_practice_are_one_tree():
    part = MeasureFactory()
    refused(MeasureFactory.build(practice=PracticeFactory(), parent=part), "parent")
    assert MeasureFactory(parent=part).practice == part.practice


def test_parts_of_one_place_have_different_names():
    top = MeasureFactory(label="三亮")
    below = MeasureFactory(parent=top, label="三亮")
    assert below.pk
    for place in ({"practice": top.practice}, {"parent": top}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MeasureFactory(label="三亮", **place)
        place = {"practice": top.practice, **place}
        with pytest.raises(ValidationError, match="同一处已有同名的构成"):
            Measure(label="三亮", **place).full_clean()
    assert MeasureFactory(label="三亮").practice != top.practice


def test_a_practice_takes_its_parts_and_their_words_along():
    evidence = EvidenceFactory(measure=MeasureFactory())
    evidence.practice.delete()
    assert not Evidence.objects.exists()
    assert not Measure.objects.exists()


def test_evidence_is_of_parts_and_problems_of_its_own_practice():
    practice = PracticeFactory()
    refused(
        EvidenceFactory.build(practice=practice, source=None, quote="", measure=MeasureFactory()),
        "measure",
    )
    refused(
        EvidenceFactory.build(
            practice=practice, source=None, quote="", problem_link=PracticeProblemFactory()
        ),
        "problem_link",
    )


def test_evidence_is_for_one_thing():
    evidence = EvidenceFactory(measure=MeasureFactory())
    link = PracticeProblemFactory(practice=evidence.practice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(problem_link=link)
    evidence.problem_link = link
    with pytest.raises(ValidationError, match="只能对应一个构成或一个问题"):
        evidence.full_clean()


@pytest.mark.parametrize("factory", [EvidenceFactory, OutcomeFactory, ProblemStatementFactory])
class TestSpokenWords:
    def test_they_stand_in_the_answer(self, factory):
        answer = AnswerFactory()
        source = answer.interview.source
        outside = source.text.split("\n")[0]
        assert factory(answer=answer).source == source
        with pytest.raises(ValidationError, match="所选的回答里没有这句话"):
            factory(answer=answer, quote=outside)

    def test_they_stand_in_one_paragraph(self, factory):
        answer = AnswerFactory()
        first, second, _ = answer.text.split("\n")
        with pytest.raises(ValidationError, match="引文不要跨段"):
            factory(answer=answer, quote=f"{first}\n{second}")

    def test_the_answer_is_of_the_source(self, factory):
        answer, elsewhere = AnswerFactory(), AnswerFactory()
        source = elsewhere.interview.source
        quote = elsewhere.text.split("\n")[0]
        with pytest.raises(ValidationError, match="这个回答不在所选的出处里"):
            factory(answer=answer, source=source, quote=quote)


class TestProblemStatement:
    def test_a_question_can_state_a_problem(self):
        question = QuestionFactory()
        statement = ProblemStatementFactory(question=question)
        text = statement.source.text
        assert text[statement.start :].startswith(statement.quote)
        assert statement.spoken_url == question.get_absolute_url()

    def test_the_words_stand_in_the_question(self):
        question = QuestionFactory()
        with pytest.raises(ValidationError, match="所选的提问里没有这句话"):
            ProblemStatementFactory(question=question, quote=AnswerFactory(question=question).text)

    def test_the_question_is_of_the_source(self):
        question, elsewhere = QuestionFactory(), QuestionFactory()
        source = elsewhere.interview.source
        with pytest.raises(ValidationError, match="这个提问不在所选的出处里"):
            ProblemStatementFactory(question=question, source=source, quote=elsewhere.text)

    def test_the_place_is_that_in_the_question(self):
        words = "党员数量少"
        question = QuestionFactory(
            interview__source__text=f"{words}。\n为什么{words}？", text=f"为什么{words}？"
        )
        assert ProblemStatementFactory(question=question, quote=words).start == 10

    def test_it_is_said_in_an_answer_or_in_a_question(self):
        statement = ProblemStatementFactory()
        question = statement.answer.question
        with pytest.raises(IntegrityError), transaction.atomic():
            ProblemStatement.objects.update(question=question)

    def test_it_is_noted_once(self):
        statement = ProblemStatementFactory()
        same = {"answer": statement.answer, "quote": statement.quote}
        with pytest.raises(IntegrityError), transaction.atomic():
            ProblemStatementFactory(problem=statement.problem, **same)
        assert ProblemStatementFactory(**same).start == statement.start


def test_a_practice_is_not_related_to_itself():
    relation = PracticeRelationFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeRelation.objects.update(related=relation.practice)
    relation.related = relation.practice
    with pytest.raises(ValidationError, match="做法不能与自己相关"):
        relation.full_clean()


@pytest.mark.parametrize(
    ("factory", "names"),
    [
        (PracticeRelationFactory, ("practice", "related", "kind")),
        (PracticeProblemFactory, ("practice", "problem")),
        (CollectionItemFactory, ("collection", "practice")),
        (OutcomeFactory, ("practice", "indicator", "as_of")),
    ],
)
def test_nothing_is_tied_twice(factory, names):
    record = factory()
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(**{name: getattr(record, name) for name in names})


def test_a_practice_in_a_collection_and_a_problem_in_use_stay():
    item = CollectionItemFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        item.practice.delete()
    link = PracticeProblemFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        link.problem.delete()


def test_the_database_refuses_an_outcome_of_unknown_exactness():
    outcome = OutcomeFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(outcome).objects.update(exactness="guess")
