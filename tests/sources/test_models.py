"""Published documents, and quotes that are tied to their exact words."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from interviews.models import Appointment
from practices.models import Evidence, ProblemStatement
from sources.models import Source, plain_newlines, received_path
from sources.services import quoting_models, relocate_quotes
from tests.factories import (
    AnswerFactory,
    EvidenceFactory,
    HostUnitFactory,
    PartyOrganizationFactory,
    ProblemStatementFactory,
    QuestionFactory,
    SourceFactory,
    ZoneFactFactory,
)
from zones.models import ZoneFact

TEXT = "西安高新区有党组织1316个。\n党员30637人。\n党员带头，党员先行。"


@pytest.fixture
def source(db):
    return SourceFactory(text=TEXT)


@pytest.mark.parametrize("quote", ["党员30637人", "党员30637人。\n党员带头", TEXT])
def test_a_quote_stands_in_its_source_and_its_place_is_known(source, quote):
    fact = ZoneFactFactory(source=source, quote=quote)
    fact.refresh_from_db()
    assert source.text[fact.start : fact.start + len(quote)] == quote


@pytest.mark.parametrize(
    "quote", ["党员 30637 人", "党员30637人，", "黨員30637人", "党员30637人。党员带头", "没有的话"]
)
def test_words_that_are_not_in_the_source_are_refused(source, quote):
    fact = ZoneFactFactory.build(source=source, zone=None, quote=quote)
    for check in (fact.clean, fact.save):
        with pytest.raises(ValidationError, match="出处的全文里没有这句话") as refusal:
            check()
        assert "quote" in refusal.value.message_dict
    assert not ZoneFact.objects.exists()


@pytest.mark.parametrize("quote", ["", " \r\n "])
def test_a_claim_without_words_is_refused(source, quote):
    with pytest.raises(ValidationError):
        ZoneFactFactory(source=source, quote=quote)


def test_the_database_refuses_an_empty_quote(source):
    fact = ZoneFactFactory(source=source)
    with pytest.raises(IntegrityError), transaction.atomic():
        ZoneFact.objects.filter(pk=fact.pk).update(quote="")


def test_a_browsers_line_ends_and_blanks_around_do_not_matter(source):
    fact = ZoneFactFactory(source=source, quote=" 党员30637人。\r\n党员带头 \r\n")
    assert fact.quote == "党员30637人。\n党员带头"
    assert fact.start == TEXT.index("党员30637人")


def test_the_text_of_a_source_has_plain_line_ends():
    assert plain_newlines("一\r\n二\r三\n四") == "一\n二\n三\n四"


def test_a_source_from_a_browser_keeps_the_places_of_its_quotes(source):
    fact = ZoneFactFactory(source=source, quote="党员带头")
    source.text = TEXT.replace("\n", "\r\n")
    source.save()
    source.refresh_from_db()
    assert source.text == TEXT
    assert source.paragraphs[2] == "党员带头，党员先行。"
    assert relocate_quotes(source=source) == 0
    fact.refresh_from_db()
    assert fact.start == TEXT.index("党员带头")


def test_a_quote_opens_its_source_at_the_words(source):
    fact = ZoneFactFactory(source=source, quote="党员30637人")
    address = source.get_absolute_url()
    assert fact.passage_url == f"{address}?at={fact.start}-{fact.start + len(fact.quote)}#passage"
    fact.start = None
    assert fact.passage_url == address


def test_quotes_follow_their_words_when_the_text_changes(source):
    kept = ZoneFactFactory(source=source, quote="党员30637人")
    lost = ZoneFactFactory(source=source, quote="党组织1316个")
    elsewhere = ZoneFactFactory()
    source.text = "导语一段。\n" + TEXT.replace("1316", "1317")
    source.save()
    assert relocate_quotes(source=source) == 1
    for fact in (kept, lost):
        fact.refresh_from_db()
    assert source.text[kept.start :].startswith(kept.quote)
    assert (lost.start, lost.quote) == (None, "党组织1316个")
    before = elsewhere.start
    elsewhere.refresh_from_db()
    assert elsewhere.start == before
    source.text = TEXT
    source.save()
    assert relocate_quotes(source=source) == 0
    lost.refresh_from_db()
    assert lost.start == TEXT.index(lost.quote)


@pytest.mark.django_db
def test_a_quote_stays_where_it_is_when_the_same_words_appear_before_it():
    source = SourceFactory(text="支部先行。\n党员带头。")
    fact = ZoneFactFactory(source=source, quote="党员带头。")
    source.text = "党员带头。\n党员带头。"
    source.save()
    assert relocate_quotes(source=source) == 0
    fact.refresh_from_db()
    assert fact.start == 6


@pytest.mark.django_db
def test_every_kind_of_quote_is_found_again():
    assert {ZoneFact, Appointment, Evidence, ProblemStatement} <= set(quoting_models())
    answer = AnswerFactory()
    source = answer.interview.source
    question = QuestionFactory(interview=answer.interview)
    rows = [
        EvidenceFactory(answer=answer),
        ProblemStatementFactory(answer=answer),
        ProblemStatementFactory(question=question),
        ZoneFactFactory(source=source),
    ]
    before = [row.start for row in rows]
    source.text = "编者按。\n" + source.text
    source.save()
    assert relocate_quotes(source=source) == 0
    for row in rows:
        row.refresh_from_db()
    assert [row.start for row in rows] == [start + 5 for start in before]


def test_of_words_said_twice_the_place_in_the_answer_counts(db):
    words = "党员带头。"
    source = SourceFactory(text=f"{words}\n怎样做好？\n{words}\n再说一遍：{words}")
    first = QuestionFactory(interview__source=source)
    second = AnswerFactory(question=first, text=f"再说一遍：{words}")
    evidence = EvidenceFactory(answer=second, quote=words)
    assert evidence.start == source.text.rindex(words)
    unspoken = EvidenceFactory(source=source, quote=words)
    assert unspoken.start == 0
    unspoken.answer = second
    unspoken.save()
    assert unspoken.start == source.text.rindex(words)


@pytest.mark.parametrize("factory", [HostUnitFactory, PartyOrganizationFactory])
def test_what_may_have_a_source_quotes_it_exactly(source, factory):
    record = factory(source=source, quote="党组织1316个\r\n")
    start = TEXT.index("党组织")
    assert record.passage_url == source.passage_url(start, 8)
    assert factory().passage_url == ""
    assert factory(source=source).passage_url == source.get_absolute_url()
    for wrong in ({"source": source, "quote": "党组织1317个"}, {"quote": "党组织1316个"}):
        with pytest.raises(ValidationError, match="出处的全文里没有这句话"):
            factory(**wrong)


@pytest.mark.parametrize("factory", [HostUnitFactory, PartyOrganizationFactory])
def test_words_that_are_lost_lead_to_the_source(source, factory):
    record = factory(source=source, quote="党组织1316个")
    source.text = "全文重新录入。"
    source.save()
    assert record.passage_url == source.get_absolute_url()


@pytest.mark.django_db
def test_a_received_file_lies_under_its_fingerprint_whatever_it_was_called():
    source = SourceFactory(fingerprint="a" * 64)
    for sent, kept in (("访谈.TXT", "txt"), ("访谈", "bin"), ("x.t x", "bin"), ("..", "bin")):
        assert received_path(source, sent) == f"sources/{'a' * 64}.{kept}"
    source.file.save("访谈.txt", ContentFile(b"x"))
    assert source.file.name.startswith(f"sources/{'a' * 64}")


@pytest.mark.django_db
def test_one_file_is_one_source():
    SourceFactory(fingerprint="a" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        SourceFactory(fingerprint="a" * 64)
    SourceFactory.create_batch(2, fingerprint=None)


@pytest.mark.django_db
def test_a_title_is_needed_and_a_supplied_one_is_marked():
    assert str(SourceFactory(title="高新区党建访谈")) == "高新区党建访谈"
    source = SourceFactory(title="高新区党建访谈", title_is_supplied=True)
    assert str(source) == "［高新区党建访谈］"
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.update(title="")


@pytest.mark.django_db
def test_a_source_that_is_quoted_stays(source):
    ZoneFactFactory(source=source)
    with pytest.raises(IntegrityError), transaction.atomic():
        source.delete()


@given(st.text())
def test_line_ends_are_plain_once_and_for_all(text):
    plain = plain_newlines(text)
    assert "\r" not in plain
    assert plain_newlines(plain) == plain
