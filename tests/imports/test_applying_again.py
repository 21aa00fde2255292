"""A known document again, or a better copy of it: what follows, what is kept, what is listed."""

from dataclasses import replace

import pytest
from django.core.files.storage import default_storage

from editorial.models import ReviewStep, State
from editorial.services import release
from imports.applying import Choices, NotApplied
from imports.draft import QuestionDraft
from interviews.models import Answer, Question
from practices.models import Practice
from sources.models import Source
from tests.factories import EditorFactory, ProblemFactory, ProblemStatementFactory, ZoneFactory
from tests.imports.accepted import (
    FIRST,
    OTHER,
    QUESTION,
    SECOND,
    TALK,
    THREE,
    apply,
    delete,
    edit,
    fact,
    plan,
    said,
    statement,
    talk,
)
from zones.models import ZoneFact

pytestmark = pytest.mark.django_db

BETTER = FIRST.replace("工程", "行动")


def better_copy_of(source: Source) -> dict:
    return {"content": b"better", "choices": Choices(source=source.pk)}


def conflicts(tally) -> list[str]:
    return [entry.name for entry in tally.entries if entry.kind == "conflict"]


def publish(*records) -> None:
    for record in records:
        record.refresh_from_db()
        release(record=record, remark="装入")


# ---- the conversation ----


def test_answers_keep_their_numbers_when_others_come_before_them():
    interview = apply().interview
    new = "先说一句新的，我们去年才来到园区。"
    answers = (said("李凯", new), said("王岗", FIRST, SECOND), said("李凯", OTHER))
    apply(replace(TALK, questions=(QuestionDraft(QUESTION, answers),)))
    numbers = [(row.number, row.text) for row in interview.answers.order_by("position")]
    assert numbers == [(3, new), (1, f"{FIRST}\n{SECOND}"), (2, OTHER)]


def test_the_same_words_keep_their_number_though_a_like_text_comes_first():
    interview = apply().interview
    answers = (said("李凯", OTHER.replace("课堂", "学堂")), said("李凯", OTHER))
    apply(replace(TALK, questions=(QuestionDraft(QUESTION, answers),)))
    assert interview.answers.get(number=2).text == OTHER


def test_an_answer_never_moves_to_another_speaker():
    interview = apply().interview
    answers = (said("李凯", FIRST, SECOND), said("王岗", OTHER))
    tally = apply(replace(TALK, questions=(QuestionDraft(QUESTION, answers),))).tally
    kept = {row.number: row.appearance.guest.name for row in interview.answers.all()}
    assert kept == {1: "王岗", 2: "李凯", 3: "李凯", 4: "王岗"}
    assert conflicts(tally) == [
        "答1 王岗（新文本里没有，保留不动）",
        "答2 李凯（新文本里没有，保留不动）",
    ]


def test_an_answer_that_an_editor_deleted_does_not_come_back():
    interview = apply().interview
    delete(interview.answers.get(number=2))
    tally = apply().tally
    assert interview.answers.count() == 1
    assert conflicts(tally) == ["答2 李凯（编辑已删除）"]


@pytest.mark.parametrize("change", ["rewritten", "given to another speaker"])
def test_an_answer_that_an_editor_changed_is_not_added_again(change):
    interview = apply().interview
    answer = interview.answers.get(number=2)
    if change == "rewritten":
        edit(answer, text="编辑写的另一番话。")
    else:
        edit(answer, appearance=interview.appearances.first())
    tally = apply().tally
    assert interview.answers.count() == 2
    assert (tally.kept, [name[:2] for name in conflicts(tally)]) == (1, ["答2"])


def test_a_question_that_is_gone_is_listed_and_stays():
    more = QuestionDraft("还有什么要补充的吗？", (said("李凯", "没有了，谢谢大家的关心。"),))
    apply(replace(TALK, questions=(*TALK.questions, more)))
    tally = apply().tally
    assert Question.objects.count() == 2
    assert conflicts(tally) == [
        "问2 还有什么要补充的吗？（新文本里没有，保留不动）",
        "答3 李凯（新文本里没有，保留不动）",
    ]


# ---- a better copy ----


def test_a_better_copy_replaces_file_and_text_of_the_source():
    source = apply().source
    again = apply(talk(first=BETTER), **better_copy_of(source))
    assert (again.source, again.existed, Source.objects.count()) == (source, True, 1)
    assert BETTER in again.source.text
    assert default_storage.open(again.source.file.name).read() == b"better"
    assert BETTER in Answer.objects.get(number=1).text
    assert apply(talk(first=BETTER), content=b"better").tally.updated == 0


def test_what_an_editor_wrote_about_the_source_stays_while_its_text_follows():
    source = apply().source
    edit(source, author="韩梅", publication="园区党建")
    draft = replace(talk(first=BETTER), author="佚名")
    again = apply(draft, **better_copy_of(source))
    assert (again.source.author, again.source.publication) == ("韩梅", "园区党建")
    assert BETTER in again.source.text
    (entry,) = [entry for entry in again.tally.entries if entry.kind == "conflict"]
    assert entry.fields == (("责任者", "韩梅", "佚名"),)


def test_a_text_that_an_editor_changed_is_not_replaced():
    source = apply().source
    edit(source, text=source.text.replace("课堂", "学堂"))
    with pytest.raises(NotApplied, match="全文已由编辑改过"):
        apply(talk(first=BETTER), **better_copy_of(source))
    apply(talk(first=BETTER))
    source.refresh_from_db()
    assert BETTER not in source.text


