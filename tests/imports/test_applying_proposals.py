"""What an editor accepted becomes practices, figures and statements, tied to the words."""

from dataclasses import replace

import pytest

from imports.applying import Choices, NotApplied
from imports.draft import MeasureDraft, Suggestion
from practices.models import Evidence, Practice, ProblemStatement
from sources.models import Source
from tests.factories import (
    EvidenceFactory,
    PartyOrganizationFactory,
    PracticeFactory,
    ProblemFactory,
    ThemeFactory,
    ZoneFactory,
)
from tests.imports.accepted import (
    FIRST,
    OTHER,
    SECOND,
    TALK,
    THREE,
    apply,
    delete,
    edit,
    fact,
    plan,
    practice,
    span,
    statement,
    talk,
)
from zones.models import ZoneFact

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone():
    return ZoneFactory(short_name="临江高新区", name="临江高新技术产业开发区")


def with_practice(*drafts):
    return replace(TALK, practices=drafts or (THREE,))


def test_a_practice_is_made_with_its_parts_its_place_and_the_words(zone):
    theme, problem = ThemeFactory(), ProblemFactory()
    organization = PartyOrganizationFactory(name="临江高新区党工委组织部")
    draft = replace(THREE, themes=(Suggestion(theme.code),), problems=(Suggestion(problem.code),))
    chosen = {"临江高新区党工委组织部": f"organization:{organization.pk}"}
    apply(with_practice(draft), choices=Choices(organizations=chosen))
    made = Practice.objects.get()
    assert (made.name, made.state, made.count_check()) == ("三联", "draft", "ok")
    (top,) = made.measures.filter(parent=None)
    parts = [part.label for part in top.children.all()]
    assert (top.label, parts) == ("三联", ["联组织", "联活动", "联服务"])
    assert list(made.zones.all()) == [zone]
    assert list(made.themes.all()) == [theme]
    assert list(made.problems.all()) == [problem]
    assert list(made.organizations.all()) == [organization]
    (evidence,) = made.evidence.all()
    assert (evidence.quote, evidence.answer.appearance.guest.name) == (FIRST, "王岗")


def test_the_gist_is_the_words_themselves(zone):
    apply(with_practice(practice(quote=f"{FIRST}\n{SECOND}")))
    assert Practice.objects.get().gist == FIRST + SECOND


def test_a_gist_is_cut_where_the_words_are_too_many(zone):
    long = talk(first="联" * 300)
    apply(replace(long, practices=(practice(quote="联" * 300, text=long.text),)))
    assert Practice.objects.get().gist == "联" * 199 + "…"


def test_further_words_become_further_evidence(zone):
    apply(with_practice(replace(THREE, further=(span(SECOND), span(OTHER)))))
    found = [(row.quote, row.answer.number) for row in Evidence.objects.order_by("position")]
    assert found == [(FIRST, 1), (SECOND, 1), (OTHER, 2)]


def test_a_practice_known_in_the_zone_gets_the_evidence_and_nothing_else(zone):
    known = PracticeFactory(name="“三联”", gist="编者写的。", zones=[zone])
    EvidenceFactory(practice=known)
    apply(with_practice())
    assert Practice.objects.count() == 1
    known.refresh_from_db()
    assert (known.gist, known.measures.count(), known.evidence.count()) == ("编者写的。", 0, 2)


def test_the_same_name_elsewhere_is_another_practice(zone):
    PracticeFactory(name="三联", zones=[ZoneFactory()])
    PracticeFactory(name="三联")
    apply(with_practice())
    assert Practice.objects.filter(zones=zone).count() == 1
    assert Practice.objects.count() == 3


def test_a_practice_that_an_editor_renamed_is_found_again(zone):
    apply(with_practice())
    edit(Practice.objects.get(), name="三联行动")
    apply(with_practice())
    assert [row.name for row in Practice.objects.all()] == ["三联行动"]


def test_a_practice_that_an_editor_deleted_does_not_come_back(zone):
    apply(with_practice())
    delete(Practice.objects.get())
    again = apply(with_practice())
    assert not Practice.objects.exists()
    assert again.tally.kept_names == ["三联"]


