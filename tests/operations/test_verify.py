"""What contradicts itself is found, and mended where nobody's words are at stake."""

from io import StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, models, transaction

from editorial.integrity import looks
from editorial.models import FormerAddress
from interviews.models import Answer
from operations import verifying
from practices.models import Evidence, Measure, Practice, SharedBasket
from search import engines
from search.models import Listing
from sources.models import Source
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def base(shared):
    interview = f.InterviewFactory(published=True)
    answer = f.AnswerFactory(question__interview=interview)
    practice = f.PracticeFactory(name="一心三亮", published=True)
    measure = f.MeasureFactory(practice=practice)
    f.MeasureFactory(practice=practice, parent=measure)
    f.EvidenceFactory(measure=measure, answer=answer, published=True)
    f.PracticeFactory(name="红色驿站", published=True)
    f.SharedBasketFactory()
    call_command("reindex", stdout=StringIO(), stderr=StringIO())


def past_checks(row, **values) -> None:
    """Change a row as somebody does who goes past the program."""
    models.QuerySet(type(row)).filter(pk=row.pk).update(**values)


def former(row, slug: str) -> None:
    kind = ContentType.objects.get_for_model(type(row))
    FormerAddress.objects.create(content_type=kind, slug=slug, object_id=row.pk)


def practices() -> list[Practice]:
    return list(Practice.objects.order_by("pk"))


def moved_quote():
    past_checks(Evidence.objects.get(), start=99_999)


def lost_quote():
    past_checks(Evidence.objects.get().source, text="另一篇")


def quote_of_another_answer():
    past_checks(Answer.objects.get(), text="别的话")


def circle():
    upper, lower = Measure.objects.order_by("pk")
    past_checks(upper, parent=lower)


def part_of_another_practice():
    *_, lower = Measure.objects.order_by("pk")
    past_checks(lower, practice=practices()[1])


def evidence_for_another_practice():
    past_checks(Evidence.objects.get(), practice=practices()[1])


def address_of_another():
    one, other = practices()
    former(one, other.slug)


def address_of_nothing():
    former(Practice(pk=999), "nobody")


def schedule_of_nothing():
    past_checks(f.ScheduleFactory(), object_id=999_999)


def too_few_numbers():
    past_checks(Answer.objects.get(), paragraph_numbers=[])


def last_number_too_low():
    past_checks(Answer.objects.get(), last_paragraph=0)


def hidden_interview():
    past_checks(Answer.objects.get().interview.source, state="draft")


def wrong_count():
    past_checks(SharedBasket.objects.get(), number=77)


def other_basket():
    past_checks(SharedBasket.objects.get(), pieces=[["practice", "nobody", ""]])


def missing_file():
    past_checks(Source.objects.first(), file="sources/gone.docx")


def other_file():
    name = default_storage.save("sources/other.docx", ContentFile(b"other"))
    past_checks(Source.objects.first(), file=name, fingerprint="0" * 64)


def renamed():
    past_checks(practices()[0], name="改了名字")


def unlisted():
    Listing.objects.filter(collection="practice").delete()


REPAIRED = {
    moved_quote: ("佐证的引文", "另一处"),
    lost_quote: ("佐证的引文", "没有这句引文"),
    address_of_nothing: ("旧地址", "不存在"),
    schedule_of_nothing: ("定时发布所说的记录", "不存在"),
    too_few_numbers: ("回答的段号", "打不开"),
    last_number_too_low: ("回答的段号", "最大段号"),
    wrong_count: ("分享的材料篮", "实有"),
    renamed: ("做法的索引", "索引与记录不符"),
    unlisted: ("做法的索引", "索引与记录不符"),
}
LEFT_TO_EDITORS = {
    quote_of_another_answer: ("佐证所在的回答", "没有这句话"),
    circle: ("构成的上下级", "绕成了圈"),
    part_of_another_practice: ("构成所属的做法", "另一个做法"),
    evidence_for_another_practice: ("佐证所属的做法", "另一个做法"),
    address_of_another: ("旧地址", "现在的地址相同"),
    hidden_interview: ("已发布的访谈", "出处没有发布"),
    other_basket: ("分享的材料篮", "与地址不符"),
    missing_file: ("出处的原始文件", "不见了"),
    other_file: ("出处的原始文件", "与指纹不符"),
}


def found(label: str, *, repair: bool = False) -> list[verifying.Verified]:
    """Return what one look finds."""
    everything = {look.label: look.find for look in looks()}
    find = {**everything, **dict(verifying._index_looks())}[label]
    rows = list(find(lambda done, of: None))
    return [verifying._repaired(label, row) if repair and row.repair else row for row in rows]


@pytest.mark.parametrize("break_it", REPAIRED, ids=lambda break_it: break_it.__name__)
def test_what_can_be_derived_is_found_and_mended(base, break_it):
    break_it()
    label, sentence = REPAIRED[break_it]
    assert any(sentence in one.sentence for one in found(label))
    assert all(one.is_repaired for one in found(label, repair=True))
    assert [one for one in found(label) if one.repair] == []


@pytest.mark.parametrize("break_it", LEFT_TO_EDITORS, ids=lambda break_it: break_it.__name__)
def test_what_only_editors_can_mend_is_found_and_left(base, break_it):
    break_it()
    label, sentence = LEFT_TO_EDITORS[break_it]
    assert [(sentence in one.sentence, one.repair) for one in found(label)] == [(True, None)]


def test_a_repair_never_changes_words(base):
    def words():
        return (
            set(Practice.objects.values_list("name", "gist", "body")),
            set(Source.objects.values_list("text", flat=True)),
            set(Evidence.objects.values_list("quote", flat=True)),
            set(Answer.objects.values_list("text", flat=True)),
        )

    for break_it in REPAIRED:
        break_it()
    before = words()
    list(verifying.verify(lambda *told: None, repair=True))
    assert words() == before


def test_a_paragraph_without_a_number_gets_one_that_was_never_used(base):
    answer = Answer.objects.get()
    past_checks(answer, text="甲\n乙\n丙", paragraph_numbers=[1, 1], last_paragraph=7)
    found("回答的段号", repair=True)
    answer.refresh_from_db()
    assert (answer.paragraph_numbers, answer.last_paragraph) == ([1, 8, 9], 9)


def test_words_that_are_not_found_by_their_tokens_are_told(base):
    engines.clear()
    assert "reindex --renew" in found("做法的索引")[0].sentence


# PostgreSQL holds its foreign keys.
@pytest.mark.one_database
def test_a_row_that_names_nothing_is_found(base):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE practices_evidence SET source_id = 999999")
        assert "sources_source" in found("外键")[0].sentence
        transaction.set_rollback(True)


def test_the_command_fails_while_something_is_broken_and_says_what_it_mended(base):
    said = StringIO()
    call_command("verify", stdout=said, stderr=StringIO())
    assert "0 处有问题" in said.getvalue()
    renamed()
    with pytest.raises(SystemExit):
        call_command("verify", stdout=said, stderr=StringIO())
    assert "verify --repair 修复" in said.getvalue()
    call_command("verify", repair=True, stdout=said, stderr=StringIO())
    assert "已重新编入索引" in said.getvalue()