def test_words_that_are_not_in_the_editors_text_are_listed_and_do_not_stop_the_rest():
    source = apply().source
    edit(source, text=source.text.replace("“三联”", "“三连”"))
    ZoneFactory(short_name="临江高新区")
    applied = apply(replace(TALK, practices=(THREE,), facts=(fact("党组织100个", 100, "个"),)))
    assert not Practice.objects.get().evidence.exists()
    assert ZoneFact.objects.count() == 1
    assert any("里面没有这句话" in name for name in conflicts(applied.tally))


def test_quotes_are_found_again_and_lost_ones_listed():
    problem = ProblemFactory()
    source = apply(replace(TALK, statements=(statement(problem.code),))).source
    kept = ProblemStatementFactory(answer=None, source=source, quote="青年党员当讲师")
    before = kept.start
    shorter = talk(first=FIRST.replace("教育管理难", "管理难"))
    tally = apply(shorter, **better_copy_of(source)).tally
    kept.refresh_from_db()
    assert kept.start == before - 2
    assert any(name.endswith("（原话在新文本里找不到）") for name in conflicts(tally))


def test_one_file_cannot_belong_to_two_sources():
    first = apply().source
    second = apply(content=b"another").source
    with pytest.raises(NotApplied, match="不能再归到另一个出处"):
        apply(content=b"another", choices=Choices(source=first.pk))
    assert Source.objects.get(pk=second.pk).fingerprint


def test_what_a_copy_does_not_say_takes_nothing_away():
    apply()
    silent = replace(TALK, title="", published_on="")
    source = apply(silent).source
    assert (source.title, source.published) == ("园区党建纪实", "2023-05")


def test_a_source_that_an_editor_deleted_is_not_made_again():
    case = replace(TALK, kind="case", guests=(), questions=())
    delete(apply(case).source)
    with pytest.raises(NotApplied, match="已被编辑删除"):
        apply(case)
    assert not Source.objects.exists()


# ---- what readers see ----


def test_a_published_interview_is_not_changed_by_an_import():
    first = apply()
    publish(first.source, first.interview)
    tally = apply(talk(first=BETTER)).tally
    first.source.refresh_from_db()
    assert FIRST in first.source.text
    assert FIRST in Answer.objects.get(number=1).text
    assert tally.frozen == 2
    assert "已发布而保留 2" in str(tally)


def test_nothing_is_added_where_readers_would_see_it_at_once():
    zone = ZoneFactory(short_name="临江高新区", published=True)
    first = apply()
    publish(first.source, first.interview)
    more = QuestionDraft("还有呢？", (said("李凯", "没有了，谢谢大家的关心。"),))
    draft = replace(
        TALK, questions=(*TALK.questions, more), facts=(fact("党组织100个", 100, "个"),)
    )
    apply(draft)
    assert (Question.objects.count(), Answer.objects.count()) == (1, 2)
    assert not zone.facts.exists()


def test_a_published_practice_gets_evidence_from_a_draft_only():
    ZoneFactory(short_name="临江高新区")
    first = apply(replace(TALK, practices=(THREE,)))
    practice = Practice.objects.get()
    publish(first.source, first.interview, practice)
    apply(replace(TALK, practices=(replace(THREE, further=((0, 6),)),)))
    assert practice.evidence.count() == 1
    apply(replace(TALK, practices=(THREE,)), content=b"another")
    assert practice.evidence.count() == 2
    assert practice.evidence.visible_to(None).count() == 1


def test_a_published_source_is_not_replaced_by_a_better_copy():
    source = apply().source
    publish(source)
    with pytest.raises(NotApplied, match="已经发布"):
        apply(talk(first=BETTER), **better_copy_of(source))


# ---- whose the rows are, and the plan ----


def test_what_an_editor_imports_is_in_their_name_and_still_follows_a_better_copy(rf, monkeypatch):
    from simple_history.models import HistoricalRecords

    request = rf.get("/")
    request.user = EditorFactory()
    monkeypatch.setattr(HistoricalRecords.context, "request", request, raising=False)
    zone = ZoneFactory(short_name="临江高新区")
    source = apply(replace(TALK, practices=(THREE,))).source
    practice = Practice.objects.get()
    for record in (source, practice):
        assert set(record.history.values_list("history_user", flat=True)) == {request.user.pk}
    draft = replace(talk(first=BETTER), practices=(replace(THREE, quote="新的一句。"),))
    apply(draft, **better_copy_of(source))
    practice.refresh_from_db()
    assert (practice.gist, list(practice.zones.all())) == ("新的一句。", [zone])
    assert BETTER in Answer.objects.get(number=1).text


def test_a_plan_tells_what_would_be_done_and_does_nothing():
    source = apply().source
    edit(Answer.objects.get(number=2), text="编辑改过的话。")
    draft = talk(first=BETTER)
    told = plan(draft, **better_copy_of(source))
    assert BETTER not in Source.objects.get().text
    changed = {(entry.model, entry.name) for entry in told.entries("changed")}
    assert changed == {("出处", "园区党建纪实"), ("回答", "答1 王岗")}
    (kept,) = told.entries("conflict")
    assert (kept.name, kept.fields[0]) == ("答2 李凯", ("回答", "编辑改过的话。", OTHER))
    assert kept.url.endswith("/change/")
    done = apply(draft, **better_copy_of(source)).tally
    assert (done.updated, done.kept) == (2, 1)


def test_a_plan_for_a_new_document_writes_nothing_and_names_everything():
    told = plan()
    assert {entry.model for entry in told.entries("new")} >= {
        "出处",
        "访谈",
        "嘉宾",
        "提问",
        "回答",
    }
    assert not Source.objects.exists()
    assert not default_storage.exists("sources")
    assert not ReviewStep.objects.exists()
    assert apply().source.state == State.DRAFT