def test_a_better_reading_of_a_practice_updates_what_nobody_touched(zone):
    apply(with_practice())
    parts = (MeasureDraft("三联", ("联组织", "联活动", "联阵地")),)
    applied = apply(with_practice(replace(THREE, measures=parts)))
    labels = set(Practice.objects.get().measures.values_list("label", flat=True))
    assert labels == {"三联", "联组织", "联活动", "联服务", "联阵地"}
    gone = [entry.name for entry in applied.tally.entries if entry.kind == "conflict"]
    assert gone == ["联服务（新文本里没有，保留不动）"]


def test_parts_of_the_same_name_are_one(zone):
    twice = (MeasureDraft("三联", ("联组织", "联组织")), MeasureDraft("三联", ("联活动",)))
    draft = with_practice(replace(THREE, measures=twice))
    apply(draft)
    assert Practice.objects.get().measures.count() == 3
    assert apply(draft).tally.updated == 0


def test_figures_are_kept_with_the_total_that_they_are_part_of(zone):
    total = fact("党组织100个", 100, "个")
    parts = (
        fact("党委20个", 20, "个", part_of="党组织100个"),
        fact("党支部80个", 80, "个", part_of="党组织100个"),
    )
    apply(replace(TALK, facts=(*parts, total)))
    row = ZoneFact.objects.get(indicator="党组织")
    assert (row.zone, row.number, row.unit, row.as_of) == (zone, "100", "个", "2023")
    assert (row.sum_difference(), row.parts.count()) == (0, 2)


@pytest.mark.parametrize("subject", ["", "临江高新区智联公司", "远山高新区"])
def test_a_figure_of_nobody_known_is_listed_and_not_written(zone, subject):
    applied = apply(replace(TALK, facts=(fact("党组织100个", 100, "个", subject=subject),)))
    assert not ZoneFact.objects.exists()
    (entry,) = [entry for entry in applied.tally.entries if entry.kind == "conflict"]
    assert "没有写入" in entry.name


def test_equal_figures_of_one_sentence_are_told_apart(zone):
    facts = (fact("党支部80个", 80, "个"), fact("党支部80个", 80, "个", indicator="支部书记"))
    apply(replace(TALK, facts=facts))
    apply(replace(TALK, facts=facts))
    assert set(ZoneFact.objects.values_list("indicator", flat=True)) == {"党支部", "支部书记"}


def test_a_figure_in_the_editors_own_words_is_not_taken_twice(zone):
    draft = replace(TALK, facts=(fact("党组织100个", 100, "个"),))
    source = apply().source
    ZoneFact.objects.create(
        zone=zone, source=source, indicator="党组织数", value=100, unit="个", quote="党组织100个"
    )
    apply(draft)
    assert ZoneFact.objects.count() == 1


def test_who_states_a_problem_is_kept_in_an_answer_or_in_the_question():
    answered, asked = ProblemFactory(), ProblemFactory()
    quote = "两新组织党建难在哪里？"
    apply(replace(TALK, statements=(statement(answered.code), statement(asked.code, quote))))
    first = ProblemStatement.objects.get(problem=answered)
    assert (first.answer.appearance.guest.name, first.question) == ("王岗", None)
    second = ProblemStatement.objects.get(problem=asked)
    assert (second.answer, second.question.number) == (None, 1)


def test_everything_again_changes_nothing(zone):
    problem = ProblemFactory()
    draft = replace(
        TALK,
        practices=(THREE,),
        facts=(fact("党组织100个", 100, "个"),),
        statements=(statement(problem.code),),
    )
    apply(draft)
    again = apply(draft)
    assert (again.tally.added, again.tally.updated, again.tally.kept) == (0, 0, 0)
    assert [group.kind for group in plan(draft).groups] == ["unchanged"]


def test_a_write_up_has_practices_and_no_interview(zone):
    draft = replace(TALK, kind="case", guests=(), questions=(), practices=(THREE,))
    assert apply(draft).interview is None
    assert Evidence.objects.get().answer is None


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (practice("", FIRST), "做法“”的名称"),
        (practice("三" * 151, FIRST), "名称"),
        (replace(THREE, start=0, end=0), "没有原话作佐证"),
        (replace(THREE, themes=(Suggestion("T999"),)), "词表里没有“T999”"),
    ],
    ids=["no name", "long name", "no words", "no such term"],
)
def test_what_cannot_be_written_is_said_and_nothing_is_written(zone, draft, sentence):
    with pytest.raises(NotApplied) as error:
        apply(with_practice(draft))
    assert any(sentence in told for told in error.value.sentences)
    assert not Source.objects.exists()
